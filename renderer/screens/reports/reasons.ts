/** Reasons of failures in plain words, with what to do. Pure. */
import { words, type Words } from '../send/words.ts';

/** A reason as an operator reads it. */
export interface ReasonWords {
  readonly title: Words;
  /** What to do about it. */
  readonly advice: Words;
}

/** The API's words for a person who asked not to be written to. */
const OPTED_OUT = /opted out/iu;

/** Whether a reason says that the person asked not to be written to. */
export const isOptOut = (error: string): boolean => OPTED_OUT.test(error);

type Row = readonly [pattern: RegExp, words: ReasonWords];

const row = (pattern: RegExp, title: Words, advice: Words): Row => [pattern, { title, advice }];

/** The first that fits counts. The API's texts may change, so they are recognised by their words. */
const REASONS: readonly Row[] = [
  row(OPTED_OUT, words('reports.reason_opted_out'), words('reports.advice_opted_out')),
  row(/spam/iu, words('reports.reason_spam'), words('reports.advice_spam')),
  row(/blocked/iu, words('reports.reason_blocked'), words('reports.advice_blocked')),
  row(
    /absent.*permanent/iu,
    words('reports.reason_absent_permanent'),
    words('reports.advice_absent_permanent'),
  ),
  row(/absent/iu, words('reports.reason_absent'), words('reports.advice_absent')),
  row(/unreachable/iu, words('reports.reason_unreachable'), words('reports.advice_absent')),
  row(/expired/iu, words('reports.reason_expired'), words('reports.advice_absent')),
  row(/phone issue/iu, words('reports.reason_phone'), words('reports.advice_phone')),
  row(/contact error/iu, words('reports.reason_contact'), words('reports.advice_number')),
  row(
    /not mobile|invalid.*number|phone number/iu,
    words('reports.reason_number'),
    words('reports.advice_number'),
  ),
  row(/no route|not supported/iu, words('reports.reason_route'), words('reports.advice_route')),
  row(/network/iu, words('reports.reason_network'), words('reports.advice_again')),
  row(
    /message error|empty message/iu,
    words('reports.reason_message'),
    words('reports.advice_message'),
  ),
  row(/^unknown$/iu, words('reports.reason_unknown'), words('reports.advice_again')),
];

/** The words for a reason; one that is not known is shown as it came. */
export function reasonWords(error: string): ReasonWords {
  const known = REASONS.find(([pattern]) => pattern.test(error));
  if (known !== undefined) return known[1];
  return {
    title: words('reports.reason_other', { error }),
    advice: words('reports.advice_other'),
  };
}

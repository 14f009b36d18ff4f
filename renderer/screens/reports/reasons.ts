/** Reasons of failures in plain words, with what to do. Pure. */
import { failureReasonOf, type FailureReason } from '../../../shared/domain/failureReason.ts';
import type { MessageId } from '../../i18n/en.ts';
import { words, type Words } from '../send/words.ts';

/** A reason as an operator reads it. */
export interface ReasonWords {
  readonly title: Words;
  /** What to do about it. */
  readonly advice: Words;
}

/** Whether a reason says that the person asked not to be written to. */
export const isOptOut = (error: string): boolean => failureReasonOf(error) === 'opted_out';

const row = (title: MessageId, advice: MessageId): ReasonWords => ({
  title: words(title),
  advice: words(advice),
});

const REASONS: Readonly<Record<FailureReason, ReasonWords>> = {
  opted_out: row('reports.reason_opted_out', 'reports.advice_opted_out'),
  spam: row('reports.reason_spam', 'reports.advice_spam'),
  blocked: row('reports.reason_blocked', 'reports.advice_blocked'),
  absent_permanent: row('reports.reason_absent_permanent', 'reports.advice_absent_permanent'),
  absent: row('reports.reason_absent', 'reports.advice_absent'),
  unreachable: row('reports.reason_unreachable', 'reports.advice_absent'),
  expired: row('reports.reason_expired', 'reports.advice_absent'),
  phone: row('reports.reason_phone', 'reports.advice_phone'),
  contact: row('reports.reason_contact', 'reports.advice_number'),
  number: row('reports.reason_number', 'reports.advice_number'),
  route: row('reports.reason_route', 'reports.advice_route'),
  network: row('reports.reason_network', 'reports.advice_again'),
  message: row('reports.reason_message', 'reports.advice_message'),
  unknown: row('reports.reason_unknown', 'reports.advice_again'),
};

/** What happened, for a known reason. */
export const reasonTitle = (reason: FailureReason): Words => REASONS[reason].title;

/** The words for a reason; one that is not known is shown as it came. */
export function reasonWords(error: string): ReasonWords {
  const known = failureReasonOf(error);
  if (known !== null) return REASONS[known];
  return {
    title: words('reports.reason_other', { error }),
    advice: words('reports.advice_other'),
  };
}

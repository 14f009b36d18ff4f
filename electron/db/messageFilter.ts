/** Which messages of the history are meant, in SQL: one meaning for the screen and for exports. */
import { toPlainText } from '../../shared/domain/digits.ts';
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { Value } from './bulkInsert.ts';
import type { StepRange } from './shortSteps.ts';

/** Which messages of the history are meant; everything that is said must hold. */
export interface HistoryFilter {
  /**
   * Only messages sent at or after this; those that have not been sent count by the creation of
   * their batch.
   */
  readonly sinceMs?: number;
  /** Only messages sent (or, unsent, created) before this. */
  readonly untilMs?: number;
  readonly states?: readonly MessageState[];
  readonly country?: string;
  /** Exactly this reason of a failure. */
  readonly error?: string;
  /**
   * In the text, an imported field or the name of the batch, without regard to the case of letters; digits
   * also in the number.
   */
  readonly search?: string;
}

/** What a filter needs of a batch. */
export interface FilteredBatch {
  readonly name: string;
  readonly createdAtMs: number;
}

/** A filter as a condition over `message AS m` and, where `usesBody`, `message_body AS b`. */
export interface FilterSql {
  readonly where: string;
  readonly usesBody: boolean;
  /** No message of a batch with this name is left out. */
  readonly takesAll: (batch: FilteredBatch) => boolean;
  /** The values of the condition for a range of a batch's keys. */
  readonly values: (batch: FilteredBatch, piece: StepRange) => Readonly<Record<string, Value>>;
}

/** What is searched for, in the forms in which it is looked up. */
interface Needle {
  /** Patterns of LIKE, one of which must fit a text. */
  readonly texts: readonly string[];
  /** The same for texts inside JSON. */
  readonly json: readonly string[];
  /** Digits of an international number; `null`: no number is searched for. */
  readonly digits: string | null;
}

/** A part of a text as a pattern of LIKE. */
function contains(part: string): string {
  return `%${part.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
}

/** LIKE folds the case of ASCII letters only: others are looked up in each form. */
function formsOf(text: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- ASCII is meant
  if (/^[\0-\u007F]*$/u.test(text)) return [text];
  const lower = text.toLowerCase();
  const title = lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  return [...new Set([text, lower, text.toUpperCase(), title])];
}

/** `0917 123` and `+63 917` as they stand in `63917123…`. */
function digitsOf(search: string): string | null {
  const plain = toPlainText(search);
  if (!/^[+\d\s().-]+$/u.test(plain)) return null;
  const digits = plain.replaceAll(/\D/gu, '').replace(/^0{1,2}(?=[1-9])/u, '');
  return digits === '' ? null : digits;
}

function needleOf(search: string): Needle {
  const forms = formsOf(search);
  return {
    texts: forms.map(contains),
    json: forms.map((form) => contains(JSON.stringify(form).slice(1, -1))),
    digits: digitsOf(search),
  };
}

const likeAny = (column: string, name: string, patterns: readonly string[]): string =>
  `(${patterns.map((_, i) => String.raw`${column} LIKE $${name}${i} ESCAPE '\'`).join(' OR ')})`;

/**
 * A needle as a condition. Fields are a JSON list: it is looked through first as it stands, which is fast,
 * and then value by value, so that nobody finds its commas.
 */
function searchSql({ texts, json, digits }: Needle): string {
  const found = [
    '$named = 1',
    likeAny('b.text', 'text', texts),
    `(${likeAny('b.fields', 'json', json)} AND EXISTS
       (SELECT 1 FROM json_each(b.fields) AS field WHERE ${likeAny('field.value', 'text', texts)}))`,
    ...(digits === null ? [] : ['instr(CAST(m.recipient AS TEXT), $digits) > 0']),
  ];
  return `(${found.join(' OR ')})`;
}

function searchValues({ texts, json, digits }: Needle): Record<string, Value> {
  return {
    ...Object.fromEntries(texts.map((pattern, i) => [`text${i}`, pattern])),
    ...Object.fromEntries(json.map((pattern, i) => [`json${i}`, pattern])),
    digits,
  };
}

/** Whether a batch is found by its name. */
function isNamed(search: string | undefined, { name }: FilteredBatch): boolean {
  return search !== undefined && name.toLowerCase().includes(search.toLowerCase());
}

/** The filter in SQL. Only what is asked for is in it: most exports are of everything. */
export function filterSql(filter: HistoryFilter): FilterSql {
  const { sinceMs, untilMs, states, country, error } = filter;
  const search = filter.search?.trim() === '' ? undefined : filter.search?.trim();
  const needle = search === undefined ? null : needleOf(search);
  const plain = [
    ...(sinceMs === undefined ? [] : ['coalesce(m.sent_at_ms, $created) >= $since']),
    ...(untilMs === undefined ? [] : ['coalesce(m.sent_at_ms, $created) < $until']),
    ...(states === undefined ? [] : [`m.state IN (${states.map(messageStateCode).join()})`]),
    ...(country === undefined ? [] : ['m.country = $country']),
    ...(error === undefined ? [] : ['m.error = $error']),
  ];
  const searched = needle === null ? [] : [searchSql(needle)];
  const fixed = {
    since: sinceMs ?? null,
    until: untilMs ?? null,
    country: country ?? null,
    error: error ?? null,
    ...(needle === null ? {} : searchValues(needle)),
  };
  return {
    where: ['m.key BETWEEN $first AND $last', ...plain, ...searched].join(' AND '),
    usesBody: needle !== null,
    takesAll: (batch) => plain.length === 0 && (needle === null || isNamed(search, batch)),
    values: (batch, { first, last }) => {
      const named = isNamed(search, batch) ? 1 : 0;
      return { ...fixed, first, last, created: batch.createdAtMs, named };
    },
  };
}

/**
 * The checks that a bulk answer must all pass before one message counts as accepted.
 *
 * The answer names no recipient: entry and message are matched by their place alone. So anything that
 * speaks against the places (a missing entry, a repeated id, a count that does not add up, numbered ids
 * out of order) makes the whole answer worthless as proof, and the request stays in doubt.
 */
import { err, ok, type Result } from '../../shared/errors.ts';
import { asCount, asObject, asText, type JsonObject, tidyError } from './answer.ts';
import type { BulkRow } from './types.ts';

/** Which check failed. */
export type FailedCheck =
  | 'entries_missing'
  | 'entries_extra'
  | 'entry_unreadable'
  | 'id_missing'
  | 'ids_repeated'
  | 'accepted_count'
  | 'order'
  /** The answer as a whole carries an error, but none of its entries does. */
  | 'error_on_top';

function isSilent(error: unknown): boolean {
  return (
    error === undefined || error === null || (typeof error === 'string' && error.trim() === '')
  );
}

/** An entry as a row, or `null` where it is not of the known form. An odd `error` rejects nothing. */
function readRow(entry: unknown): BulkRow | null {
  const fields = asObject(entry);
  if (fields === null) return null;
  const error = asText(fields['error']);
  if (error === null && !isSilent(fields['error'])) return null;
  return {
    id: asText(fields['id']),
    error: error === null ? null : tidyError(error),
    estimateMicro: asCount(fields['estimateMicro']),
  };
}

function readRows(entries: unknown, messages: number): Result<readonly BulkRow[], FailedCheck> {
  if (!Array.isArray(entries) || entries.length < messages) return err('entries_missing');
  if (entries.length > messages) return err('entries_extra');
  const rows: BulkRow[] = [];
  for (const entry of entries as readonly unknown[]) {
    const row = readRow(entry);
    if (row === null) return err('entry_unreadable');
    rows.push(row);
  }
  return ok(rows);
}

const DASH = 45;
const DIGIT_0 = 48;

/** The number that an id ends with (`…-17`), or `null`. Ten digits or more are no count. */
function suffixOf(id: string): number | null {
  let value = 0;
  let scale = 1;
  for (let at = id.length - 1; at >= 0 && scale <= 1e9; at -= 1) {
    const code = id.charCodeAt(at);
    if (code === DASH) return scale === 1 ? null : value;
    const digit = code - DIGIT_0;
    if (digit < 0 || digit > 9) return null;
    value += digit * scale;
    scale *= 10;
  }
  return null;
}

interface Numbered {
  readonly index: number;
  readonly suffix: number;
}

/** The accepted entries whose ids are numbered; none where the same number stands everywhere. */
function numberedEntries(rows: readonly BulkRow[]): readonly Numbered[] {
  const numbered: Numbered[] = [];
  rows.forEach((row, index) => {
    const suffix = row.error === null && row.id !== null ? suffixOf(row.id) : null;
    if (suffix !== null) numbered.push({ index, suffix });
  });
  const first = numbered[0]?.suffix;
  const isConstant = numbered.length > 1 && numbered.every(({ suffix }) => suffix === first);
  return isConstant ? [] : numbered;
}

/** Whether, between two neighbours, the numbers fall back, leave a gap, or lag without a reason. */
function isOutOfStep(from: Numbered, to: Numbered, rows: readonly BulkRow[]): boolean {
  const errors = rows.slice(from.index, to.index).filter((row) => row.error !== null).length;
  const lag = to.index - from.index - (to.suffix - from.suffix);
  return lag < 0 || lag > errors;
}

/**
 * Whether numbered ids contradict the order of the request.
 *
 * In the known answers the number is the message's place in the request, from 0. So numbers that are
 * all below the number of messages are read as places. Others may count from anywhere, one by one, and
 * an entry with an error may or may not use up a number.
 */
function contradictsOrder(rows: readonly BulkRow[]): boolean {
  const numbered = numberedEntries(rows);
  if (numbered.every(({ suffix }) => suffix < rows.length)) {
    return numbered.some(({ index, suffix }) => suffix !== index);
  }
  return numbered.some((to, i) => {
    const from = numbered[i - 1];
    return from !== undefined && isOutOfStep(from, to, rows);
  });
}

function failedCheck(body: JsonObject, rows: readonly BulkRow[]): FailedCheck | null {
  const accepted = rows.filter((row) => row.error === null);
  const ids = new Set(accepted.map((row) => row.id));
  if (ids.has(null)) return 'id_missing';
  if (ids.size !== accepted.length) return 'ids_repeated';
  if (asCount(body['acceptedMessages']) !== accepted.length) return 'accepted_count';
  if (contradictsOrder(rows)) return 'order';
  // With errors on entries, an error on top sums them up; alone, it contradicts every entry.
  if (!isSilent(body['error']) && accepted.length === rows.length) return 'error_on_top';
  return null;
}

/** The rows of an answer to so many messages, if every check holds; else the first that failed. */
export function checkedRows(
  body: JsonObject,
  messages: number,
): Result<readonly BulkRow[], FailedCheck> {
  const rows = readRows(body['messages'], messages);
  if (!rows.ok) return rows;
  const failed = failedCheck(body, rows.value);
  return failed === null ? rows : err(failed);
}

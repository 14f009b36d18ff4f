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

/** The number that an id ends with (`…-17`), or `null`. Ten digits or more are no count. */
function suffixOf(id: string | null): number | null {
  const match = /-(\d{1,9})$/.exec(id ?? '');
  return match === null ? null : Number(match[1]);
}

/**
 * Whether numbered ids contradict the order of the request.
 *
 * In the known answers the number counts up by one from entry to entry. It may start anywhere, and an
 * entry with an error may or may not use up a number. The same number everywhere counts nothing. All
 * else (a step back, a gap) says that an entry is not where its message was.
 */
function contradictsOrder(rows: readonly BulkRow[]): boolean {
  const suffixes = rows.map((row) => (row.error === null ? suffixOf(row.id) : null));
  const distinct = new Set(suffixes.filter((suffix) => suffix !== null));
  if (distinct.size < 2) return false;
  let previous: { readonly suffix: number; readonly index: number } | null = null;
  let errors = 0;
  for (const [index, suffix] of suffixes.entries()) {
    if (rows[index]?.error !== null) errors += 1;
    if (suffix === null) continue;
    if (previous !== null) {
      const lag = index - previous.index - (suffix - previous.suffix);
      if (lag < 0 || lag > errors) return true;
    }
    previous = { suffix, index };
    errors = 0;
  }
  return false;
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

/** Messages as the rows that they came from. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { Db } from './connection.ts';
import type { StepRange } from './shortSteps.ts';
import { textListOf } from './codes.ts';

/** A message with what was imported of it. */
export interface SentRow {
  /** International digits. */
  readonly to: string;
  readonly sender: string;
  readonly text: string;
  readonly fields: readonly string[];
}

/** Reads the messages in some states, a piece of keys at a time. */
export function sentRows(
  { sql }: Db,
  states: readonly MessageState[],
): (piece: StepRange) => readonly SentRow[] {
  const rows = sql.prepare<[number, number], Omit<SentRow, 'fields'> & { readonly fields: string }>(
    `SELECT CAST(recipient AS TEXT) AS "to", sender, text, fields
     FROM message JOIN message_body USING (key)
     WHERE key BETWEEN ? AND ? AND state IN (${states.map(messageStateCode).join()}) ORDER BY key`,
  );
  return ({ first, last }) =>
    rows.all(first, last).map((row) => ({ ...row, fields: textListOf(row.fields) }));
}

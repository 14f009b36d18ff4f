/** What the delivery report of a batch reads of its messages, a range of keys at a time. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import type { KeyRange } from './keys.ts';

/** One message; an array, which is read faster than an object. */
export type ReportRow = readonly [
  country: string,
  state: number,
  sentAtMs: number | null,
  deliveredAtMs: number | null,
  error: string | null,
  warning: string | null,
];

/** Reads rows. */
export interface ReportRowQueries {
  rows(range: KeyRange): readonly ReportRow[];
}

/** The queries of the delivery report. */
export const reportRowQueries: (db: Db) => ReportRowQueries = oncePerConnection(({ sql }) => {
  const rows = sql
    .prepare<[number, number], ReportRow>(
      `SELECT country, state, sent_at_ms, delivered_at_ms, error, warning
       FROM message WHERE key BETWEEN ? AND ?`,
    )
    .raw();
  return { rows: ({ first, last }) => rows.all(first, last) };
});

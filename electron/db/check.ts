/** Whether a database is whole, and agrees with itself. */
import type Database from 'better-sqlite3';
import { messageStateOf } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { Db } from './connection.ts';
import { dataErrorOf } from './failures.ts';

/** What is wrong. It carries ids and counts only, never a number or a text of a recipient. */
export type DataProblem =
  /** SQLite's own words about pages, indexes and constraints. */
  | { readonly kind: 'integrity'; readonly detail: string }
  | { readonly kind: 'foreign_key'; readonly table: string; readonly rows: number }
  | {
      readonly kind: 'count';
      readonly batchKey: number;
      readonly state: MessageState;
      readonly kept: number;
      readonly counted: number;
    }
  /** The totals by country are not those of the messages. */
  | { readonly kind: 'country_totals'; readonly batchKey: number; readonly country: string }
  /** Messages without a text, or texts without a message. */
  | { readonly kind: 'body'; readonly batchKey: number; readonly messages: number }
  /** Messages outside of 1 … last seq of their batch, or of no batch at all. */
  | { readonly kind: 'seq'; readonly batchKey: number; readonly messages: number }
  /** Rows that are neither messages nor refused, or the other way round. */
  | { readonly kind: 'rows'; readonly batchKey: number };

const BATCH_OF = '(key >> 24)';

const COUNTS = `
WITH counted AS (
  SELECT ${BATCH_OF} AS batch_key, state, count(*) AS messages FROM message GROUP BY 1, 2
)
SELECT coalesce(k.batch_key, c.batch_key) AS batchKey, coalesce(k.state, c.state) AS state,
  coalesce(k.messages, 0) AS kept, coalesce(c.messages, 0) AS counted
FROM batch_count AS k FULL JOIN counted AS c ON c.batch_key = k.batch_key AND c.state = k.state
WHERE coalesce(k.messages, 0) <> coalesce(c.messages, 0)`;

const COUNTRY_TOTALS = `
WITH counted AS (
  SELECT ${BATCH_OF} AS batch_key, country, count(*) AS recipients, sum(parts) AS parts,
    sum(encoding) AS unicode
  FROM message GROUP BY 1, 2
)
SELECT coalesce(k.batch_key, c.batch_key) AS batchKey, coalesce(k.country, c.country) AS country
FROM batch_country AS k
  FULL JOIN counted AS c ON c.batch_key = k.batch_key AND c.country = k.country
WHERE (k.recipients, k.parts, k.unicode) IS NOT (c.recipients, c.parts, c.unicode)`;

const BODIES = `
SELECT ${BATCH_OF} AS batchKey, count(*) AS messages
FROM (SELECT key FROM message EXCEPT SELECT key FROM message_body
      UNION ALL SELECT * FROM (SELECT key FROM message_body EXCEPT SELECT key FROM message))
GROUP BY 1`;

// Dense and starting at 1, so the batch's messages are exactly its seqs.
const SEQS = `
WITH counted AS (
  SELECT ${BATCH_OF} AS batch_key, count(*) AS messages, min(key & 0xffffff) AS low,
    max(key & 0xffffff) AS high
  FROM message GROUP BY 1
)
SELECT coalesce(b.batch_key, c.batch_key) AS batchKey, coalesce(c.messages, 0) AS messages
FROM batch AS b FULL JOIN counted AS c ON c.batch_key = b.batch_key
WHERE b.batch_key IS NULL OR b.last_seq <> coalesce(c.high, 0)
  OR coalesce(c.messages, 0) <> b.last_seq OR c.low <> 1`;

const ROWS = `
SELECT batch_key AS batchKey FROM batch
WHERE state <> 'importing' AND row_count <> last_seq + rejected + duplicates + suppressed`;

function all<Row>(sql: Database.Database, query: string): Row[] {
  return sql.prepare<[], Row>(query).all();
}

function damage(sql: Database.Database): DataProblem[] {
  const integrity = sql
    .prepare<[], string>('PRAGMA integrity_check')
    .pluck()
    .all()
    .filter((line) => line !== 'ok')
    .map((detail) => ({ kind: 'integrity', detail }) as const);
  if (integrity.length > 0) return integrity;
  const dangling = Map.groupBy(
    all<{ readonly table: string }>(sql, 'PRAGMA foreign_key_check'),
    ({ table }) => table,
  );
  const foreign = [...dangling].map(
    ([table, rows]) => ({ kind: 'foreign_key', table, rows: rows.length }) as const,
  );
  return foreign;
}

interface CountRow {
  readonly batchKey: number;
  readonly state: number;
  readonly kept: number;
  readonly counted: number;
}

function disagreements(sql: Database.Database): DataProblem[] {
  type PerBatch = { readonly batchKey: number; readonly messages: number };
  return [
    ...all<CountRow>(sql, COUNTS).map(
      (row) => ({ kind: 'count', ...row, state: messageStateOf(row.state) }) as const,
    ),
    ...all<{ readonly batchKey: number; readonly country: string }>(sql, COUNTRY_TOTALS).map(
      (row) => ({ kind: 'country_totals', ...row }) as const,
    ),
    ...all<PerBatch>(sql, BODIES).map((row) => ({ kind: 'body', ...row }) as const),
    ...all<PerBatch>(sql, SEQS).map((row) => ({ kind: 'seq', ...row }) as const),
    ...all<{ readonly batchKey: number }>(sql, ROWS).map(
      (row) => ({ kind: 'rows', ...row }) as const,
    ),
  ];
}

/**
 * Everything that is wrong with a database; empty where it is whole. Reads all of it; a reader will do.
 *
 * Where SQLite itself finds damage, the comparisons are left out: they could not be trusted. Damage
 * that keeps SQLite from reading on is a finding, too.
 */
export function checkDatabase({ sql, dir }: Db): readonly DataProblem[] {
  try {
    const found = damage(sql);
    const isDamaged = found.some(({ kind }) => kind === 'integrity');
    return isDamaged ? found : [...found, ...disagreements(sql)];
  } catch (error) {
    const known = dataErrorOf(error, dir);
    if (known?.kind !== 'data_corrupt') throw error;
    return [{ kind: 'integrity', detail: known.detail }];
  }
}

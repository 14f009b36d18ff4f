/** Messages looked through in tables: their keys by a filter, and pages by keys. */
import { messageStateCode, messageStateOf } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { Value } from './bulkInsert.ts';
import { encodingOf } from './codes.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { seqOf } from './keys.ts';
import { type FilteredBatch, filterSql, type HistoryFilter } from './messageFilter.ts';
import type { PreviewMessage } from './messages.ts';
import type { StepRange } from './shortSteps.ts';

/** A batch whose messages are looked through. */
export interface ViewedBatch extends FilteredBatch {
  readonly key: number;
  /** Its messages have the seqs from 1 to this. */
  readonly lastSeq: number;
}

/** A message as tables show it. Amounts are micro-USD; `null`: unknown, or not so far. */
export interface ViewedMessage extends PreviewMessage {
  readonly batch: string;
  readonly batchName: string;
  readonly chargedMicro: number | null;
  readonly messageId: string | null;
  readonly sentAtMs: number | null;
  readonly deliveredAtMs: number | null;
  readonly error: string | null;
  readonly warning: string | null;
}

/** Finds the keys of a filter. */
export interface KeyQueries {
  /** Every message of this batch is meant. */
  takesAll(batch: FilteredBatch): boolean;
  /** The keys that are meant in a piece of a batch, ascending. */
  keys(batch: FilteredBatch, piece: StepRange): number[];
}

/** Reads what tables show. */
export interface ViewQueries {
  /** The batches to look through, the newest first; being imported or prepared only the one that is named. */
  batches(named: number | null): ViewedBatch[];
  /** These messages, in the order of the keys; those that have been deleted are left out. */
  rows(keys: readonly number[]): ViewedMessage[];
}

interface StoredRow extends Omit<ViewedMessage, 'seq' | 'state' | 'encoding'> {
  readonly state: number;
  readonly encoding: number;
}

function shownRow(row: StoredRow): ViewedMessage {
  const state: MessageState = messageStateOf(row.state);
  return { ...row, seq: seqOf(row.key), state, encoding: encodingOf(row.encoding) };
}

/** Prepares a filter. */
export function keyQueries({ sql }: Db, filter: HistoryFilter): KeyQueries {
  const { where, usesBody, takesAll, values } = filterSql(filter);
  const body = usesBody ? 'JOIN message_body AS b USING (key)' : '';
  const keys = sql
    .prepare<[Readonly<Record<string, Value>>], number>(
      `SELECT m.key FROM message AS m ${body} WHERE ${where} ORDER BY m.key`,
    )
    .pluck();
  return { takesAll, keys: (batch, piece) => keys.all(values(batch, piece)) };
}

/** The queries of views. */
export const viewQueries: (db: Db) => ViewQueries = oncePerConnection(({ sql }) => {
  const batches = sql.prepare<[{ named: number | null }], ViewedBatch>(
    `SELECT batch_key AS key, name, created_at_ms AS createdAtMs, last_seq AS lastSeq FROM batch
     WHERE batch_key = $named OR ($named IS NULL AND state NOT IN ('importing', 'draft'))
     ORDER BY batch_key DESC`,
  );
  const rows = sql.prepare<[string], StoredRow>(
    `SELECT m.key, m.row, m.state, m.recipient, m.country, b.sender, b.text, m.parts, m.encoding,
       CASE m.state WHEN ${messageStateCode('queued')} THEN m.parts * micro_per_part
         ELSE m.estimate_micro END AS estimateMicro,
       batch.id AS batch, batch.name AS batchName, charged_micro AS chargedMicro,
       message_id AS messageId, sent_at_ms AS sentAtMs, delivered_at_ms AS deliveredAtMs, error,
       warning
     FROM json_each(?) AS wanted
       JOIN message AS m ON m.key = wanted.value
       JOIN message_body AS b ON b.key = m.key
       JOIN batch ON batch.batch_key = m.key >> 24
       LEFT JOIN price ON price.country = m.country
     ORDER BY wanted.key`,
  );
  return {
    batches: (named) => batches.all({ named }),
    rows: (keys) => rows.all(JSON.stringify(keys)).map(shownRow),
  };
});

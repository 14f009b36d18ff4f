/** Reading the history for exports: whole batches, a range of keys at a time. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { textListOf } from './codes.ts';
import type { Db } from './connection.ts';
import { messageKey } from './keys.ts';

/** Which messages of the history are meant. */
export interface HistoryFilter {
  /**
   * Only messages sent at or after this; those that have not been sent count by the creation of
   * their batch.
   */
  readonly sinceMs?: number;
  /** Only messages sent (or, unsent, created) before this. */
  readonly untilMs?: number;
  readonly states?: readonly MessageState[];
}

/** What an export needs of a batch. */
export interface HistoryBatch {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly fieldNames: readonly string[];
  /** Its messages have the seqs from 1 to this. */
  readonly lastSeq: number;
  /** Whether messages of it are queued, and so follow the current price list. */
  readonly hasQueued: boolean;
}

/** One message of the history. Amounts are micro-USD; `null`: unknown, or not so far. */
export interface HistoryRow {
  readonly row: number;
  /** International digits; made a text by SQLite, which is faster at it. */
  readonly to: string;
  readonly country: string;
  readonly sender: string;
  readonly text: string;
  readonly parts: number;
  /** The stored code of the encoding. */
  readonly encoding: number;
  /** The stored code of the state. */
  readonly state: number;
  readonly messageId: string | null;
  /** While queued by the current price list, then as it left. */
  readonly estimateMicro: number | null;
  readonly chargedMicro: number | null;
  readonly error: string | null;
  readonly sentAtMs: number | null;
  readonly deliveredAtMs: number | null;
  /** The imported fields' values as stored: a JSON list of texts. */
  readonly fields: string;
}

/** Reads the history. */
export interface HistoryQueries {
  /** The batches that have a message that is meant, the oldest first. */
  batches(): HistoryBatch[];
  /** The messages that are meant among those with these seqs, both included, in order. */
  page(batch: HistoryBatch, firstSeq: number, lastSeq: number): HistoryRow[];
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly created: number;
  readonly since: number | null;
  readonly until: number | null;
}

const QUEUED = messageStateCode('queued');

/** The filter in SQL. Only what is asked for is in it: most exports are of everything. */
function conditions({ sinceMs, untilMs, states }: HistoryFilter): string {
  const found = ['m.key BETWEEN $first AND $last'];
  if (sinceMs !== undefined) found.push('coalesce(m.sent_at_ms, $created) >= $since');
  if (untilMs !== undefined) found.push('coalesce(m.sent_at_ms, $created) < $until');
  if (states !== undefined) found.push(`m.state IN (${states.map(messageStateCode).join()})`);
  return found.join(' AND ');
}

interface StoredBatch extends Omit<HistoryBatch, 'fieldNames' | 'hasQueued'> {
  readonly fieldNames: string;
  readonly hasQueued: 0 | 1;
}

function historyBatch(batch: StoredBatch): HistoryBatch {
  const fieldNames = textListOf(batch.fieldNames);
  return { ...batch, fieldNames, hasQueued: batch.hasQueued === 1 };
}

/** Reads the batches, but for those still being imported. */
function batchStatement({ sql }: Db) {
  return sql.prepare<[number | null, number | null], StoredBatch>(
    `SELECT batch_key AS key, id, name, created_at_ms AS createdAtMs, field_names AS fieldNames,
       last_seq AS lastSeq, EXISTS (SELECT 1 FROM batch_count AS c
         WHERE c.batch_key = batch.batch_key AND c.state = ${QUEUED} AND messages > 0) AS hasQueued
     FROM batch WHERE state <> 'importing' AND last_seq > 0 AND (? IS NULL OR batch_key = ?)
     ORDER BY batch_key`,
  );
}

/** Reads a page. The prices matter only while something is queued; they cost a tenth of the time. */
function pageStatement({ sql }: Db, where: string, withPrices: boolean) {
  const estimate = withPrices
    ? `CASE state WHEN ${QUEUED} THEN parts * micro_per_part ELSE estimate_micro END`
    : 'estimate_micro';
  const prices = withPrices ? 'LEFT JOIN price ON price.country = m.country' : '';
  return sql.prepare<[Range], HistoryRow>(
    `SELECT m.row, CAST(recipient AS TEXT) AS "to", m.country, sender, text, parts, encoding, state,
       message_id AS messageId, ${estimate} AS estimateMicro, charged_micro AS chargedMicro, error,
       sent_at_ms AS sentAtMs, delivered_at_ms AS deliveredAtMs, fields
     FROM message AS m JOIN message_body USING (key) ${prices}
     WHERE ${where} ORDER BY m.key`,
  );
}

/**
 * The history's queries for one export.
 *
 * For pages that belong together, call it inside one read transaction.
 *
 * @param batchKey One batch only; `null`: all of them.
 */
export function historyQueries(
  db: Db,
  filter: HistoryFilter,
  batchKey: number | null,
): HistoryQueries {
  const where = conditions(filter);
  const batches = batchStatement(db);
  const any = db.sql.prepare<[Range]>(`SELECT 1 FROM message AS m WHERE ${where} LIMIT 1`);
  const [page, pricedPage] = [pageStatement(db, where, false), pageStatement(db, where, true)];
  const range = (batch: HistoryBatch, firstSeq: number, lastSeq: number): Range => ({
    first: messageKey(batch.key, firstSeq),
    last: messageKey(batch.key, lastSeq),
    created: batch.createdAtMs,
    since: filter.sinceMs ?? null,
    until: filter.untilMs ?? null,
  });
  return {
    batches: () =>
      batches
        .all(batchKey, batchKey)
        .map(historyBatch)
        .filter((batch) => any.get(range(batch, 1, batch.lastSeq)) !== undefined),
    page: (batch, firstSeq, lastSeq) =>
      (batch.hasQueued ? pricedPage : page).all(range(batch, firstSeq, lastSeq)),
  };
}

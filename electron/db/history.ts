/** Reading the history for exports: whole batches, a range of keys at a time. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { Value } from './bulkInsert.ts';
import { textListOf } from './codes.ts';
import type { Db } from './connection.ts';
import { messageKey } from './keys.ts';
import { filterSql, type HistoryFilter } from './messageFilter.ts';

export type { HistoryFilter } from './messageFilter.ts';

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
  /** The batches in which messages may be meant, the oldest first. */
  batches(): HistoryBatch[];
  /** Whether a message that is meant is among those with these seqs, both included. */
  hasAny(batch: HistoryBatch, firstSeq: number, lastSeq: number): boolean;
  /** The messages that are meant among those with these seqs, both included, in order. */
  page(batch: HistoryBatch, firstSeq: number, lastSeq: number): HistoryRow[];
}

type Values = Readonly<Record<string, Value>>;

const QUEUED = messageStateCode('queued');

interface StoredBatch extends Omit<HistoryBatch, 'fieldNames' | 'hasQueued'> {
  readonly fieldNames: string;
  readonly hasQueued: 0 | 1;
}

function historyBatch(batch: StoredBatch): HistoryBatch {
  const fieldNames = textListOf(batch.fieldNames);
  return { ...batch, fieldNames, hasQueued: batch.hasQueued === 1 };
}

/** Reads the batches, but for those still being imported, and, unless it is named, being prepared. */
function batchStatement({ sql }: Db) {
  return sql.prepare<[{ key: number | null }], StoredBatch>(
    `SELECT batch_key AS key, id, name, created_at_ms AS createdAtMs, field_names AS fieldNames,
       last_seq AS lastSeq, EXISTS (SELECT 1 FROM batch_count AS c
         WHERE c.batch_key = batch.batch_key AND c.state = ${QUEUED} AND messages > 0) AS hasQueued
     FROM batch WHERE state <> 'importing' AND last_seq > 0
       AND (batch_key = $key OR ($key IS NULL AND state <> 'draft'))
     ORDER BY batch_key`,
  );
}

/** Reads a page. The prices matter only while something is queued; they cost a tenth of the time. */
function pageStatement({ sql }: Db, where: string, withPrices: boolean) {
  const estimate = withPrices
    ? `CASE state WHEN ${QUEUED} THEN parts * micro_per_part ELSE estimate_micro END`
    : 'estimate_micro';
  const prices = withPrices ? 'LEFT JOIN price ON price.country = m.country' : '';
  return sql.prepare<[Values], HistoryRow>(
    `SELECT m.row, CAST(recipient AS TEXT) AS "to", m.country, sender, text, parts, encoding, state,
       message_id AS messageId, ${estimate} AS estimateMicro, charged_micro AS chargedMicro, error,
       sent_at_ms AS sentAtMs, delivered_at_ms AS deliveredAtMs, fields
     FROM message AS m JOIN message_body AS b USING (key) ${prices}
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
  const { where, usesBody, values } = filterSql(filter);
  const batches = batchStatement(db);
  const body = usesBody ? 'JOIN message_body AS b USING (key)' : '';
  const any = db.sql.prepare<[Values]>(`SELECT 1 FROM message AS m ${body} WHERE ${where} LIMIT 1`);
  const [page, pricedPage] = [pageStatement(db, where, false), pageStatement(db, where, true)];
  const valuesOf = (batch: HistoryBatch, firstSeq: number, lastSeq: number): Values =>
    values(batch, { first: messageKey(batch.key, firstSeq), last: messageKey(batch.key, lastSeq) });
  return {
    batches: () => batches.all({ key: batchKey }).map(historyBatch),
    hasAny: (batch, firstSeq, lastSeq) => any.get(valuesOf(batch, firstSeq, lastSeq)) !== undefined,
    page: (batch, firstSeq, lastSeq) =>
      (batch.hasQueued ? pricedPage : page).all(valuesOf(batch, firstSeq, lastSeq)),
  };
}

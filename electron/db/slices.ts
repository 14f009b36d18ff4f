/** Appending imported rows to a batch, a slice at a time. */
import type { Encoding } from '../../shared/domain/segments.ts';
import { AppFailure } from '../../shared/errors.ts';
import { bulkInsert } from './bulkInsert.ts';
import { encodingCode } from './codes.ts';
import { inUnsyncedTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { countQueries } from './counts.ts';
import { MAX_SEQ, messageKey } from './keys.ts';

/** A message as the import made it: checked, rendered, final. */
export interface ImportedMessage {
  /** The spreadsheet's row number; a label only. */
  readonly row: number;
  /** International digits as a number (at most 15 of them, so it is exact). */
  readonly recipient: number;
  readonly country: string;
  readonly parts: number;
  readonly encoding: Encoding;
  readonly sender: string;
  readonly text: string;
  /**
   * The imported fields' values, in the order of the batch's field names; or already as JSON, so
   * that a worker bears that cost.
   */
  readonly fields: readonly string[] | string;
}

/** A row that the import refused. */
export interface RefusedRow {
  readonly row: number;
  /** The value that was refused, for the operator. */
  readonly value: string;
  readonly reason: string;
  /** The whole row, so that it can be repaired and imported again. */
  readonly cells: readonly string[];
}

/** A refused row to be stored; its cells may already be JSON. */
export type NewRefusedRow = Omit<RefusedRow, 'cells'> & {
  readonly cells: readonly string[] | string;
};

/** What is appended at once. */
export interface Slice {
  readonly messages: readonly ImportedMessage[];
  readonly refused: readonly NewRefusedRow[];
}

/** A list of texts as it is stored. */
function textList(list: readonly string[] | string): string {
  return typeof list === 'string' ? list : JSON.stringify(list);
}

type Keyed<T> = readonly [key: number, value: T];

function inserts({ sql }: Db) {
  return {
    messages: bulkInsert<Keyed<ImportedMessage>>(
      sql,
      'INSERT INTO message (key, row, state, recipient, country, parts, encoding) VALUES',
      '(?, ?, 0, ?, ?, ?, ?)',
      ([key, m], values) =>
        void values.push(key, m.row, m.recipient, m.country, m.parts, encodingCode(m.encoding)),
    ),
    bodies: bulkInsert<Keyed<ImportedMessage>>(
      sql,
      'INSERT INTO message_body (key, sender, text, fields) VALUES',
      '(?, ?, ?, ?)',
      ([key, m], values) => void values.push(key, m.sender, m.text, textList(m.fields)),
    ),
    refused: bulkInsert<Keyed<NewRefusedRow>>(
      sql,
      'INSERT INTO refused_row (batch_key, row, value, reason, cells) VALUES',
      '(?, ?, ?, ?, ?)',
      ([batchKey, r], values) =>
        void values.push(batchKey, r.row, r.value, r.reason, textList(r.cells)),
    ),
  };
}

interface Totals {
  recipients: number;
  parts: number;
  unicode: number;
}

function byCountry(messages: readonly ImportedMessage[]): ReadonlyMap<string, Totals> {
  const totals = new Map<string, Totals>();
  for (const { country, parts, encoding } of messages) {
    const known = totals.get(country) ?? { recipients: 0, parts: 0, unicode: 0 };
    known.recipients += 1;
    known.parts += parts;
    known.unicode += encodingCode(encoding);
    totals.set(country, known);
  }
  return totals;
}

/**
 * Makes the appending of slices: one transaction each, with the counts, so that at any moment the
 * batch's totals are those of its messages. The next seqs are given in order, from 1, without gaps.
 *
 * The slices are not forced to the disk one by one (200 standstills of the main thread at 100,000
 * rows, of 20 to 50 ms each on a slow disk): an unfinished import is deleted at the next start
 * anyway, and `finishImport` is synced, and with it all that was written before.
 *
 * The returned function throws AppFailure `too_many_rows` beyond {@link MAX_SEQ} messages, and
 * `data_full`, with the slice undone; Error where the batch is not being imported.
 */
export const sliceAppender = oncePerConnection((db: Db) => {
  const { sql } = db;
  const insert = inserts(db);
  const counts = countQueries(db);
  const lastSeqOf = sql
    .prepare<[number], number>(
      `SELECT last_seq FROM batch WHERE batch_key = ? AND state = 'importing'`,
    )
    .pluck();
  const setLastSeq = sql.prepare<[number, number]>(
    'UPDATE batch SET last_seq = ? WHERE batch_key = ?',
  );
  const addCountry = sql.prepare<[number, string, number, number, number]>(
    `INSERT INTO batch_country (batch_key, country, recipients, parts, unicode)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET recipients = recipients + excluded.recipients,
       parts = parts + excluded.parts, unicode = unicode + excluded.unicode`,
  );
  const append = (batchKey: number, { messages, refused }: Slice): void => {
    const lastSeq = lastSeqOf.get(batchKey);
    if (lastSeq === undefined) throw new Error('only a batch being imported takes rows');
    const total = lastSeq + messages.length;
    if (total > MAX_SEQ) throw new AppFailure({ kind: 'too_many_rows', limit: MAX_SEQ });
    const keyed = messages.map((m, i) => [messageKey(batchKey, lastSeq + 1 + i), m] as const);
    insert.messages(keyed);
    insert.bodies(keyed);
    insert.refused(refused.map((r) => [batchKey, r] as const));
    for (const [country, { recipients, parts, unicode }] of byCountry(messages)) {
      addCountry.run(batchKey, country, recipients, parts, unicode);
    }
    counts.add(batchKey, 'queued', messages.length);
    setLastSeq.run(total, batchKey);
  };
  return (batchKey: number, slice: Slice): void =>
    inUnsyncedTransaction(db, () => append(batchKey, slice));
});

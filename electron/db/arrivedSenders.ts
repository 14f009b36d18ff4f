/** Under which sender names the messages of a batch arrived, where it was not their own. */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';

/** A sender name that a network put in the place of another. */
export interface ArrivedSender {
  readonly ours: string;
  readonly theirs: string;
  readonly messages: number;
}

/** Reads and counts them. */
export interface ArrivedSenderQueries {
  /** Counts messages once, when it is first seen. Inside the transaction that notes it with them. */
  add(batchKey: number, sender: ArrivedSender): void;
  /** The most frequent first. */
  ofBatch(batchKey: number, limit: number): ArrivedSender[];
}

/** The queries of `arrived_sender`. */
export const arrivedSenderQueries: (db: Db) => ArrivedSenderQueries = oncePerConnection((db) => {
  const upsert = db.sql.prepare<[number, string, string, number]>(
    `INSERT INTO arrived_sender (batch_key, ours, theirs, messages) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET messages = messages + excluded.messages`,
  );
  const ofBatch = db.sql.prepare<[number, number], ArrivedSender>(
    `SELECT ours, theirs, messages FROM arrived_sender
     WHERE batch_key = ? ORDER BY messages DESC, theirs LIMIT ?`,
  );
  return {
    add: (batchKey, { ours, theirs, messages }) => {
      requireTransaction(db);
      upsert.run(batchKey, ours, theirs, messages);
    },
    ofBatch: (batchKey, limit) => ofBatch.all(batchKey, limit),
  };
});

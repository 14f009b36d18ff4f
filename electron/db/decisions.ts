/** Decisions of the operator that the promise of sending counts: who, when, why. Append only. */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';

/** What is recorded of one decision. */
interface NewDecision {
  readonly atMs: number;
  /** The person, as the system or the operator names them. */
  readonly who: string;
  /** A stable word: `as_sent`, `send_again`, … */
  readonly kind: string;
  /** In the operator's words; may be empty. */
  readonly why: string;
  readonly batchKey: number | null;
  /** What was decided on; rows, never numbers or texts. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** A recorded decision. */
interface Decision extends NewDecision {
  readonly key: number;
}

/** Reads and writes decisions. */
export interface DecisionQueries {
  /** Inside the transaction that carries it out. */
  record(decision: NewDecision): void;
  /** The decisions on a batch, the oldest first. */
  ofBatch(batchKey: number): Decision[];
}

type Row = Omit<Decision, 'detail'> & { readonly detail: string };

/** The queries of `decision`. */
export const decisionQueries: (db: Db) => DecisionQueries = oncePerConnection((db) => {
  const { sql } = db;
  const insert = sql.prepare<[number, string, string, string, number | null, string]>(
    'INSERT INTO decision (at_ms, who, kind, why, batch_key, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const ofBatch = sql.prepare<[number], Row>(
    `SELECT decision_key AS key, at_ms AS atMs, who, kind, why, batch_key AS batchKey, detail
     FROM decision WHERE batch_key = ? ORDER BY decision_key`,
  );
  return {
    record: ({ atMs, who, kind, why, batchKey, detail }) => {
      requireTransaction(db);
      insert.run(atMs, who, kind, why, batchKey, JSON.stringify(detail));
    },
    ofBatch: (batchKey) =>
      // Written by this program only.
      ofBatch
        .all(batchKey)
        .map((row) => ({ ...row, detail: JSON.parse(row.detail) as Decision['detail'] })),
  };
});

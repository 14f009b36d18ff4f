/**
 * What an answer, or the lack of one, does to the messages of a request.
 *
 * A whole answer is applied by one statement over its rows as JSON: measured, less than half the time
 * of one statement a message. All of it runs inside the caller's transaction.
 */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import type { RequestRange } from './leaving.ts';
import { messageMove } from './messageMove.ts';

/** One accepted message of an answer. */
export interface AcceptedRow {
  readonly key: number;
  readonly id: string | null;
  readonly answeredMicro: number | null;
}

/** One refused message of an answer. */
export interface RejectedRow {
  readonly key: number;
  readonly error: string;
}

/** What is known of a doubt when it begins. */
export interface NewDoubt {
  readonly sinceMs: number;
  /** A stable word. */
  readonly reason: string;
  /** A 200 was seen: the API probably accepted it. */
  readonly probable: boolean;
  /** Every id found in the answer. They belong to the request as a whole. */
  readonly salvagedIds: readonly string[];
}

/** Applies results. */
export interface ResultQueries {
  /** `sending → accepted`. */
  accept(requestKey: number, rows: readonly AcceptedRow[], sentAtMs: number): void;
  /** `sending → rejected`. */
  reject(requestKey: number, rows: readonly RejectedRow[]): void;
  /** `sending → in_doubt` for a whole request, with a row of evidence for each message. */
  doubt(request: RequestRange, doubt: NewDoubt): void;
}

const ACCEPTED = messageMove('sending', { type: 'accepted' });
const REJECTED = messageMove('sending', { type: 'rejected' });
const DOUBTED = messageMove('sending', { type: 'doubted' });

function statements({ sql }: Db) {
  return {
    accept: sql.prepare<[number, string, number]>(
      `UPDATE message SET state = ${ACCEPTED.toCode}, message_id = answer.value ->> 1,
         answered_micro = answer.value ->> 2, sent_at_ms = ?
       FROM json_each(?) AS answer
       WHERE message.key = answer.value ->> 0 AND request_key = ? AND state = ${ACCEPTED.fromCode}`,
    ),
    reject: sql.prepare<[string, number]>(
      `UPDATE message SET state = ${REJECTED.toCode}, error = answer.value ->> 1
       FROM json_each(?) AS answer
       WHERE message.key = answer.value ->> 0 AND request_key = ? AND state = ${REJECTED.fromCode}`,
    ),
    doubt: sql.prepare<[number, number, number, number]>(
      `UPDATE message SET state = ${DOUBTED.toCode}, sent_at_ms = ?
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${DOUBTED.fromCode}`,
    ),
    // The ids go into the first row only: in every row, 1,000 of them would take 30 MB.
    evidence: sql.prepare<[number, string, number, string, number, number, number]>(
      `INSERT INTO doubt (key, request_key, since_ms, reason, probable, salvaged_ids)
       SELECT key, request_key, ?, ?, ?, iif(row_number() OVER (ORDER BY key) = 1, ?, '[]')
       FROM message
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${DOUBTED.toCode}`,
    ),
  };
}

/** The queries that apply results. */
export const resultQueries: (db: Db) => ResultQueries = oncePerConnection((db) => {
  const run = statements(db);
  return {
    accept: (requestKey, rows, sentAtMs) => {
      requireTransaction(db);
      const [first] = rows;
      if (first === undefined) return;
      const answer = JSON.stringify(rows.map((row) => [row.key, row.id, row.answeredMicro]));
      const { changes } = run.accept.run(sentAtMs, answer, requestKey);
      ACCEPTED.count(db, first.key, rows.length, changes);
    },
    reject: (requestKey, rows) => {
      requireTransaction(db);
      const [first] = rows;
      if (first === undefined) return;
      const answer = JSON.stringify(rows.map((row) => [row.key, row.error]));
      const { changes } = run.reject.run(answer, requestKey);
      REJECTED.count(db, first.key, rows.length, changes);
    },
    doubt: ({ requestKey, firstKey, lastKey, messages }, doubt) => {
      requireTransaction(db);
      const { changes } = run.doubt.run(doubt.sinceMs, firstKey, lastKey, requestKey);
      DOUBTED.count(db, firstKey, messages, changes);
      const evidence = [doubt.sinceMs, doubt.reason, doubt.probable ? 1 : 0] as const;
      const ids = JSON.stringify(doubt.salvagedIds);
      run.evidence.run(...evidence, ids, firstKey, lastKey, requestKey);
    },
  };
});

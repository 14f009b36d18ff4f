/** Sums over a range of one batch's messages, and what its requests say: for the window's lists. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import type { KeyRange } from './keys.ts';

/** What messages cost, micro-USD. */
export interface SpentSums {
  /** The answers' prices of what was accepted; the estimate where an answer gave none. */
  readonly acceptedMicro: number;
  /** What the delivery reports say. */
  readonly chargedMicro: number;
}

/** When a batch's first and last request left, UTC milliseconds; `null`: none did. */
export interface SentTimes {
  readonly firstSentAtMs: number | null;
  readonly lastSentAtMs: number | null;
}

/** Reads sums. */
export interface BatchSumQueries {
  spent(range: KeyRange): SpentSums;
  /** People whose network says that they opted out, and who are not on the do-not-contact list. */
  askedToStop(range: KeyRange): number;
  /** The different sender ids, at most so many. */
  senders(range: KeyRange, limit: number): string[];
  sentTimes(batchKey: number): SentTimes;
  /** When delivery reports are due next, by batch; those with nothing due are left out. */
  dueTimes(): ReadonlyMap<number, number>;
}

const ACCEPTED: readonly MessageState[] = [
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
];

/** As the API words it, `opted out of promotional messaging`; `_` stands for any one character. */
const OPTED_OUT = "error LIKE '%opted_out%'";

/** The queries of sums. */
export const batchSumQueries: (db: Db) => BatchSumQueries = oncePerConnection(({ sql }) => {
  const spent = sql.prepare<[number, number], SpentSums>(
    `SELECT coalesce(sum(CASE WHEN state IN (${ACCEPTED.map(messageStateCode).join(', ')})
         THEN coalesce(answered_micro, estimate_micro) END), 0) AS acceptedMicro,
       coalesce(sum(charged_micro), 0) AS chargedMicro
     FROM message WHERE key BETWEEN ? AND ?`,
  );
  const askedToStop = sql
    .prepare<[number, number], number>(
      `SELECT count(*) FROM message AS m WHERE key BETWEEN ? AND ?
         AND state = ${messageStateCode('failed')} AND ${OPTED_OUT}
         AND NOT EXISTS (SELECT 1 FROM opt_out WHERE recipient = m.recipient)`,
    )
    .pluck();
  const senders = sql
    .prepare<[number, number, number], string>(
      'SELECT DISTINCT sender FROM message_body WHERE key BETWEEN ? AND ? LIMIT ?',
    )
    .pluck();
  const times = sql.prepare<[number], SentTimes>(
    `SELECT min(wire_at_ms) AS firstSentAtMs, max(wire_at_ms) AS lastSentAtMs
     FROM request WHERE batch_key = ? AND verdict IN ('accepted', 'in_doubt')`,
  );
  const due = sql
    .prepare<[], [number, number]>(
      `SELECT batch_key, min(due_at_ms) FROM request WHERE due_at_ms IS NOT NULL GROUP BY batch_key`,
    )
    .raw();
  return {
    spent: ({ first, last }) => spent.get(first, last) ?? { acceptedMicro: 0, chargedMicro: 0 },
    askedToStop: ({ first, last }) => askedToStop.get(first, last) ?? 0,
    senders: ({ first, last }, limit) => senders.all(first, last, limit),
    sentTimes: (batchKey) => times.get(batchKey) ?? { firstSentAtMs: null, lastSentAtMs: null },
    dueTimes: () => new Map(due.all()),
  };
});

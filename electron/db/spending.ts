/** What a batch has cost so far, and what its queue would cost: micro-USD. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange } from './keys.ts';
import type { KeyRange } from './keys.ts';

/** What the queue of a batch would cost. */
interface QueueCost {
  /** Of the messages that have a price. */
  readonly micro: number;
  /** Queued messages without a price. */
  readonly unpriced: number;
}

/** Queued messages to people who are on the do-not-contact list by now: they will not leave. */
interface OptedOut {
  readonly messages: number;
  /** What they would cost; those without a price count as nothing. */
  readonly micro: number;
}

/**
 * Reads costs. Each reads the whole batch, a few milliseconds for 100,000 messages; or those within a
 * range of its keys, so that other work can run in between.
 */
export interface SpendingQueries {
  /** The answers' prices of what was accepted; the estimate where an answer gave none. */
  acceptedMicro(batchKey: number, within?: KeyRange): number;
  /**
   * The most that what has left may have cost: the higher of answer and estimate, with everything in
   * doubt counted as accepted, also what was in doubt before it was decided to be sent again. (An
   * answer's price may be that of one part only; what left without a price counts at today's.)
   */
  atMostMicro(batchKey: number, within?: KeyRange): number;
  queue(batchKey: number, within?: KeyRange): QueueCost;
}

const ACCEPTED: readonly MessageState[] = [
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
];

const priced = (estimate: string): string =>
  `coalesce(${estimate}, parts * (SELECT micro_per_part FROM price WHERE country = m.country), 0)`;

const inStates = (states: readonly MessageState[]): string =>
  `key BETWEEN ? AND ? AND state IN (${states.map(messageStateCode).join(', ')})`;

/** The queries of costs. */
export const spendingQueries: (db: Db) => SpendingQueries = oncePerConnection(({ sql }) => {
  const accepted = sql
    .prepare<[number, number], number>(
      `SELECT coalesce(sum(coalesce(answered_micro, estimate_micro)), 0) FROM message
       WHERE ${inStates(ACCEPTED)}`,
    )
    .pluck();
  const atMost = sql
    .prepare<[number, number], number>(
      `SELECT coalesce(sum(max(coalesce(answered_micro, 0), ${priced('estimate_micro')})), 0)
       FROM message m WHERE ${inStates([...ACCEPTED, 'sending', 'in_doubt'])}`,
    )
    .pluck();
  const before = sql
    .prepare<[number, number], number>(
      `SELECT coalesce(sum(${priced('d.estimate_micro')}), 0)
       FROM doubt d JOIN message m USING (key)
       WHERE d.key BETWEEN ? AND ? AND d.request_key IS NOT m.request_key`,
    )
    .pluck();
  const queue = sql.prepare<[number, number], QueueCost>(
    `SELECT coalesce(sum(parts * micro_per_part), 0) AS micro,
       count(*) - count(micro_per_part) AS unpriced
     FROM message LEFT JOIN price USING (country) WHERE ${inStates(['queued'])}`,
  );
  return {
    acceptedMicro: (batchKey, { first, last } = keyRange(batchKey)) =>
      accepted.get(first, last) ?? 0,
    atMostMicro: (batchKey, { first, last } = keyRange(batchKey)) =>
      (atMost.get(first, last) ?? 0) + (before.get(first, last) ?? 0),
    queue: (batchKey, { first, last } = keyRange(batchKey)) =>
      queue.get(first, last) ?? { micro: 0, unpriced: 0 },
  };
});

/** Sums up the queued messages of a range of keys to people who are on the do-not-contact list by now. */
export const queuedOptedOut: (db: Db) => (range: KeyRange) => OptedOut = oncePerConnection(
  ({ sql }) => {
    const optedOut = sql.prepare<[number, number], OptedOut>(
      `SELECT count(*) AS messages, coalesce(sum(parts * micro_per_part), 0) AS micro
       FROM message LEFT JOIN price USING (country)
       WHERE ${inStates(['queued'])} AND recipient IN (SELECT recipient FROM opt_out)`,
    );
    return ({ first, last }) => optedOut.get(first, last) ?? { messages: 0, micro: 0 };
  },
);

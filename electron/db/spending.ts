/** What a batch has cost so far, and what its queue would cost: micro-USD. */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange } from './keys.ts';

/** What the queue of a batch would cost. */
interface QueueCost {
  /** Of the messages that have a price. */
  readonly micro: number;
  /** Queued messages without a price. */
  readonly unpriced: number;
}

/** Reads costs. Each reads the whole batch: a few milliseconds for 100,000 messages. */
export interface SpendingQueries {
  /** The answers' prices of what was accepted; the estimate where an answer gave none. */
  acceptedMicro(batchKey: number): number;
  /**
   * The most that what has left may have cost: the higher of answer and estimate, with everything in
   * doubt counted as accepted. (An answer's price may be that of one part only.)
   */
  atMostMicro(batchKey: number): number;
  queue(batchKey: number): QueueCost;
}

const ACCEPTED: readonly MessageState[] = [
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
];

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
      `SELECT coalesce(sum(max(coalesce(answered_micro, 0), coalesce(estimate_micro, 0))), 0)
       FROM message WHERE ${inStates([...ACCEPTED, 'sending', 'in_doubt'])}`,
    )
    .pluck();
  const queue = sql.prepare<[number, number], QueueCost>(
    `SELECT coalesce(sum(parts * micro_per_part), 0) AS micro,
       count(*) - count(micro_per_part) AS unpriced
     FROM message LEFT JOIN price USING (country) WHERE ${inStates(['queued'])}`,
  );
  const range = (batchKey: number): [number, number] => {
    const { first, last } = keyRange(batchKey);
    return [first, last];
  };
  return {
    acceptedMicro: (batchKey) => accepted.get(...range(batchKey)) ?? 0,
    atMostMicro: (batchKey) => atMost.get(...range(batchKey)) ?? 0,
    queue: (batchKey) => queue.get(...range(batchKey)) ?? { micro: 0, unpriced: 0 },
  };
});

/**
 * What left recently, over all batches: for pacing, and for noticing the same text to the same number.
 *
 * Read from the journal when a send starts, request by request, so that nothing extra is stored when a
 * message leaves: an index by fingerprint would cost more than the rest of a departure together.
 */
import { messageStateCode } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange } from './keys.ts';

/** A request that reached the wire. */
export interface Departure {
  readonly requestKey: number;
  readonly batchKey: number;
  readonly firstKey: number;
  readonly lastKey: number;
  readonly wireAtMs: number;
}

/** Who a message is for. */
interface Addressed {
  readonly key: number;
  /** International digits as a number. */
  readonly recipient: number;
}

/** Reads what left recently. */
export interface DepartureQueries {
  /** The requests that reached the wire at or after a time, oldest first. */
  since(sinceMs: number): Departure[];
  /**
   * The messages of a request that may have arrived: all but those that the API refused or failed.
   * What was in doubt in it counts, though the message be in another request now, or queued again.
   */
  standing(departure: Departure): Addressed[];
  /** Whether it was decided to send anything of a batch again: then a number may get a message twice. */
  anyAgain(batchKey: number): boolean;
  /** The next queued messages of a batch after a key. */
  queued(batchKey: number, afterKey: number, limit: number): Addressed[];
  /** @throws Error where there is no such message. */
  text(key: number): string;
}

/** A confirmed failure does not count: the person has nothing. What is in doubt does. */
const MAY_HAVE_ARRIVED: readonly MessageState[] = [
  'sending',
  'accepted',
  'with_operator',
  'delivered',
  'no_receipt',
  'in_doubt',
];

const STANDING = `
  SELECT key, recipient FROM message
  WHERE key BETWEEN $firstKey AND $lastKey AND request_key = $requestKey
    AND state IN (${MAY_HAVE_ARRIVED.map(messageStateCode).join(', ')})
  UNION ALL
  SELECT d.key, m.recipient FROM doubt d JOIN message m USING (key)
  WHERE d.key BETWEEN $firstKey AND $lastKey AND d.request_key = $requestKey
    AND m.request_key IS NOT d.request_key`;

/** The queries of what left recently. */
export const departureQueries: (db: Db) => DepartureQueries = oncePerConnection(({ sql }) => {
  const since = sql.prepare<[number], Departure>(
    `SELECT request_key AS requestKey, batch_key AS batchKey, first_key AS firstKey,
       last_key AS lastKey, wire_at_ms AS wireAtMs
     FROM request WHERE wire_at_ms >= ? ORDER BY request_key`,
  );
  const standing = sql.prepare<[Departure], Addressed>(STANDING);
  // Only what was in doubt is sent again: the whole batch need not be read.
  const anyAgain = sql
    .prepare<[number, number], number>(
      `SELECT EXISTS (SELECT 1 FROM doubt d JOIN message m USING (key)
       WHERE d.key BETWEEN ? AND ? AND m.attempt > 0)`,
    )
    .pluck();
  const queued = sql.prepare<[number, number, number], Addressed>(
    `SELECT key, recipient FROM message
     WHERE key > ? AND key <= ? AND state = ${messageStateCode('queued')} ORDER BY key LIMIT ?`,
  );
  const text = sql.prepare<[number], string>('SELECT text FROM message_body WHERE key = ?').pluck();
  return {
    since: (sinceMs) => since.all(sinceMs),
    standing: (departure) => standing.all(departure),
    anyAgain: (batchKey) => {
      const { first, last } = keyRange(batchKey);
      return anyAgain.get(first, last) === 1;
    },
    queued: (batchKey, afterKey, limit) => queued.all(afterKey, keyRange(batchKey).last, limit),
    text: (key) => {
      const found = text.get(key);
      if (found === undefined) throw new Error(`message ${key} has no text`);
      return found;
    },
  };
});

/**
 * Which batch is being sent on a connection: one at a time.
 *
 * Two sends at once would not see each other's departures (pacing, the same text), and a cap on one
 * would not hold the other.
 */
import type { Db } from '../db/connection.ts';

const sending = new WeakMap<Db, string>();

/** Notes that a send begins and gives what ends it; `null` where another one is running. */
export function beginSend(db: Db, batchId: string): (() => void) | null {
  if (sending.has(db)) return null;
  sending.set(db, batchId);
  return () => void sending.delete(db);
}

/** The id of the batch that is being sent, or `null`. */
export function activeSend(db: Db): string | null {
  return sending.get(db) ?? null;
}

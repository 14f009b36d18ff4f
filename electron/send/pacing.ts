/**
 * At most 5 messages a minute to one number, over all batches: in some countries more are lost.
 *
 * Kept in memory; what left in the last minute before this run is read from the journal.
 */
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { departureQueries } from '../db/departures.ts';
import type { Departure } from '../db/departures.ts';
import type { Clock } from '../runtime.ts';

const PER_MINUTE = 5;
const MINUTE_MS = 60_000;

/** Remembers the last minute of each number. Times are monotonic milliseconds. */
export class Pacing {
  readonly #left = new Map<number, number[]>();
  #sweptMs = -Infinity;

  /** Notes that a message leaves for a number. */
  leaves(recipient: number, atMs: number): void {
    if (atMs - this.#sweptMs >= MINUTE_MS) this.#sweep(atMs);
    const times = this.#left.get(recipient);
    if (times === undefined) this.#left.set(recipient, [atMs]);
    else times.push(atMs);
  }

  /** What was noted last for a number did not leave after all. */
  cameBack(recipient: number): void {
    this.#left.get(recipient)?.pop();
  }

  /** Whether no number has to wait. */
  get isEmpty(): boolean {
    return this.#left.size === 0;
  }

  /** How long until a number may have another message; 0 where it may now. */
  readyInMs(recipient: number, nowMs: number): number {
    const times = this.#left.get(recipient);
    if (times === undefined) return 0;
    const recent = times.filter((at) => nowMs - at < MINUTE_MS);
    if (recent.length === 0) this.#left.delete(recipient);
    else this.#left.set(recipient, recent);
    const oldest = recent.at(-PER_MINUTE);
    return oldest === undefined ? 0 : oldest + MINUTE_MS - nowMs;
  }

  /** Forgets the numbers of more than a minute ago, so that a long list does not fill the memory. */
  #sweep(nowMs: number): void {
    this.#sweptMs = nowMs;
    for (const [recipient, times] of this.#left) {
      if (nowMs - (times.at(-1) ?? 0) >= MINUTE_MS) this.#left.delete(recipient);
    }
  }
}

/**
 * The pacing at the start of a run.
 *
 * A batch without duplicates adds one message to a number, so with fewer than five such batches in the
 * last minute nothing can have to wait, and nothing is read.
 */
export function loadPacing(db: Db, batch: Batch, clock: Clock): Pacing {
  const pacing = new Pacing();
  const departures = departureQueries(db);
  const nowMs = clock.nowMs();
  const monotonicMs = clock.monotonicMs();
  const left = departures.since(nowMs - MINUTE_MS);
  if (!mayHaveToWait(db, batch, left)) return pacing;
  for (const departure of left) {
    // A time in the future (the clock was set back) counts as now.
    const ageMs = Math.max(0, nowMs - departure.wireAtMs);
    for (const { recipient } of departures.standing(departure)) {
      pacing.leaves(recipient, monotonicMs - ageMs);
    }
  }
  return pacing;
}

function mayHaveToWait(db: Db, batch: Batch, left: readonly Departure[]): boolean {
  if (batch.allowDuplicates) return true;
  const others = new Set(left.map(({ batchKey }) => batchKey));
  if (others.size >= PER_MINUTE) return true;
  return [...others].some((key) => batchQueries(db).get(key).allowDuplicates);
}

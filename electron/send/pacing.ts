/**
 * At most 5 messages a minute to one number, over all batches: in some countries more are lost.
 *
 * Kept in memory; what left in the last minute before this run is read from the journal.
 */
import { departureQueries } from '../db/departures.ts';
import type { Db } from '../db/connection.ts';
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

/** The pacing at the start of a run. */
export function loadPacing(db: Db, clock: Clock): Pacing {
  const pacing = new Pacing();
  const departures = departureQueries(db);
  const nowMs = clock.nowMs();
  const monotonicMs = clock.monotonicMs();
  for (const departure of departures.since(nowMs - MINUTE_MS)) {
    // A time in the future (the clock was set back) counts as now.
    const ageMs = Math.max(0, nowMs - departure.wireAtMs);
    for (const { recipient } of departures.standing(departure)) {
      pacing.leaves(recipient, monotonicMs - ageMs);
    }
  }
  return pacing;
}

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

/** The time of a message whose request is prepared and not on the wire: it may leave any moment. */
export const NOT_YET = Infinity;

/** Remembers the last minute of each number. Times are monotonic milliseconds. */
export class Pacing {
  readonly #left = new Map<number, number[]>();
  #sweptMs = -Infinity;

  /** Notes that a message left for a number; {@link NOT_YET}: that it will. */
  leaves(recipient: number, atMs: number): void {
    if (atMs !== NOT_YET && atMs - this.#sweptMs >= MINUTE_MS) this.#sweep(atMs);
    const times = this.#left.get(recipient);
    if (times === undefined) this.#left.set(recipient, [atMs]);
    else times.splice(times.findLastIndex((at) => at <= atMs) + 1, 0, atMs);
  }

  /** What was noted at a time (or as {@link NOT_YET}) leaves at another: that is what counts. */
  leavesAt(recipient: number, notedMs: number, atMs: number): void {
    this.cameBack(recipient, notedMs);
    this.leaves(recipient, atMs);
  }

  /** What was noted at a time did not leave after all. */
  cameBack(recipient: number, notedMs: number): void {
    const times = this.#left.get(recipient) ?? [];
    const place = times.indexOf(notedMs);
    if (place >= 0) times.splice(place, 1);
    if (times.length === 0) this.#left.delete(recipient);
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
    return oldest === undefined ? 0 : Math.min(oldest, nowMs) + MINUTE_MS - nowMs;
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
 * last minute nothing can have to wait, and nothing is read. A decision to send again adds one more, so
 * a batch with any counts like one with duplicates.
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
  const repeats = ({ key, allowDuplicates }: Batch): boolean =>
    allowDuplicates || departureQueries(db).anyAgain(key);
  if (repeats(batch)) return true;
  const others = new Set(left.map(({ batchKey }) => batchKey));
  if (others.size >= PER_MINUTE) return true;
  return [...others].some((key) => repeats(batchQueries(db).get(key)));
}

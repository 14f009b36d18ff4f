/**
 * How many messages the next bulk request holds.
 *
 * Small after the canary, so that little is at risk while nothing is known of the line; larger while
 * answers come fast; smaller on trouble. Pure, so that its bounds can be proved.
 */

/** An answer within this time is what the size aims at, milliseconds. */
export const TARGET_ANSWER_MS = 5_000;

/** However fast an answer came, the next request is at most so many times as large. */
const FASTEST_GROWTH = 4;

/** The size of the next request, and the most it may grow to. Both are at least 1. */
export interface RequestSize {
  readonly next: number;
  /** Falls for good where the API says that a request is too large; never rises. */
  readonly ceiling: number;
}

/** The size after a canary of `canary` messages; no request may hold more than `max`. */
export function initialSize(canary: number, max: number): RequestSize {
  const ceiling = Math.max(1, max);
  return { next: Math.min(ceiling, Math.max(1, canary * 2)), ceiling };
}

/**
 * The size after an accepted answer.
 *
 * Grows so far that an answer in proportion would take half the target, at most. And only after a request of the full present size came back well within the target: a smaller one
 * (the rest of a list, half of a split) proves nothing about a larger one.
 */
export function afterAnswer(size: RequestSize, sent: number, tookMs: number): RequestSize {
  if (tookMs > TARGET_ANSWER_MS) {
    const fitting = Math.floor((sent * TARGET_ANSWER_MS) / tookMs);
    return { ...size, next: Math.max(1, Math.min(size.next, fitting)) };
  }
  if (sent < size.next) return size;
  const growth = Math.min(FASTEST_GROWTH, Math.floor(TARGET_ANSWER_MS / 2 / Math.max(1, tookMs)));
  return { ...size, next: Math.min(size.ceiling, size.next * Math.max(1, growth)) };
}

/** The size after the API refused a request of `sent` messages as too large: half of it at most. */
export function afterTooLarge(size: RequestSize, sent: number): RequestSize {
  const ceiling = Math.max(1, Math.min(size.ceiling, Math.floor(sent / 2)));
  return { next: Math.min(size.next, ceiling), ceiling };
}

/** The size after doubt or a refusal for now: half, so that less is at risk while the line is bad. */
export function afterTrouble(size: RequestSize): RequestSize {
  return { ...size, next: Math.max(1, Math.floor(size.next / 2)) };
}

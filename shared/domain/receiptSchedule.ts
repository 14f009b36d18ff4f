/**
 * When to ask for receipts: often while a message is young, then rarer and rarer.
 *
 * All messages of a request have the same age, so the schedule is kept by request. The pause between
 * two polls is the age itself, between ten seconds and three hours: what happened is known at most
 * twice as late as it happened, and a message costs about 25 polls in two days.
 *
 * The API tries to deliver until `deliveryDeadline` (about 24 hours) and a report may come later, so
 * polling ends a day after the deadline.
 *
 * Times are put off by up to a quarter of the pause, to marks that all requests share: a send leaves
 * hundreds of requests within seconds of each other, and they should be asked about together.
 */

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;

/** The shortest pause between two polls of a message, milliseconds. */
export const SHORTEST_PAUSE_MS = 10 * SECOND_MS;

/** The longest pause between two polls of a message, milliseconds. */
export const LONGEST_PAUSE_MS = 3 * HOUR_MS;

/** How long the API tries where it does not say. */
const USUAL_DELIVERY_MS = DAY_MS;

/** A deadline beyond this is not believed: polling must end. */
const LONGEST_DELIVERY_MS = 7 * DAY_MS;

/** How long after the deadline a report may still come. */
const REPORT_MS = DAY_MS;

/** Receipts are never given up before so many polls: one jump of the clock must not end them. */
const FEWEST_POLLS = 3;

/** The pause between those polls where the end has passed already, as after days without a line. */
const OVERDUE_PAUSE_MS = 15 * 60 * SECOND_MS;

/** What the schedule of a request depends on. */
export interface ReceiptAge {
  /** When its first byte left, UTC milliseconds. */
  readonly sentAtMs: number;
  /** The API's `deliveryDeadline`, UTC milliseconds; `null` where it did not say. */
  readonly deadlineMs: number | null;
}

/** The end of receipts falls on a quarter of an hour, for the same reason. */
const END_MARK_MS = 15 * 60 * SECOND_MS;

/** When the first poll is due. */
export function firstReceiptDueMs(sentAtMs: number): number {
  return afterPause(sentAtMs, SHORTEST_PAUSE_MS);
}

/** The next shared mark after a pause: at most a quarter of the pause later. */
function afterPause(nowMs: number, pauseMs: number): number {
  const markMs = 2 ** Math.floor(Math.log2(Math.max(pauseMs / 4, 1)));
  return Math.ceil((nowMs + pauseMs) / markMs) * markMs;
}

/** When receipts are given up, UTC milliseconds. */
export function receiptsEndMs({ sentAtMs, deadlineMs }: ReceiptAge): number {
  const deadline = deadlineMs ?? sentAtMs + USUAL_DELIVERY_MS;
  const believed = Math.min(Math.max(deadline, sentAtMs), sentAtMs + LONGEST_DELIVERY_MS);
  return Math.ceil((believed + REPORT_MS) / END_MARK_MS) * END_MARK_MS;
}

/**
 * When to poll next, or `null` where receipts are over.
 *
 * @param polls How many polls there were, the present one included.
 * @param shortestMs For practice, where receipts come faster than in life.
 */
export function nextReceiptDueMs(
  age: ReceiptAge,
  polls: number,
  nowMs: number,
  shortestMs: number = SHORTEST_PAUSE_MS,
): number | null {
  const endMs = receiptsEndMs(age);
  if (nowMs >= endMs) return polls >= FEWEST_POLLS ? null : afterPause(nowMs, OVERDUE_PAUSE_MS);
  const ageMs = nowMs - age.sentAtMs;
  // Before it was sent: the clock was set back. Then the polls say how long it has been going on.
  const pauseMs = ageMs < 0 ? shortestMs * 2 ** Math.min(polls, 20) : ageMs;
  const dueMs = afterPause(nowMs, Math.min(Math.max(pauseMs, shortestMs), LONGEST_PAUSE_MS));
  // The last poll comes right at the end, not hours after it.
  return Math.min(dueMs, Math.max(endMs, nowMs + shortestMs));
}

/** Times that the operator chooses from: the ends of a wait, days, hours. Local time of this computer. */

const HOUR_MS = 3_600_000;
/** The hours at which a wait may end by itself, as hours after this midnight. */
const EVENINGS = [20, 23, 24 + 20] as const;
const DAYS_TO_CHOOSE = 8;
const HALF_HOURS = 48;

function startOfDay(ms: number, daysLater = 0): Date {
  const day = new Date(ms);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysLater);
}

/** So many hours after midnight by the clock on the wall, also on a day when the clocks change. */
function atHour(nowMs: number, hour: number): number {
  const midnight = startOfDay(nowMs, Math.floor(hour / 24));
  return midnight.setHours(hour % 24, 0, 0, 0);
}

/** This evening: where a list that waits for a line expires unless it is extended. */
export function thisEvening(nowMs: number): number {
  const evening = EVENINGS.map((hour) => atHour(nowMs, hour)).find((ms) => ms - nowMs >= HOUR_MS);
  return evening ?? nowMs + 24 * HOUR_MS;
}

/** From which hour of this computer's day to which messages may leave; past midnight where it ends earlier. */
export interface Hours {
  readonly fromHour: number;
  readonly toHour: number;
}

/** Whether messages may leave at this hour of this computer's day. */
export function isOpenAt({ fromHour, toHour }: Hours, ms: number): boolean {
  const hour = new Date(ms).getHours();
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** When messages may leave again: the next full hour at which the window opens. */
export function nextOpening({ fromHour }: Hours, nowMs: number): number {
  const now = new Date(nowMs);
  const days = now.getHours() < fromHour ? 0 : 1;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, fromHour).getTime();
}

/**
 * Where a wait ends that has no end: this evening, or the evening of the day on which the hours begin,
 * since a list that waits for its hours must not expire before them.
 */
export function waitEnd(hours: Hours | null, nowMs: number): number {
  const isClosed = hours !== null && !isOpenAt(hours, nowMs);
  return thisEvening(isClosed ? nextOpening(hours, nowMs) : nowMs);
}

/** The days that can be chosen, as their midnights: today and the seven after it, and a later one that is set. */
export function daysFrom(nowMs: number, chosenMs: number | null): readonly number[] {
  const days = Array.from({ length: DAYS_TO_CHOOSE }, (_, i) => startOfDay(nowMs, i).getTime());
  const chosen = chosenMs === null ? null : startOfDay(chosenMs).getTime();
  if (chosen === null || days.includes(chosen)) return days;
  return [...days, chosen].toSorted((a, b) => a - b);
}

/** The midnight before a time. */
export function dayOf(ms: number): number {
  return startOfDay(ms).getTime();
}

/** Minutes after midnight on the clock of that day. */
export function minuteOf(ms: number): number {
  const time = new Date(ms);
  return time.getHours() * 60 + time.getMinutes();
}

/** A time of a day, by its midnight and the minutes on the clock. */
export function timeOn(dayMs: number, minute: number): number {
  return new Date(dayMs).setHours(Math.floor(minute / 60), minute % 60, 0, 0);
}

/** The minutes of a day that can be chosen: every half hour, and one that is set. */
export function minutesToChoose(chosen: number | null): readonly number[] {
  const halfHours = Array.from({ length: HALF_HOURS }, (_, i) => i * 30);
  if (chosen === null || halfHours.includes(chosen)) return halfHours;
  return [...halfHours, chosen].toSorted((a, b) => a - b);
}

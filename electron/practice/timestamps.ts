/** Times as the API writes them: RFC 3339 in UTC, with more digits than milliseconds. */
import { chance } from './chance.ts';

/** So many digits after the milliseconds, made up, but always the same for the same message. */
function extraDigits(message: number, digits: number): string {
  const value = Math.floor(chance(digits, message, 0) * 10 ** digits);
  return String(value).padStart(digits, '0');
}

/** A time with microseconds: `2019-07-01T05:31:21.814069Z`. */
export function microsecondTime(ms: number, message: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${extraDigits(message, 3)}Z`;
}

/** The same of microseconds since 1970, which say all digits themselves. */
export function exactTime(us: number): string {
  const digits = String(us % 1000).padStart(3, '0');
  return `${new Date(Math.floor(us / 1000)).toISOString().slice(0, -1)}${digits}Z`;
}

/** Created in the same run of messages, not before the clock was set back. Microseconds. */
const SAME_RUN_US = 60_000_000;

/**
 * When a message is created, microseconds since 1970: later than the one before, also in the same
 * request, so that "newest first" is one order by time and by place in the books.
 *
 * @param beforeUs the message before; `null` for the first.
 */
export function creationUs(nowMs: number, beforeUs: number | null): number {
  const nowUs = Math.floor(nowMs * 1000);
  const isBehind = beforeUs !== null && beforeUs >= nowUs && beforeUs - nowUs < SAME_RUN_US;
  return isBehind ? beforeUs + 1 : nowUs;
}

/** A time with nanoseconds: `2019-07-02T05:31:21.814068733Z`. */
export function nanosecondTime(ms: number, message: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${extraDigits(message, 6)}Z`;
}

/** The time inside a message id: `20190701T053121`. */
export function idTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '');
}

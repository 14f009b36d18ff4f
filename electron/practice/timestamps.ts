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

/** A time with nanoseconds: `2019-07-02T05:31:21.814068733Z`. */
export function nanosecondTime(ms: number, message: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${extraDigits(message, 6)}Z`;
}

/** The time inside a message id: `20190701T053121`. */
export function idTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '');
}

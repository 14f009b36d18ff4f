/**
 * The API's timestamps: RFC 3339 with up to nanosecond digits
 * (`2019-07-02T05:21:54.837208837Z`), read to UTC milliseconds.
 *
 * Written by hand because the list of messages carries two of them for each of up to 1,000 messages.
 */

const DIGIT_0 = 48;
const MINUTE_MS = 60_000;

/** The number written in `length` digits from `at`, or -1 where a character is no digit. */
function digits(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i += 1) {
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Milliseconds of the fraction at `at` (if any), and where the zone begins. */
function fraction(text: string, at: number): { readonly ms: number; readonly end: number } {
  if (text[at] !== '.') return { ms: 0, end: at };
  let ms = 0;
  let scale = 100;
  let end = at + 1;
  for (; end < text.length; end += 1) {
    const digit = text.charCodeAt(end) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) break;
    ms += digit * scale;
    scale = scale >= 10 ? scale / 10 : 0;
  }
  return { ms: Math.floor(ms), end };
}

/** The zone's offset in milliseconds, or `null` where it cannot be read. */
function offsetMs(text: string, at: number): number | null {
  const sign = text[at];
  if ((sign === 'Z' || sign === 'z') && at === text.length - 1) return 0;
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6 || text[at + 3] !== ':') return null;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

function inRange(
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): boolean {
  // A leap second is written :60; Date.UTC counts it into the next minute, which is right.
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 60
  );
}

/**
 * UTC milliseconds of a timestamp, or `null` where it is none.
 *
 * Digits beyond milliseconds are cut off. A time before 1970 is `null`: the API's software writes an
 * absent time as year 1.
 */
export function parseTimestamp(value: unknown): number | null {
  if (typeof value !== 'string' || value.length < 20) return null;
  if (value[4] !== '-' || value[7] !== '-' || value[13] !== ':' || value[16] !== ':') return null;
  const separator = value[10];
  if (separator !== 'T' && separator !== 't' && separator !== ' ') return null;
  const year = digits(value, 0, 4);
  const month = digits(value, 5, 2);
  const day = digits(value, 8, 2);
  const hour = digits(value, 11, 2);
  const minute = digits(value, 14, 2);
  const second = digits(value, 17, 2);
  if (year < 1970 || !inRange(month, day, hour, minute, second)) return null;
  const { ms, end } = fraction(value, 19);
  const zone = offsetMs(value, end);
  if (zone === null) return null;
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms) - zone;
  return utc > 0 ? utc : null;
}

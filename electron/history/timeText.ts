/**
 * Times as exports write them, made for millions of them.
 *
 * Neighbouring messages mostly share their minute, so the text up to the minute is kept.
 */

const MINUTE_MS = 60_000;

/** `00` … `59`. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
/** `000` … `999`. */
const THREE_DIGITS = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));

function minuteCache(make: (minuteMs: number) => string): (minute: number) => string {
  let [known, text] = [Number.NaN, ''];
  return (minute) => {
    if (minute !== known) {
      text = make(minute * MINUTE_MS);
      known = minute;
    }
    return text;
  };
}

/** Makes a writer of UTC times: `2025-03-01T12:00:00.000Z`. `null` stays. */
export function utcTimes(): (ms: number | null) => string | null {
  const upToMinute = minuteCache((ms) => new Date(ms).toISOString().slice(0, 17));
  return (ms) => {
    if (ms === null) return null;
    const minute = Math.floor(ms / MINUTE_MS);
    const rest = ms - minute * MINUTE_MS;
    const second = Math.floor(rest / 1000);
    const millis = THREE_DIGITS[rest - second * 1000] ?? '';
    return `${upToMinute(minute)}${TWO_DIGITS[second] ?? ''}.${millis}Z`;
  };
}

/**
 * Makes a writer of times as the clock on the wall showed them, for people:
 * `2025-03-01 15:00:00`. `null` stays.
 *
 * No zone's offset changes within a minute of UTC, so the minute's text holds for all its seconds.
 */
export function localTimes(): (ms: number | null) => string | null {
  const upToMinute = minuteCache((ms) => {
    const date = new Date(ms);
    const two = (value: number): string => TWO_DIGITS[value] ?? '';
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:`;
  });
  return (ms) => {
    if (ms === null) return null;
    const minute = Math.floor(ms / MINUTE_MS);
    const second = Math.floor((ms - minute * MINUTE_MS) / 1000);
    return `${upToMinute(minute)}${TWO_DIGITS[second] ?? ''}`;
  };
}

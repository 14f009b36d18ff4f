/**
 * Money: whole micro-USD (a millionth of a dollar), never a fraction, never a float of dollars.
 */
import type { CountryCode } from './phone.ts';

/** Micro-USD per part, by country. A country that is not in it is *unpriced*, never free. */
export type PriceList = ReadonlyMap<CountryCode, number>;

const MICRO_PER_USD = 1_000_000;

/**
 * The highest price of one part: 10 USD.
 *
 * Far above any SMS, so a higher one is a mistake; and the total of the largest batch (2^24 messages
 * of 7 parts) stays an exact integer.
 */
export const MAX_MICRO_PER_PART = 10 * MICRO_PER_USD;

/** Digits with a dot: `1`, `0.0345`. One form only, so that `1,000` is never a thousandth of itself. */
const DECIMAL = /^(\d{1,10})(?:\.(\d{1,6}))?$/;

/**
 * Reads US dollars exactly: `0.0345` is 34500. `null` for all that is not a plain decimal number of
 * at most six decimals, is negative, or is too large to be exact.
 *
 * Only the dot is a decimal mark: the command line and the price file speak one language. A price
 * field on a screen turns `0,02` into `0.02` before it comes here.
 */
export function parseUsdMicro(text: string): number | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const whole = Number(match[1]);
  const micro = Number((match[2] ?? '').padEnd(6, '0'));
  const total = whole * MICRO_PER_USD + micro;
  return Number.isSafeInteger(total) ? total : null;
}

/** Reads a price of one part as `parseUsdMicro` does; `null` also above `MAX_MICRO_PER_PART`. */
export function parsePricePerPart(text: string): number | null {
  const micro = parseUsdMicro(text);
  return micro === null || micro > MAX_MICRO_PER_PART ? null : micro;
}

function assertMicro(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError('not an exact amount of micro-USD');
}

/**
 * Writes an amount exactly, with at least two decimals: `0.02`, `12.345678`.
 *
 * @throws RangeError for what is no safe integer: a bug.
 */
export function formatUsd(micro: number): string {
  assertMicro(micro);
  const sign = micro < 0 ? '-' : '';
  const amount = Math.abs(micro);
  const fraction = String(amount % MICRO_PER_USD).padStart(6, '0');
  const decimals = fraction.replace(/0{1,4}$/, '');
  return `${sign}${Math.floor(amount / MICRO_PER_USD)}.${decimals}`;
}

/**
 * What a number of parts costs at a price per part, in micro-USD.
 *
 * @throws RangeError where the amount would not be exact: a bug, since prices are bounded.
 */
export function estimate(parts: number, microPerPart: number): number {
  const micro = parts * microPerPart;
  assertMicro(micro);
  return micro;
}

/** How far a price may be off before the operator is asked: the first messages' usual tolerance. */
const USUAL_SURPRISE = 1.2;

/**
 * A cap that a small surprise does not reach and a large one does: what may have been spent, and what
 * is to come with the usual tolerance, rounded up to ten cents (from ten dollars on to dollars).
 *
 * @param leftMicro what has left may have cost this, micro-USD.
 * @param queuedMicro what is to be sent costs this by the price list, micro-USD.
 */
export function suggestedCapMicro(leftMicro: number, queuedMicro: number): number {
  const micro = leftMicro + queuedMicro * USUAL_SURPRISE;
  const step = micro < 10 * MICRO_PER_USD ? MICRO_PER_USD / 10 : MICRO_PER_USD;
  return Math.ceil(micro / step) * step;
}

/**
 * Money on the screen: read from a price field, written by the locale.
 *
 * Amounts are whole micro-USD everywhere; a fraction of a dollar exists only as text.
 */
import { toPlainText } from '../../shared/domain/digits.ts';
import { parseUsdMicro } from '../../shared/domain/pricing.ts';

const MICRO_PER_CENT = 10_000;
const MICRO_PER_USD = 1_000_000;

/**
 * Reads an amount as people write it: `0,02`, `0.02`, `٠٫٠٢`, `$ 0.02`, `1 234,50`, `.5`.
 *
 * One separator is the decimal mark whichever it is, since a price per SMS is never thousands; with two
 * kinds the last one is. `null` for what is not one plain amount.
 *
 * @returns micro-USD.
 */
export function parseMoney(text: string): number | null {
  // Before the digits are made plain: the two Arabic separators would look the same afterwards.
  const plain = toPlainText(text.replaceAll('\u066b', '.').replaceAll('\u066c', ' '))
    .trim()
    .replace(/^(?:USD|US\$|\$)\s*/iu, '')
    .replace(/\s*(?:USD|US\$|\$)$/iu, '')
    .replaceAll(/[\s'’]/gu, '');
  const decimal = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  if (decimal === -1) return parseUsdMicro(plain);
  const whole = plain.slice(0, decimal);
  const mark = plain[decimal] ?? '';
  const other = mark === ',' ? '.' : ',';
  if (whole.includes(mark) || !isGrouped(whole, other)) return null;
  const digits = whole.replaceAll(other, '');
  return parseUsdMicro(`${digits === '' ? '0' : digits}.${plain.slice(decimal + 1)}`);
}

/** Whether the digits before the decimal mark are plain, or in groups of three. */
function isGrouped(whole: string, separator: string): boolean {
  if (!whole.includes(separator)) return true;
  const [first = '', ...groups] = whole.split(separator);
  return /^\d{1,3}$/u.test(first) && groups.every((group) => /^\d{3}$/u.test(group));
}

/** How many decimals an amount needs: two, or more where two would not tell the truth about a price. */
function decimalsOf(micro: number, exact: boolean): number {
  const amount = Math.abs(micro);
  if (amount === 0 || (!exact && amount >= MICRO_PER_CENT)) return 2;
  const zeros = /0*$/u.exec(String(amount))?.[0].length ?? 0;
  return Math.max(2, 6 - zeros);
}

const madeFormats = new Map<string, Intl.NumberFormat>();

/** Made once: making one takes longer than all else in a table's row. */
function dollars(locale: string, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`;
  const made =
    madeFormats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  madeFormats.set(key, made);
  return made;
}

/**
 * Writes an amount of US dollars by the locale: to the cent, with more digits below one cent.
 *
 * @param exact All digits that it has, as for a price per SMS (`$0.0345`).
 */
export function formatMicro(micro: number, locale: string, exact = false): string {
  return formatMicroTo(micro, locale, decimalsOf(micro, exact));
}

/**
 * How many decimals a column of amounts needs so that its most exact one is told in full and all stand
 * below each other: two to six.
 *
 * @param micros `null`: no amount in this row.
 */
export function decimalsFor(micros: readonly (number | null)[]): number {
  return Math.max(2, ...micros.map((micro) => (micro === null ? 2 : decimalsOf(micro, true))));
}

/** Writes an amount of US dollars by the locale with so many decimals. */
export function formatMicroTo(micro: number, locale: string, decimals: number): string {
  return unmarked(dollars(locale, decimals).format(micro / MICRO_PER_USD));
}

/** Arabic brings marks of direction of its own; what shows the amount isolates it anyway. */
function unmarked(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c]/gu, '');
}

/** What a price field shows for an amount: digits and the locale's decimal mark, no currency. */
export function moneyFieldText(micro: number, locale: string): string {
  const decimals = decimalsOf(micro, true);
  return new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(micro / MICRO_PER_USD);
}

/** What is wrong with what stands in a price field; an empty field is not wrong. */
export function moneyFault(
  text: string,
  maxMicro: number | undefined,
): 'unreadable' | 'too_much' | null {
  if (text.trim() === '') return null;
  const micro = parseMoney(text);
  if (micro === null) return 'unreadable';
  return maxMicro !== undefined && micro > maxMicro ? 'too_much' : null;
}

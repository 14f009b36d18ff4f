/**
 * What the practice gateway charges: invented, but plausible, prices per part.
 */

/** The price of countries that are not in the list, micro-USD per part. */
export const PRACTICE_DEFAULT_PRICE_MICRO = 60_000;

/**
 * Micro-USD per part by country (ISO 3166-1 alpha-2).
 *
 * Kenya, the Philippines and the USA cost what the support page's samples say (20,000).
 */
export const PRACTICE_PRICES: ReadonlyMap<string, number> = new Map([
  ['AE', 42_000],
  ['AF', 88_000],
  ['AU', 38_000],
  ['BD', 58_000],
  ['BF', 71_500],
  ['BI', 83_000],
  ['BJ', 68_000],
  ['BR', 24_500],
  ['CA', 12_500],
  ['CD', 74_000],
  ['CI', 62_000],
  ['CM', 66_000],
  ['CO', 9_500],
  ['DE', 82_000],
  ['EC', 54_000],
  ['EG', 67_500],
  ['ES', 61_000],
  ['ET', 79_000],
  ['FR', 59_500],
  ['GB', 41_500],
  ['GH', 38_500],
  ['GN', 72_000],
  ['GT', 57_000],
  ['HN', 48_000],
  ['HT', 69_000],
  ['ID', 47_500],
  ['IN', 26_000],
  ['IQ', 78_000],
  ['JO', 76_500],
  ['KE', 20_000],
  ['KH', 52_000],
  ['LB', 55_500],
  ['LK', 63_000],
  ['LR', 61_500],
  ['MA', 64_500],
  ['MG', 85_000],
  ['ML', 73_500],
  ['MM', 70_500],
  ['MW', 56_000],
  ['MX', 31_500],
  ['MZ', 36_500],
  ['NE', 72_500],
  ['NG', 34_000],
  ['NP', 51_000],
  ['PE', 43_000],
  ['PG', 65_500],
  ['PH', 20_000],
  ['PK', 53_500],
  ['RW', 44_500],
  ['SD', 77_000],
  ['SL', 67_000],
  ['SN', 69_500],
  ['SO', 75_500],
  ['SS', 80_500],
  ['SY', 84_000],
  ['TD', 73_000],
  ['TG', 65_000],
  ['TH', 22_500],
  ['TL', 86_500],
  ['TZ', 39_500],
  ['UA', 68_500],
  ['UG', 37_500],
  ['US', 20_000],
  ['VN', 62_500],
  ['YE', 81_000],
  ['ZA', 21_500],
  ['ZM', 46_000],
  ['ZW', 49_500],
]);

/** What one part to this country costs, micro-USD. */
export function practicePriceMicro(country: string): number {
  return PRACTICE_PRICES.get(country) ?? PRACTICE_DEFAULT_PRICE_MICRO;
}

/**
 * The old ways of writing Mexican numbers, which lists still hold and no library accepts.
 *
 * Until August 2019 mobile numbers were dialled `+52 1…` from abroad, `044…` and `045…` within
 * Mexico, and others `01…`; all are ten digits now, without any prefix.
 * Source: https://en.wikipedia.org/wiki/Telephone_numbers_in_Mexico
 */

/** After the country's code: `1`, or a national prefix left in by mistake. */
const FROM_ABROAD = /^52(?:1|01|044|045)(\d{10})$/;
/** Without the country's code: Mexican only in a Mexican list. */
const AT_HOME = /^(?:01|044|045)(\d{10})$/;

const rewritten = (pattern: RegExp, digits: string): string | null => {
  const national = pattern.exec(digits)?.[1];
  return national === undefined ? null : `52${national}`;
};

/** Rewrites an old form of an international number to `52` and ten digits; `null`: it is none. */
export function modernMexican(digits: string): string | null {
  // Nearly every number of the world is told by its length.
  return digits.length < 13 ? null : rewritten(FROM_ABROAD, digits);
}

/** The same for a number written within Mexico, with or without the country's code. */
export function modernMexicanAtHome(digits: string): string | null {
  return digits.length < 12 ? null : (rewritten(AT_HOME, digits) ?? modernMexican(digits));
}

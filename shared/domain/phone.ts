/**
 * Phone numbers as people write them, made international without `+`, as the API wants them.
 *
 * The reference is libphonenumber with its complete (`/max`) metadata; the short metadata accepts
 * wrong numbers. Only numbers that can take SMS pass: mobile ones, and those of countries where
 * libphonenumber cannot tell mobile from fixed (`FIXED_LINE_OR_MOBILE`, as in the whole of +1).
 *
 * Where a number can be read in more than one way:
 * - With `+`, or `00`: international, whatever the default country.
 * - Without, and with a default country: as libphonenumber decides. A national number first; the
 *   country's own dialling code at the front is seen where the number is no valid (or too long a)
 *   national number, but is one without the code. Beyond the library: also where the national
 *   number takes no SMS, but the international one does (`4915123456789` in Germany).
 * - Without, and right only as a number of *another* country: refused (`plus_needed`), because a
 *   mistyped national number looks the same and would reach a stranger abroad.
 * - Without, and no default country: international if that is valid, else `country_needed`.
 */
import { getCountries } from 'libphonenumber-js/max';
import { ok } from '../errors.ts';
import type { Result } from '../errors.ts';
import { readPhoneCell, readPlainCell } from './phoneCell.ts';
import { createFastLookup } from './phoneFast.ts';
import { resolveNumber } from './phoneLibrary.ts';
import type { Phone, PhoneProblem } from './phoneTypes.ts';

export { PHONE_PROBLEMS } from './phoneTypes.ts';
export type { Phone, PhoneProblem } from './phoneTypes.ts';

/** ISO 3166-1 alpha-2, upper case, as far as libphonenumber knows it (with `AC`, `TA` and `XK`). */
export type CountryCode = string;

const COUNTRIES: ReadonlySet<string> = new Set(getCountries());

/** Whether a value is a country's code, in exactly this form. */
export function isCountryCode(value: string): boolean {
  return COUNTRIES.has(value);
}

/** Reads phone numbers. Holds no state: the same text always gives the same answer. */
export interface PhoneParser {
  /** Reads one cell. The error says why it cannot be sent to; it holds nothing of the cell. */
  parse(raw: string): Result<Phone, PhoneProblem>;
}

/**
 * Makes a parser for lists whose national numbers belong to one country.
 *
 * @param defaultCountry `null`: only international numbers are understood.
 * @throws RangeError for a country that `isCountryCode` denies.
 */
export function createPhoneParser(defaultCountry: CountryCode | null): PhoneParser {
  if (defaultCountry !== null && !isCountryCode(defaultCountry)) {
    throw new RangeError('unknown country code');
  }
  const lookUp = createFastLookup(defaultCountry);
  return {
    parse(raw) {
      const plain = readPlainCell(raw);
      const quick = plain && lookUp(plain.international, plain.digits);
      if (quick) return ok(quick);
      const cell = readPhoneCell(raw);
      if (!cell.ok) return cell;
      const { international, digits } = cell.value;
      // A plain cell has been looked up already.
      const phone = plain === null ? lookUp(international, digits) : null;
      return phone ? ok(phone) : resolveNumber(cell.value, defaultCountry);
    },
  };
}

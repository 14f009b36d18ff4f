/**
 * What a cell with a phone number comes to: a number as dialled, a phone, or the reason why not.
 */

/** The longest international number (ITU-T E.164); it fits into a double without loss. */
export const MAX_E164_DIGITS = 15;

/** A number as written. */
export interface DialledNumber {
  /** Whether a `+` came before the digits. */
  readonly international: boolean;
  /** ASCII digits. */
  readonly digits: string;
}

/** A number that can be sent to. */
export interface Phone {
  /** International, without `+`: dialling code and national number, at most 15 ASCII digits. */
  readonly digits: string;
  /** Whose number it is (ISO 3166-1 alpha-2); of the countries that share a code, the right one. */
  readonly country: string;
}

/**
 * Every reason why a cell does not hold a number that can be sent to. Append only: they are stored
 * with refused rows, and turned into text where people read them.
 */
export const PHONE_PROBLEMS = [
  /** Nothing but spaces, invisible characters or punctuation. */
  'empty',
  /** Longer than any phone number, whatever it is. */
  'too_long',
  /** `#N/A`, `#####`, `Err:502`: the spreadsheet had no value to save. */
  'spreadsheet_error',
  /** `6.39171E+11`: the spreadsheet threw the last digits away; they are not in the file. */
  'scientific',
  /** `639171234567.0` or `639,171,234,567`: saved as an amount, so digits may have been added or lost. */
  'decimal',
  /** More than one number in the cell. */
  'several_numbers',
  /** `0712345678 ext. 12`: a message cannot be sent to an extension. */
  'extension',
  /** Words, or letters in place of digits (`071234567O`). */
  'letters',
  /** A sign that no written phone number has. */
  'bad_character',
  /** A national number, and no country was named. */
  'country_needed',
  /** Not a number of the named country, but right as an international one: it needs a `+`. */
  'plus_needed',
  /** `00…` reads as two different numbers, because the named country dials abroad otherwise. */
  'ambiguous',
  /** No country has the dialling code that follows the `+`. */
  'unknown_dialling_code',
  /** Fewer digits than any number of the country. */
  'too_short',
  /** The right length, but no such number range exists. */
  'invalid',
  /** A satellite or other network without a country: nothing is known about its price. */
  'no_country',
  /** A land line, service number, pager or internet telephone: it takes no SMS. */
  'not_mobile',
] as const;

/** One reason why a cell does not hold a number that can be sent to. */
export type PhoneProblem = (typeof PHONE_PROBLEMS)[number];

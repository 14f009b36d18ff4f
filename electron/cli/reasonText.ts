/** Why a row was not taken, in words: one table for every reason of an import. */
import type { RowReason } from '../import/recipients.ts';

/** Reasons that carry a name behind a colon are listed by what stands before it. */
type Word = RowReason extends infer R ? (R extends `${infer W}:${string}` ? W : R) : never;

const TEXTS: Readonly<Record<Word, string>> = {
  empty: 'no number',
  too_long: 'too many digits',
  spreadsheet_error: 'the spreadsheet saved an error here',
  scientific: 'rounded by Excel: format the column as text and type it again',
  decimal: 'saved as an amount: format the column as text',
  several_numbers: 'several numbers in one cell',
  extension: 'an extension cannot get an SMS',
  letters: 'letters in the number',
  bad_character: 'a sign that no number has',
  country_needed: 'no dialling code: give --country, or write it with +',
  plus_needed: 'a number of another country: write it with + in front',
  ambiguous: 'can be read as two numbers: write it with +',
  unknown_dialling_code: 'no country has this dialling code',
  too_short: 'too few digits',
  invalid: 'no such number exists',
  no_country: 'belongs to no country (satellite)',
  not_mobile: 'not a mobile number',
  unclosed_quote: 'a quote is not closed',
  stray_quote: 'a quote in the wrong place',
  row_too_long: 'the row is too long',
  too_many_cells: 'more cells than the header',
  duplicate: 'this number came before',
  opted_out: 'on the do-not-contact list',
  missing_field: 'nothing in this column',
  empty_message: 'the message is empty',
  too_many_parts: 'longer than 7 SMS',
  bad_characters: 'characters that cannot be read (wrong encoding?)',
  bad_sender: 'this sender id cannot be used',
};

/** The text of a reason: `missing_field:name` → `nothing in this column: name`. */
export function reasonText(reason: string): string {
  const [word = '', ...detail] = reason.split(':');
  const text = Object.hasOwn(TEXTS, word) ? TEXTS[word as Word] : word.replaceAll('_', ' ');
  return detail.length === 0 ? text : `${text}: ${detail.join(':')}`;
}

/** The same beside the number that was refused: where another spelling is meant, it says which. */
export function refusalText(reason: string, value: string): string {
  if (reason !== 'plus_needed') return reasonText(reason);
  return `a number of another country: write it with + (+${value.replaceAll(/\D/gu, '')})`;
}

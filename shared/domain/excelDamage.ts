/**
 * What spreadsheets do to phone numbers, and how it shows in a file.
 *
 * A spreadsheet that takes a phone number for an amount drops its leading zero, rounds it to a few
 * digits or adds decimals. The lost digits are not in the file, so nothing here is ever repaired by
 * guessing: the damage gets a name, and the operator the way to repair it at its source.
 */

/** A kind of damage; each is also a `PhoneProblem`. */
export type SpreadsheetDamage = 'spreadsheet_error' | 'scientific' | 'decimal';

/** `#N/A`, `#REF!`, `#VALOR!` in any language, `########` for a narrow column; LibreOffice's `Err:502`. */
const ERROR_VALUE = /^(?:#+$|#[^\d\s]|err:\d+$)/i;
/** `6.39171E+11`, with a comma for the decimals in half of the world. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d*)?\s*e\s*[+-]?\s*\d{1,3}$/i;
/** `639171234567.0`, `639 171 234 567,00`: one or two decimals, or any number of zeros. */
const DECIMALS = /^[+-]?\d[\d ]{4,}[.,](?:\d{1,2}|0+)$/;
/** `639,171,234,567`, with or without decimals. */
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** Names the damage of a cell (trimmed, plain text), or `null` where it shows none. */
export function spreadsheetDamage(text: string): SpreadsheetDamage | null {
  if (ERROR_VALUE.test(text)) return 'spreadsheet_error';
  if (SCIENTIFIC.test(text)) return 'scientific';
  if (DECIMALS.test(text) || THOUSANDS.test(text)) return 'decimal';
  return null;
}

/** `="0712345678"`: the formula that people write to keep a leading zero. */
const TEXT_FORMULA = /^="([^"]*)"$/;
/** A leading apostrophe marks a cell as text; quotes may surround it. */
const MARKS = /^[\s'"`]+|[\s'"`]+$/g;

/** Takes the marks off that only say "this cell is text": `'0712…`, `="0712…"`, stray quotes. */
export function unwrapTextCell(text: string): string {
  const formula = TEXT_FORMULA.exec(text.trim());
  return (formula?.[1] ?? text).replace(MARKS, '');
}

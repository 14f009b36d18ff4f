/**
 * One cell of a CSV file, quoted (RFC 4180) and harmless in a spreadsheet.
 */

/**
 * Characters that may split a cell for some reader. A spreadsheet may be set to another delimiter
 * than the file's own (`;` in much of Europe and of French-speaking Africa), so all of them are
 * quoted, whatever the delimiter is.
 */
const NEEDS_QUOTES = /[",;\t|\r\n]/u;

const [TAB, LF, CR, PLUS, MINUS, EQUALS, AT] = [0x09, 0x0a, 0x0d, 0x2b, 0x2d, 0x3d, 0x40];

/** `＋`, `－`, `＝`, `＠`: full-width signs, which spreadsheets in East Asia take for the plain ones. */
const WIDE_SIGNS: ReadonlySet<number> = new Set([0xff0b, 0xff0d, 0xff1d, 0xff20]);
const FIRST_WIDE_SIGN = 0xff0b;

/** A negative amount, with a point or a comma: a number to every spreadsheet, never a formula. */
const NEGATIVE_NUMBER = /^-\d+(?:[.,]\d+)?$/u;

/** Whether a spreadsheet could take a cell that begins with this code unit for a formula. */
function startsFormula(code: number): boolean {
  if (code > AT) return code >= FIRST_WIDE_SIGN && WIDE_SIGNS.has(code);
  return (
    code === EQUALS ||
    code === PLUS ||
    code === MINUS ||
    code === AT ||
    code === TAB ||
    code === LF ||
    code === CR ||
    code === 0
  );
}

/**
 * Makes a text harmless in spreadsheets: a leading `'` before `=`, `+`, `-`, `@`, their full-width
 * forms, TAB, LF, CR and NUL.
 *
 * A plain negative number stays as it is. A number with `+` does not: a spreadsheet would make
 * 2.54712E+11 of a phone number and drop its `+`.
 */
export function defuseFormula(text: string): string {
  if (text === '' || !startsFormula(text.charCodeAt(0))) return text;
  return NEGATIVE_NUMBER.test(text) ? text : `'${text}`;
}

/**
 * One cell, as it stands in the file.
 *
 * A text that a spreadsheet could run as a formula (CWE-1236) is made harmless by
 * {@link defuseFormula}. A number is written as it is. `null` is an empty cell.
 *
 * @param delimiter one character; the common ones are quoted in any case.
 */
export function csvCell(value: string | number | null, delimiter = ','): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    const digits = String(value);
    return digits.includes(delimiter) ? `"${digits}"` : digits;
  }
  const text = defuseFormula(value);
  if (!NEEDS_QUOTES.test(text) && !text.includes(delimiter)) return text;
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

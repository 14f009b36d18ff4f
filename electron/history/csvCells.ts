/**
 * One cell of a CSV file, quoted (RFC 4180) and harmless in a spreadsheet.
 */

/**
 * Characters that may split a cell for some reader. A spreadsheet may be set to another delimiter
 * than the file's own (`;` in much of Europe and of French-speaking Africa), so all of them are
 * quoted, whatever the delimiter is.
 */
const NEEDS_QUOTES = /[",;\t|\r\n]/u;

const [TAB, CR, PLUS, MINUS, EQUALS, AT] = [0x09, 0x0d, 0x2b, 0x2d, 0x3d, 0x40];

/** Whether a spreadsheet could take a cell that begins with this code unit for a formula. */
function startsFormula(code: number): boolean {
  if (code > AT) return false;
  return (
    code === EQUALS ||
    code === PLUS ||
    code === MINUS ||
    code === AT ||
    code === TAB ||
    code === CR ||
    code === 0
  );
}

/** Makes a text harmless in spreadsheets: a leading `'` before `=`, `+`, `-`, `@`, TAB, CR and NUL. */
export function defuseFormula(text: string): string {
  return text !== '' && startsFormula(text.charCodeAt(0)) ? `'${text}` : text;
}

/**
 * One cell, as it stands in the file.
 *
 * A text that begins with `=`, `+`, `-`, `@`, TAB, CR or NUL gets a leading `'`, so that no
 * spreadsheet runs it as a formula (CWE-1236). A number is written as it is: it is our own, and
 * `-5` must stay a number. `null` is an empty cell.
 *
 * @param delimiter one character; the common ones are quoted in any case.
 */
export function csvCell(value: string | number | null, delimiter = ','): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    const digits = String(value);
    return digits.includes(delimiter) ? `"${digits}"` : digits;
  }
  if (value === '') return '';
  const text = startsFormula(value.charCodeAt(0)) ? `'${value}` : value;
  if (!NEEDS_QUOTES.test(text) && !text.includes(delimiter)) return text;
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

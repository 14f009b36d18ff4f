/** Texts inside a spreadsheet's XML. */

/** The most characters (UTF-16 units) that a spreadsheet's cell holds; more makes a file "corrupt". */
export const MAX_CELL_LENGTH = 32_767;

/**
 * What may need care in a cell's XML: markup, control characters and line breaks, halves of surrogate
 * pairs, and the underscore, with which an escaped character begins. One class of characters, since
 * it is tried on every cell.
 */
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[&<>_\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/gu;

/** XML readers may drop white space at the ends. */
const SPACE = 0x20;

/** A text that already looks like an escaped character must not become that character. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/gu;

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A character as spreadsheets write it where XML has no place for it: `_x0001_`. */
function escaped(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** A text, cut to what a cell can hold, never within a character. */
function fitted(text: string): string {
  return text.length <= MAX_CELL_LENGTH ? text : text.slice(0, MAX_CELL_LENGTH).toWellFormed();
}

/** Whether nothing needs to be done to a text for it to stand in a cell as it is. */
export function isHarmless(text: string): boolean {
  if (text.length > MAX_CELL_LENGTH || SPECIAL.test(text)) return false;
  return text.charCodeAt(0) !== SPACE && text.charCodeAt(text.length - 1) !== SPACE;
}

/**
 * A text as it stands in the XML of a cell (ECMA-376 22.9.2.19, ST_Xstring), inside an element that
 * preserves white space.
 *
 * Markup is escaped; control characters, which XML cannot hold, become `_x0001_` (also the carriage
 * return, which XML would turn into a line feed); halves of surrogate pairs become U+FFFD.
 */
export function xlsxText(text: string): string {
  return fitted(text)
    .toWellFormed()
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(UNWRITABLE, escaped)
    .replace(/[&<>]/gu, (character) => MARKUP[character] ?? '');
}

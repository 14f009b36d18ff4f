/** Texts inside a spreadsheet's XML. */

/** The most characters (UTF-16 units) that a spreadsheet's cell holds; more makes a file "corrupt". */
export const MAX_CELL_LENGTH = 32_767;

/**
 * What may need care in a cell's XML: markup, control characters, halves of surrogate pairs, and the
 * underscore, with which an escaped character begins. One class of characters, since it is tried on
 * every cell.
 */
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[&<>_\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/gu;

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

/**
 * A text as it stands in the XML of a cell (ECMA-376 22.9.2.19, ST_Xstring).
 *
 * Markup is escaped; control characters, which XML cannot hold, become `_x0001_` (also the carriage
 * return, which XML would turn into a line feed); halves of surrogate pairs become U+FFFD.
 */
export function xlsxText(text: string): string {
  if (text.length <= MAX_CELL_LENGTH && !SPECIAL.test(text)) return text;
  return fitted(text)
    .toWellFormed()
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(UNWRITABLE, escaped)
    .replace(/[&<>]/gu, (character) => MARKUP[character] ?? '');
}

/** Whether XML readers may drop white space of this text unless told not to. */
export function hasFragileSpace(text: string): boolean {
  // All white space that XML knows is at or below the space, and no other character that it may hold.
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || /[\n\t]/u.test(text);
}

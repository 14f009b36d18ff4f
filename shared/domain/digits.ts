/**
 * Text of any script made plain: the digits, signs and spaces that people write numbers with, as ASCII.
 *
 * Cells come from Arabic, Persian, Hindi or East Asian keyboards, from web pages (non-breaking and
 * zero-width spaces) and from address books (direction marks around the number).
 */

/**
 * The zeros of the scripts in use; each is followed by 1 to 9.
 *
 * Source: Unicode 17, general category Nd: the whole basic plane, and beyond it Hanifi Rohingya,
 * Chakma, Nyiakeng Puachue Hmong, Wancho and Adlam.
 */
const ZEROS: readonly number[] = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
  0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
  0x10d30, 0x11136, 0x1e140, 0x1e2f0, 0x1e950,
];

/** Characters with an obvious ASCII counterpart, beside those found by their Unicode category. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['\t', ' '],
  ['\r', '\n'],
  ['\v', '\n'],
  ['\f', '\n'],
  ['\u0085', '\n'],
  ['\u2028', '\n'],
  ['\u2029', '\n'],
  // Minus signs and the Japanese long-vowel mark, which is typed for a dash.
  ['\u2212', '-'],
  ['\u30fc', '-'],
  ['\uff70', '-'],
  ['\ufe62', '+'],
  ['\u00b7', '.'],
  ['\u2022', '.'],
  ['\u2024', '.'],
  ['\u2027', '.'],
  ['\u2219', '.'],
  ['\u30fb', '.'],
  ['\u2044', '/'],
  ['\u2215', '/'],
  // Arabic comma, decimal and thousands separators, semicolon; ideographic comma.
  ['\u060c', ','],
  ['\u066b', ','],
  ['\u066c', ','],
  ['\u061b', ';'],
  ['\u3001', ','],
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
]);

/** Marks that show nothing: format characters (direction marks, zero-width, soft hyphen), joiners. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u034f]/u;
const SPACE = /\p{Zs}/u;
const DASH = /\p{Pd}/u;
const ASCII_ONLY = /^[\x20-\x7e]*$/;
const NOTHING_VISIBLE = /^[\s\p{Cf}\p{Variation_Selector}\u034f]*$/u;

function plainCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  const known = PLAIN.get(character);
  if (known !== undefined) return known;
  const zero = ZEROS.find((start) => code >= start && code <= start + 9);
  if (zero !== undefined) return String(code - zero);
  // The full-width forms of ASCII stand in the same order, 0xfee0 further on.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (INVISIBLE.test(character)) return '';
  if (SPACE.test(character)) return ' ';
  return DASH.test(character) ? '-' : character;
}

/**
 * The same text with digits, dashes, spaces, plus signs, brackets and quotes as ASCII, and without
 * invisible characters. Line breaks of every kind become `\n`; everything else stays.
 */
export function toPlainText(text: string): string {
  if (ASCII_ONLY.test(text)) return text;
  let plain = '';
  for (const character of text) plain += plainCharacter(character);
  return plain;
}

/** Whether a text shows nothing at all: empty, spaces of any kind, invisible characters. */
export function isBlank(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  // The usual case, decided without the expression: a visible ASCII character comes first.
  if (first > 0x20 && first < 0x7f) return false;
  return NOTHING_VISIBLE.test(text);
}

/**
 * The GSM 7-bit default alphabet and its extension table: what a character costs in an SMS.
 *
 * Source: 3GPP TS 23.038 (GSM 03.38), 6.2.1 and 6.2.1.1. National shift tables are left out: the API
 * does not support them.
 */

/** The basic set, in the order of its codes; the code 0x1b (escape) is no character. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Sent as the escape and one more septet. */
const EXTENSION = '\f^{}\\[~]|€';

/** Septets by UTF-16 unit; 0: the character is not in the alphabet. */
export const GSM7_COST: Readonly<Uint8Array> = costTable();

function costTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const character of BASIC) table[character.charCodeAt(0)] = 1;
  for (const character of EXTENSION) table[character.charCodeAt(0)] = 2;
  return table;
}

/**
 * The distinct characters that force a text out of the GSM alphabet, in the order of their first
 * appearance: whole code points, so that an emoji is one character.
 */
export function forcesUnicode(text: string): readonly string[] {
  const forcing = new Set<string>();
  for (const character of text) {
    if (character.length > 1 || GSM7_COST[character.charCodeAt(0)] === 0) forcing.add(character);
  }
  return [...forcing];
}

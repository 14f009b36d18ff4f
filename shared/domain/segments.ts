/**
 * How many parts (segments) a text takes as an SMS, which is what it costs.
 *
 * One part holds 160 septets of the GSM alphabet, or 70 UTF-16 units where one character is outside
 * of it. A longer text is cut into parts of 153 or 67, the rest of each being the header that joins
 * them (3GPP TS 23.040, 9.2.3.24.1). An escape pair or a surrogate pair is never cut in two.
 */
import { GSM7_COST } from './gsm7.ts';

export { forcesUnicode } from './gsm7.ts';

/** How a text travels: 7-bit GSM alphabet, or UTF-16 (named after its predecessor, as everywhere). */
export type Encoding = 'gsm7' | 'ucs2';

/** The most parts that the API takes; longer messages are rejected (API.md). */
export const MAX_PARTS = 7;

/** The units of one part alone, and of each part of several. */
const PART_UNITS: Readonly<Record<Encoding, { readonly alone: number; readonly joined: number }>> =
  {
    gsm7: { alone: 160, joined: 153 },
    ucs2: { alone: 70, joined: 67 },
  };

/** What a text takes. */
export interface Segments {
  readonly encoding: Encoding;
  /** Septets (an extension character takes two) or UTF-16 units (an emoji takes two or more). */
  readonly units: number;
  /** 0 for an empty text, which cannot be sent; may exceed `MAX_PARTS`. */
  readonly parts: number;
}

/** Septets of a text, or -1 where a character is outside the GSM alphabet. */
function septets(text: string): number {
  let total = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = GSM7_COST[text.charCodeAt(index)] as number;
    if (cost === 0) return -1;
    total += cost;
  }
  return total;
}

/** Parts of a text in which every character but the extension ones takes one septet. */
function gsm7Parts(text: string): number {
  const { joined } = PART_UNITS.gsm7;
  let parts = 1;
  let used = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = GSM7_COST[text.charCodeAt(index)] as number;
    used += cost;
    if (used > joined) {
      parts += 1;
      used = cost;
    }
  }
  return parts;
}

/** Whether a surrogate pair begins at this unit. */
function startsPair(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** Parts of a text in UTF-16, from one end of a part to the next. */
function ucs2Parts(text: string): number {
  const { joined } = PART_UNITS.ucs2;
  let parts = 1;
  let end = joined;
  while (end < text.length) {
    // The pair that would be cut moves into the next part as a whole.
    if (startsPair(text, end - 1)) end -= 1;
    parts += 1;
    end += joined;
  }
  return parts;
}

/** Counts a text. Takes about as long as reading it once. */
export function countSegments(text: string): Segments {
  const gsm = septets(text);
  const encoding = gsm < 0 ? 'ucs2' : 'gsm7';
  const units = gsm < 0 ? text.length : gsm;
  if (units <= PART_UNITS[encoding].alone) return { encoding, units, parts: units === 0 ? 0 : 1 };
  const parts = encoding === 'gsm7' ? gsm7Parts(text) : ucs2Parts(text);
  return { encoding, units, parts };
}

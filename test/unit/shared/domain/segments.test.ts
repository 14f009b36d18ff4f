import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSegments, forcesUnicode, MAX_PARTS } from '../../../../shared/domain/segments.ts';
import { LONG, printedSeed } from '../../../helpers/seed.ts';

/**
 * The alphabet once more, as the code points of 3GPP TS 23.038 by septet value (row by row of its
 * table), so that a slip in the code's own table shows.
 */
const BASIC_CODES = [
  0x40, 0xa3, 0x24, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0x0a, 0xd8, 0xf8, 0x0d, 0xc5, 0xe5,
  0x394, 0x5f, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf,
  0xc9, 0x20, 0x21, 0x22, 0x23, 0xa4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e,
  0x2f, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e,
  0x3f, 0xa1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e,
  0x4f, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0xc4, 0xd6, 0xd1, 0xdc,
  0xa7, 0xbf, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e,
  0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0xe4, 0xf6, 0xf1, 0xfc,
  0xe0,
];
const EXTENSION_CODES = [0x0c, 0x5e, 0x7b, 0x7d, 0x5c, 0x5b, 0x7e, 0x5d, 0x7c, 0x20ac];
const basic = new Set(BASIC_CODES);
const extension = new Set(EXTENSION_CODES);

/** Packs a text character by character into parts, as a phone would: the independent count. */
function pack(text: string): { encoding: string; units: number; parts: number } {
  const characters = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const isGsm = characters.every((code) => basic.has(code) || extension.has(code));
  const costs = characters.map((code) =>
    isGsm ? (basic.has(code) ? 1 : 2) : code > 0xffff ? 2 : 1,
  );
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const encoding = isGsm ? 'gsm7' : 'ucs2';
  if (units <= (isGsm ? 160 : 70)) return { encoding, units, parts: units === 0 ? 0 : 1 };
  const parts: number[] = [0];
  for (const cost of costs) {
    if ((parts.at(-1) ?? 0) + cost > (isGsm ? 153 : 67)) parts.push(0);
    parts[parts.length - 1] = (parts.at(-1) ?? 0) + cost;
  }
  return { encoding, units, parts: parts.length };
}

describe('the alphabet', () => {
  test('every UTF-16 unit costs what the standard says', () => {
    expect(basic.size).toBe(127);
    const wrong: number[] = [];
    for (let code = 0; code <= 0xffff; code += 1) {
      const expected = basic.has(code) ? 'gsm7 1' : extension.has(code) ? 'gsm7 2' : 'ucs2 1';
      const { encoding, units } = countSegments(String.fromCharCode(code));
      if (`${encoding} ${units}` !== expected) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  test('the escape code is no character, ç is not Ç, and ` is not in it', () => {
    for (const text of ['\u001b', 'ç', '`', '\t', '’', '…', 'ê']) {
      expect(countSegments(text).encoding).toBe('ucs2');
    }
  });
});

describe('limits', () => {
  const parts = (text: string): number => countSegments(text).parts;

  test('of one part, and of each of several', () => {
    expect(parts('')).toBe(0);
    expect(parts('a')).toBe(1);
    expect([160, 161, 306, 307, 459, 460].map((n) => parts('a'.repeat(n)))).toEqual([
      1, 2, 2, 3, 3, 4,
    ]);
    expect([70, 71, 134, 135, 201, 202].map((n) => parts('я'.repeat(n)))).toEqual([
      1, 2, 2, 3, 3, 4,
    ]);
    expect([80, 81].map((n) => parts('€'.repeat(n)))).toEqual([1, 2]);
    expect([35, 36].map((n) => parts('😀'.repeat(n)))).toEqual([1, 2]);
    expect([7 * 153, 7 * 153 + 1].map((n) => parts('a'.repeat(n)))).toEqual([
      MAX_PARTS,
      MAX_PARTS + 1,
    ]);
    expect([7 * 67, 7 * 67 + 1].map((n) => parts('я'.repeat(n)))).toEqual([
      MAX_PARTS,
      MAX_PARTS + 1,
    ]);
  });

  test('an escape pair is never cut: the part before it stays one septet short', () => {
    // 306 septets in 2 × 153, but the pair would stand on places 153 and 154.
    expect(parts('a'.repeat(152) + '€' + 'a'.repeat(152))).toBe(3);
    expect(parts('a'.repeat(151) + '€' + 'a'.repeat(153))).toBe(2);
    // 153 is odd: a part holds 76 pairs.
    expect(parts('€'.repeat(152))).toBe(2);
    expect(parts('€'.repeat(153))).toBe(3);
    expect(parts('a'.repeat(152) + '\f' + 'a'.repeat(152))).toBe(3);
  });

  test('a surrogate pair is never cut', () => {
    expect(parts('я'.repeat(66) + '😀' + 'я'.repeat(66))).toBe(3);
    expect(parts('я'.repeat(65) + '😀' + 'я'.repeat(67))).toBe(2);
    expect(parts('😀'.repeat(66))).toBe(2);
    expect(parts('😀'.repeat(67))).toBe(3);
    // Halves of pairs, as broken files hold them, are units like any other.
    expect(parts('\ud83d'.repeat(134))).toBe(2);
    expect(parts('\ude00\ud83d'.repeat(67))).toBe(2);
  });
});

test('agrees with packing character by character', () => {
  const piece = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('a', 'b', ' ', 'Ω', 'é', '\n') },
    { weight: 4, arbitrary: fc.constantFrom('€', '[', '\\', '\f', '^') },
    { weight: 3, arbitrary: fc.constant('abcdefghij'.repeat(5)) },
    { weight: 1, arbitrary: fc.constant('€'.repeat(40)) },
  );
  const wide = fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('a', 'я', 'م', '€') },
    { weight: 5, arbitrary: fc.constantFrom('😀', '👍🏽', '𝒳') },
    { weight: 2, arbitrary: fc.constantFrom('\ud83d', '\ude00') },
    { weight: 2, arbitrary: fc.constant('я'.repeat(33)) },
  );
  const text = fc
    .oneof(
      fc.array(piece, { maxLength: 400, size: 'max' }),
      fc.array(fc.oneof({ weight: 9, arbitrary: wide }, piece), { maxLength: 200, size: 'max' }),
    )
    .map((pieces) => pieces.join(''));
  const seen = { gsm7: 0, ucs2: 0, several: 0, cut: 0 };
  const property = fc.property(text, (value) => {
    const counted = countSegments(value);
    expect(counted).toEqual(pack(value));
    seen[counted.encoding] += 1;
    if (counted.parts > 1) seen.several += 1;
    const joined = counted.encoding === 'gsm7' ? 153 : 67;
    if (counted.parts > 1 && counted.parts > Math.ceil(counted.units / joined)) seen.cut += 1;
  });
  fc.assert(property, { numRuns: LONG ? 1_000_000 : 100_000, seed: printedSeed('parts') });
  console.info(seen);
  expect(Math.min(seen.gsm7, seen.ucs2, seen.several, seen.cut)).toBeGreaterThan(200);
}, 600_000);

describe('forcesUnicode', () => {
  test('names each character once, in order, and emoji whole', () => {
    expect(forcesUnicode('Señor “Núñez” 😀 “x” 😀')).toEqual(['“', 'ú', '”', '😀']);
    expect(forcesUnicode('Price: 5 € [ok]\n')).toEqual([]);
    expect(forcesUnicode('')).toEqual([]);
  });

  test('names something exactly where a text is not GSM', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const property = fc.property(text, (value) => {
      const forced = forcesUnicode(value);
      expect(forced.length > 0).toBe(countSegments(value).encoding === 'ucs2');
      const without = Array.from(value).filter((character) => !forced.includes(character));
      expect(countSegments(without.join('')).encoding).toBe('gsm7');
    });
    fc.assert(property, { numRuns: 5000, seed: printedSeed('characters that force Unicode') });
  });
});

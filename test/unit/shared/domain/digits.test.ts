import { describe, expect, test } from 'vitest';
import { isBlank, toPlainText } from '../../../../shared/domain/digits.ts';

/** Scripts in use beyond the basic plane: Hanifi Rohingya, Chakma, Hmong, Wancho, Adlam. */
const BEYOND = [0x10d30, 0x11136, 0x1e140, 0x1e2f0, 0x1e950];

describe('toPlainText', () => {
  test('turns the digits of every script in use into ASCII, each to its value', () => {
    let previous = -2;
    let value = 0;
    for (let code = 0x80; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(character)) continue;
      // Unicode gives every set of digits ten places in a row.
      value = code === previous + 1 ? (value + 1) % 10 : 0;
      previous = code;
      const zero = code - value;
      const inUse = code <= 0xffff || BEYOND.includes(zero);
      expect([code.toString(16), toPlainText(character)]).toEqual([
        code.toString(16),
        inUse ? String(value) : character,
      ]);
    }
  });

  test('leaves plain text alone', () => {
    const ascii = ' +254 (0) 712-345.678 / tel:x';
    expect(toPlainText(ascii)).toBe(ascii);
    expect(toPlainText('')).toBe('');
    expect(toPlainText('é日')).toBe('é日');
  });

  test('knows spaces, dashes, signs and marks that show nothing', () => {
    expect(toPlainText('\u00a0\u1680\u2003\u202f\u205f\u3000')).toBe('      ');
    expect(toPlainText('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d')).toBe('--------');
    expect(toPlainText('\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\ufe0f\u00ad')).toBe('');
    expect(toPlainText('\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')).toBe('');
    expect(toPlainText('（＋／．）［］﹢')).toBe('(+/.)[]+');
    expect(toPlainText('a\r\nb\u2028c\u0085d')).toBe('a\r\nb\nc\nd'.replace('\r', '\n'));
  });
});

describe('isBlank', () => {
  test.each(['', ' ', '\t\n', '\u00a0', '\u200b', ' \ufeff\u200e ', '\u3000', '\u2060\u00ad'])(
    '%j shows nothing',
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );

  test.each(['a', ' a', '\u200bа', '-', '0', '\u00a0.', '\u0000', '😀'])(
    '%j shows something',
    (text) => {
      expect(isBlank(text)).toBe(false);
    },
  );
});

/** Text from outside shows what it holds, and keeps its direction to itself. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolated, visible, visiblePieces } from '../../../../renderer/i18n/visible.ts';

describe('what cannot be seen is marked', () => {
  test.each([
    ['a\u202Eb', 'a[U+202E]b'],
    ['a\u200Bb', 'a[U+200B]b'],
    ['a\tb\0', 'a⇥b␀'],
    ['a\r\nb', 'a␍⏎b'],
    ['\uFEFFname', '[U+FEFF]name'],
    ['a\u2028b', 'a[U+2028]b'],
    ['soft\u00ADhyphen', 'soft[U+00AD]hyphen'],
    ['\u{E0041}tag', '[U+E0041]tag'],
    ['a\uD800b', 'a[U+D800]b'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('what is seen stays, in every script', () => {
    for (const text of ['<b>&amp;</b>', 'مرحبا', '日本', 'Ñandú', '👋🏽', 'می\u200cخواهم', '👨‍👩‍👧']) {
      expect(visible(text)).toBe(text);
    }
  });

  test('joiners between Latin letters hide nothing', () => {
    expect(visible('pay\u200Dpal')).toBe('pay[U+200D]pal');
  });

  test('lines of a message stay lines', () => {
    expect(visible('a\nb', true)).toBe('a\nb');
    expect(visible('a\rb', true)).toBe('a␍b');
  });

  test('no control or direction character ever comes through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test('pieces say which of them are marks', () => {
    expect(visiblePieces('a\tb')).toEqual([
      { text: 'a', isMark: false },
      { text: '⇥', isMark: true },
      { text: 'b', isMark: false },
    ]);
  });
});

describe('a value in a sentence', () => {
  test('is isolated where it is written the other way', () => {
    expect(isolated('توزيع', 'ltr')).toBe('\u2068توزيع\u2069');
    expect(isolated('list 3.xlsx', 'rtl')).toBe('\u2068list 3.xlsx\u2069');
  });

  test('stays plain where nothing can turn', () => {
    expect(isolated('list 3.xlsx', 'ltr')).toBe('list 3.xlsx');
    expect(isolated('in_doubt', 'rtl')).toBe('in_doubt');
  });
});

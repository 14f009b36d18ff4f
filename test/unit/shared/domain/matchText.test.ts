import { describe, expect, test } from 'vitest';
import { normaliseText, recipientNumber, sameText } from '../../../../shared/domain/matchText.ts';

describe('same text', () => {
  test.each([
    ['Hello  Ann', 'Hello Ann'],
    ['Hello\r\nAnn', 'Hello\nAnn'],
    ['Hello\u{a0}Ann', 'Hello Ann'],
    [' Hello Ann\n', 'Hello Ann'],
    ['', '  '],
  ])('%j is %j', (a, b) => {
    expect(sameText(a, b)).toBe(true);
  });

  test.each([
    ['Hello Ann', 'Hello ann'],
    ['Hello Ann', 'HelloAnn'],
    ['Café', 'Cafe'],
    ['Café', 'Cafe\u{301}'],
    ['Hello Ann.', 'Hello Ann'],
  ])('%j is not %j', (a, b) => {
    expect(sameText(a, b)).toBe(false);
  });

  test('evening out twice changes nothing more', () => {
    const once = normaliseText(' a \t\n b\u{2003}c ');
    expect(once).toBe('a b c');
    expect(normaliseText(once)).toBe(once);
  });
});

describe('recipient number', () => {
  test.each([
    ['254771234567', 254_771_234_567],
    ['+254 771 234567', 254_771_234_567],
    ['00254-771-234567', 254_771_234_567],
  ])('%j is %d', (text, number) => {
    expect(recipientNumber(text)).toBe(number);
  });

  test.each(['', 'ACME', '12', '2547712345671234', '254771234567,254771234568', '2.5e11'])(
    '%j is none',
    (text) => {
      expect(recipientNumber(text)).toBeNull();
    },
  );
});

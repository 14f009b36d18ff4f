/** Money as people type it and as the window writes it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsFor,
  formatMicro,
  formatMicroTo,
  moneyFault,
  moneyFieldText,
  parseMoney,
} from '../../../../renderer/i18n/money.ts';

describe('a price field takes', () => {
  test.each([
    ['0.02', 20_000],
    ['0,02', 20_000],
    ['.5', 500_000],
    [',5', 500_000],
    ['12', 12_000_000],
    ['$0.0345', 34_500],
    ['0,0345 $', 34_500],
    ['USD 1.50', 1_500_000],
    ['١٢٫٥', 12_500_000],
    ['٠٫٠٢', 20_000],
    ['۰٫۰۲', 20_000],
    ['1.234,50', 1_234_500_000],
    ['1,234.50', 1_234_500_000],
    ['1 234,50', 1_234_500_000],
    ["1'234.50", 1_234_500_000],
    ['1\u202f234,50', 1_234_500_000],
    ['0.000001', 1],
  ])('%s', (text, micro) => {
    expect(parseMoney(text)).toBe(micro);
  });

  test.each(['', 'abc', '-1', '1.2.3', '1,2,3', '12,34.5', '1.23,4.5', '0.0000001', '1e3', '€2'])(
    'not %j',
    (text) => {
      expect(parseMoney(text)).toBeNull();
    },
  );

  test('whatever the field itself shows for an amount, in every language', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000_000 }),
        fc.constantFrom('en', 'fr', 'es', 'ar', 'ar-EG', 'fa'),
        (micro, locale) => {
          expect(parseMoney(moneyFieldText(micro, locale))).toBe(micro);
        },
      ),
    );
  });
});

describe('an amount is written', () => {
  test('to the cent', () => {
    expect(formatMicro(13_640_000, 'en')).toBe('$13.64');
    expect(formatMicro(1_234_567_890, 'en')).toBe('$1,234.57');
    expect(formatMicro(0, 'en')).toBe('$0.00');
  });

  test('with more digits below a cent, and where all of them are wanted', () => {
    expect(formatMicro(3_500, 'en')).toBe('$0.0035');
    expect(formatMicro(34_500, 'en')).toBe('$0.03');
    expect(formatMicro(34_500, 'en', true)).toBe('$0.0345');
    expect(formatMicro(20_000, 'en', true)).toBe('$0.02');
  });

  test('in a column with as many digits as the most exact one needs', () => {
    expect(decimalsFor([])).toBe(2);
    expect(decimalsFor([null, 0, 150_000])).toBe(2);
    expect(decimalsFor([150_000, null, 158_000])).toBe(3);
    expect(decimalsFor([1, 1_000_000])).toBe(6);
    expect(formatMicroTo(150_000, 'en', 3)).toBe('$0.150');
    expect(formatMicroTo(158_000, 'en', 3)).toBe('$0.158');
  });

  test('as the language writes it', () => {
    expect(formatMicro(1_234_500_000, 'fr')).toMatch(/^1\s234,50\s\$$/u);
    expect(formatMicro(20_000, 'es')).toMatch(/^0,02\s\$$/u);
  });
});

test('a field says what is wrong with it, and an empty one is not wrong', () => {
  expect(moneyFault('', 10)).toBeNull();
  expect(moneyFault('x', 10)).toBe('unreadable');
  expect(moneyFault('0.02', 10_000)).toBe('too_much');
  expect(moneyFault('0.02', 20_000)).toBeNull();
  expect(moneyFault('1000', undefined)).toBeNull();
});

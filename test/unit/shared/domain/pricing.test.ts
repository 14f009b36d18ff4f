import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  estimate,
  formatUsd,
  MAX_MICRO_PER_PART,
  parsePricePerPart,
  parseUsdMicro,
} from '../../../../shared/domain/pricing.ts';
import { printedSeed } from '../../../helpers/seed.ts';

describe('parseUsdMicro', () => {
  test.each([
    ['0.0345', 34_500],
    ['0.02', 20_000],
    ['0', 0],
    ['1', 1_000_000],
    ['12.345678', 12_345_678],
    ['0.000001', 1],
    ['007.10', 7_100_000],
    ['0.29', 290_000],
    ['1.1', 1_100_000],
    ['4.35', 4_350_000],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %d', (text, micro) => {
    expect(parseUsdMicro(text)).toBe(micro);
  });

  test.each([
    '',
    ' ',
    '0,02',
    '1,000',
    '-1',
    '+1',
    '.5',
    '5.',
    '1e3',
    '0x10',
    '1.2.3',
    '$1',
    '1 000',
    ' 1',
    '1\n',
    '0.0000001',
    '0.0200000',
    '9007199254.740992',
    '99999999999',
    'NaN',
    'Infinity',
    '١',
    '1_000',
  ])('%j is refused', (text) => {
    expect(parseUsdMicro(text)).toBeNull();
  });
});

test('a price of a part is bounded', () => {
  expect(parsePricePerPart('0.0345')).toBe(34_500);
  expect(parsePricePerPart('10')).toBe(MAX_MICRO_PER_PART);
  expect(parsePricePerPart('10.000001')).toBeNull();
  expect(parsePricePerPart('0,02')).toBeNull();
});

describe('formatUsd', () => {
  test.each([
    [0, '0.00'],
    [1, '0.000001'],
    [20_000, '0.02'],
    [34_500, '0.0345'],
    [100_000, '0.10'],
    [1_000_000, '1.00'],
    [12_345_678, '12.345678'],
    [-20_000, '-0.02'],
    [Number.MAX_SAFE_INTEGER, '9007199254.740991'],
  ])('%d is %s', (micro, text) => {
    expect(formatUsd(micro)).toBe(text);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('%d is a bug', (value) => {
    expect(() => formatUsd(value)).toThrow(RangeError);
  });

  test('is undone by parseUsdMicro, to the last millionth', () => {
    const property = fc.property(fc.maxSafeNat(), (micro) => {
      expect(parseUsdMicro(formatUsd(micro))).toBe(micro);
      expect(formatUsd(micro)).toMatch(/^\d+\.\d{2,6}$/);
    });
    fc.assert(property, { numRuns: 20_000, seed: printedSeed('money') });
  });
});

describe('estimate', () => {
  test('multiplies exactly, or not at all', () => {
    expect(estimate(3, 34_500)).toBe(103_500);
    expect(estimate(0, 34_500)).toBe(0);
    expect(estimate(7, 0)).toBe(0);
    expect(() => estimate(3, Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => estimate(1, 0.5)).toThrow(RangeError);
  });

  test('the largest batch at the highest price is exact', () => {
    expect(estimate(7 * 2 ** 24, MAX_MICRO_PER_PART)).toBe(
      Number(7n * 2n ** 24n * BigInt(MAX_MICRO_PER_PART)),
    );
  });
});

import { describe, expect, test } from 'vitest';
import {
  maximumTrouble,
  noteworthy,
  suggestedMaximumMicro,
  totalOf,
} from '../../../../../renderer/screens/preview/cost.ts';
import { suggestedCapMicro } from '../../../../../shared/domain/pricing.ts';

describe('the suggested maximum', () => {
  test('is a little above the estimate, in round amounts', () => {
    expect(suggestedMaximumMicro({ estimateMicro: 1_000_000, unpriced: 0 })).toBe(1_200_000);
    expect(suggestedMaximumMicro({ estimateMicro: 1_010_000, unpriced: 0 })).toBe(1_300_000);
    expect(suggestedMaximumMicro({ estimateMicro: 50_000_000, unpriced: 0 })).toBe(60_000_000);
    expect(suggestedMaximumMicro({ estimateMicro: 50_100_000, unpriced: 0 })).toBe(61_000_000);
  });

  test('is none where it could not be kept, or nothing is known', () => {
    expect(suggestedMaximumMicro({ estimateMicro: 1_000_000, unpriced: 1 })).toBeNull();
    expect(suggestedMaximumMicro({ estimateMicro: 0, unpriced: 0 })).toBeNull();
  });

  test('counts what has left as it was, without the tolerance', () => {
    expect(suggestedCapMicro(1_000_000, 1_000_000)).toBe(2_200_000);
  });
});

describe('the total below the countries', () => {
  const country = (recipients: number, estimateMicro: number | null) => ({
    country: 'KE',
    recipients,
    parts: 2 * recipients,
    unicode: 0,
    estimateMicro,
    microPerPart: null,
  });

  test('is their exact sum', () => {
    const rows = [country(7, 350_000), country(1, 75_000), country(2, null)];
    expect(totalOf(rows)).toEqual({ recipients: 10, parts: 20, estimateMicro: 425_000 });
  });

  test('is none for one country, nor where nothing has a price', () => {
    expect(totalOf([country(7, 350_000)])).toBeNull();
    expect(totalOf([country(7, null), country(1, null)])).toBeNull();
  });
});

describe('a maximum', () => {
  test('below the estimate is said', () => {
    expect(maximumTrouble(999, { estimateMicro: 1000, unpriced: 3 })).toBe('too_low');
    expect(maximumTrouble(1000, { estimateMicro: 1000, unpriced: 0 })).toBeNull();
  });

  test('cannot be kept while prices are missing', () => {
    expect(maximumTrouble(2000, { estimateMicro: 1000, unpriced: 1 })).toBe('unpriced');
    expect(maximumTrouble(null, { estimateMicro: 1000, unpriced: 1 })).toBeNull();
  });
});

describe('messages worth a look', () => {
  const message = (seq: number, parts: number) => ({
    seq,
    row: seq + 1,
    to: '254712345678',
    country: 'KE',
    sender: 'Clinic',
    text: 'x',
    parts,
    encoding: 'gsm7' as const,
    estimateMicro: null,
  });

  test('take more SMS than most', () => {
    const byParts = [
      { parts: 1, messages: 90 },
      { parts: 2, messages: 2 },
    ];
    const longest = [message(7, 2), message(9, 2), message(1, 1)];
    expect(noteworthy({ byParts, longest }).map(({ seq }) => seq)).toEqual([7, 9]);
  });

  test('are none where all take the same', () => {
    const byParts = [{ parts: 2, messages: 90 }];
    expect(noteworthy({ byParts, longest: [message(1, 2)] })).toEqual([]);
  });
});

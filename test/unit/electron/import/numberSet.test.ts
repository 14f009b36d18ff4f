import { describe, expect, test } from 'vitest';
import { NumberSet } from '../../../../electron/import/numberSet.ts';

describe('a set of numbers', () => {
  test('holds what was added, and says what is new', () => {
    const set = new NumberSet([639171234567, 1]);
    expect(set.has(639171234567)).toBe(true);
    expect(set.has(639171234568)).toBe(false);
    expect(set.add(639171234568)).toBe(true);
    expect(set.add(639171234568)).toBe(false);
    expect(set.size).toBe(3);
  });

  test('agrees with Set over many close and far numbers', () => {
    const set = new NumberSet();
    const model = new Set<number>();
    for (let i = 0; i < 50_000; i += 1) {
      const value = i % 3 === 0 ? 254_700_000_000 + (i % 7000) : 1 + i * 99_991 * (i % 13);
      expect(set.has(value)).toBe(model.has(value));
      expect(set.add(value)).toBe(!model.has(value));
      model.add(value);
    }
    expect(set.size).toBe(model.size);
    for (const value of model) expect(set.has(value)).toBe(true);
    expect(set.has(999_999_999_999_999)).toBe(false);
  });

  test.each([0, -1, Number.NaN])('refuses %d', (value) => {
    expect(() => new NumberSet().add(value)).toThrow(RangeError);
    expect(new NumberSet().has(639171234567)).toBe(false);
  });
});

/** Pages of a long list: read once, forgotten when they are old, read anew when the list changed. */
import { describe, expect, test } from 'vitest';
import { PageCache } from '../../../../renderer/components/pageCache.ts';

interface Asked {
  readonly offset: number;
  readonly answer: (rows: readonly string[]) => void;
  readonly fail: () => void;
}

function cacheOf(maxPages = 3) {
  const asked: Asked[] = [];
  let changes = 0;
  const cache = new PageCache<string>({
    load: (offset) =>
      new Promise((resolve, reject) => {
        asked.push({ offset, answer: resolve, fail: () => reject(new Error('no line')) });
      }),
    onChange: () => {
      changes += 1;
    },
    pageSize: 10,
    maxPages,
  });
  cache.open();
  const settle = async (): Promise<void> => {
    for (const one of asked.splice(0)) {
      one.answer(Array.from({ length: 10 }, (_, place) => `row ${one.offset + place}`));
    }
    await new Promise(setImmediate);
  };
  return { cache, asked, settle, changes: () => changes };
}

describe('pages', () => {
  test('are read for what is in sight, once', async () => {
    const { cache, asked, settle } = cacheOf();
    cache.want(5, 25);
    cache.want(5, 25);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 10, 20]);
    expect(cache.at(12)).toBe('loading');
    await settle();
    expect(cache.at(12)).toEqual({ row: 'row 12' });
    cache.want(0, 30);
    expect(asked).toEqual([]);
  });

  test('that were not looked at for longest are forgotten', async () => {
    const { cache, settle } = cacheOf(3);
    for (let row = 0; row < 1_000_000; row += 100_000) {
      cache.want(row, row + 10);
      await settle();
      expect(cache.size).toBeLessThanOrEqual(3);
    }
    expect(cache.at(0)).toBe('loading');
    expect(cache.at(900_005)).toEqual({ row: 'row 900005' });
  });

  test('that come after they were scrolled away change nothing', async () => {
    const { cache, asked, changes } = cacheOf(1);
    cache.want(0, 10);
    const [late] = asked;
    cache.want(50, 60);
    late?.answer(['late']);
    await new Promise(setImmediate);
    expect(cache.at(0)).toBe('loading');
    expect(changes()).toBe(0);
  });

  test('that could not be read say so, and are read again when asked', async () => {
    const { cache, asked, settle } = cacheOf();
    cache.want(0, 10);
    asked.splice(0)[0]?.fail();
    await new Promise(setImmediate);
    expect(cache.at(3)).toBe('failed');
    cache.want(0, 10);
    expect(asked).toEqual([]);
    cache.retry();
    cache.want(0, 10);
    await settle();
    expect(cache.at(3)).toEqual({ row: 'row 3' });
  });

  test('of a list that changed stay on the screen until the new ones are here', async () => {
    const { cache, asked, settle } = cacheOf();
    cache.want(40, 50);
    await settle();
    cache.want(0, 10);
    await settle();
    cache.refresh();
    expect(cache.at(3)).toEqual({ row: 'row 3' });
    expect(cache.at(45)).toBe('loading');
    expect(asked.map(({ offset }) => offset)).toEqual([0]);
    asked.splice(0)[0]?.answer(['another row']);
    await new Promise(setImmediate);
    expect(cache.at(0)).toEqual({ row: 'another row' });
  });

  test('of a table that is gone draw nothing', async () => {
    const { cache, settle, changes } = cacheOf();
    cache.want(0, 10);
    cache.close();
    await settle();
    expect(changes()).toBe(0);
  });
});

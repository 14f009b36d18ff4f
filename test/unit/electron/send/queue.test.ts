import {
  array,
  assert as assertProperty,
  boolean,
  integer,
  property,
  record,
  uniqueArray,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueuedBulk, QueuedMessage, QueuePick } from '../../../../electron/db/leaving.ts';
import { SendQueue } from '../../../../electron/send/queue.ts';
import type { QueueScope } from '../../../../electron/send/queue.ts';

/** A queue in memory, picked from as the database is. */
function memory(
  numbers: readonly number[],
  scope: Partial<QueueScope> = {},
  how: 'one_by_one' | 'in_bulk' = 'in_bulk',
) {
  const queued = new Map<number, QueuedMessage>();
  for (const [i, to] of numbers.entries()) {
    const price = { country: 'PH', parts: 1, estimateMicro: 20_000 };
    const rest = { from: 'X', message: `${i}`, ...price, attempt: 0 };
    queued.set(i + 1, { key: i + 1, to: String(to), ...rest });
  }
  const pick = ({ afterKey, lastKey, limit }: QueuePick): QueuedMessage[] =>
    [...queued.values()]
      .filter(({ key }) => key > afterKey && key <= lastKey)
      .toSorted((a, b) => a.key - b.key)
      .slice(0, limit);
  const pickBulk = (asked: QueuePick): QueuedBulk | null => {
    const rows = pick(asked);
    const keys = rows.map(({ key }) => key);
    const json = Buffer.from(JSON.stringify(rows));
    return rows.length === 0 ? null : { keys, estimates: keys.map(() => 20_000), json };
  };
  const queue = new SendQueue(
    { pick, pickBulk },
    {
      firstKey: 1,
      lastKey: numbers.length,
      attempts: [0, 0],
      repeats: false,
      paced: () => false,
      readyInMs: () => 0,
      cancelOptedOut: () => 0,
      ...scope,
    },
  );
  /** Takes, as the sender does: what is taken is no longer queued. */
  const take = (limit: number): readonly number[] | number | null => {
    const taken = queue.take(limit, how);
    if (taken === null) return null;
    if ('waitMs' in taken) return taken.waitMs;
    for (const key of taken.keys) queued.delete(key);
    return taken.keys;
  };
  const giveBack = (messages: readonly QueuedMessage[]): void => {
    for (const message of messages) queued.set(message.key, message);
    queue.givenBack(Math.min(...messages.map(({ key }) => key)));
  };
  return { queue, queued, take, giveBack };
}

const different = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => 100 + i);

describe('the walk through the queue', () => {
  test('takes in the order of the list, to its end', () => {
    const { take } = memory(different(7));
    expect([take(3), take(3), take(3), take(3)]).toEqual([[1, 2, 3], [4, 5, 6], [7], null]);
  });

  test('what is given back is taken again', () => {
    const { take, giveBack, queued } = memory(different(5));
    const all = [...queued.values()];
    expect(take(3)).toEqual([1, 2, 3]);
    expect(take(3)).toEqual([4, 5]);
    giveBack(all.slice(1, 3));
    expect([take(9), take(9)]).toEqual([[2, 3], null]);
  });

  test('no request holds a number twice, and nothing is left behind', () => {
    const { take } = memory([7, 7, 8, 7, 9], { repeats: true });
    expect([take(9), take(9), take(9), take(9)]).toEqual([[1, 3, 5], [2], [4], null]);
  });

  test('a number that must wait is passed over, then waited for', () => {
    let waitMs = 5000;
    const readyInMs = (to: number): number => (to === 101 ? waitMs : 0);
    const { take } = memory(different(3), { paced: () => true, readyInMs });
    expect([take(9), take(9)]).toEqual([[1, 3], 5000]);
    waitMs = 0;
    expect([take(9), take(9)]).toEqual([[2], null]);
  });

  test('a split is tried in halves, each down to one message, before anything else', () => {
    const { queue, queued, take, giveBack } = memory(different(6));
    const all = [...queued.values()];
    const split = (keys: readonly number[]): void => {
      giveBack(all.filter(({ key }) => keys.includes(key)));
      queue.split(keys);
    };
    expect(take(5)).toEqual([1, 2, 3, 4, 5]);
    split([1, 2, 3, 4, 5]);
    expect(take(5)).toEqual([1, 2, 3]);
    split([1, 2, 3]);
    expect([take(5), take(5), take(5)]).toEqual([[1, 2], [3], [4, 5]]);
    expect([take(5), take(5)]).toEqual([[6], null]);
  });

  test('a half larger than the limit is taken in pieces', () => {
    const { queue, queued, take } = memory(different(6));
    const all = [...queued.values()];
    expect(take(6)).toHaveLength(6);
    for (const message of all) queued.set(message.key, message);
    queue.split([1, 2, 3, 4, 5, 6]);
    expect([take(2), take(2), take(3), take(3)]).toEqual([[1, 2], [3], [4, 5, 6], null]);
  });

  test('what has to wait, or may not be written to, does not leave with a half', () => {
    const asked: (readonly [number, number])[] = [];
    const waits = new Map([[101, 5000]]);
    const memoryQueue = memory(different(4), {
      paced: () => true,
      readyInMs: (to) => waits.get(to) ?? 0,
      cancelOptedOut: (first, last) => {
        asked.push([first, last]);
        return memoryQueue.queued.delete(3) ? 1 : 0;
      },
    });
    const { queue, take } = memoryQueue;
    queue.split([1, 2, 3, 4]);
    expect([take(9), take(9), take(9)]).toEqual([[1], [4], 5000]);
    expect(asked.slice(0, 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    waits.clear();
    expect(take(9)).toEqual([2]);
  });

  test('what was cancelled meanwhile is not taken, not even from a split', () => {
    const { queue, queued, take, giveBack } = memory(different(4));
    const all = [...queued.values()];
    take(4);
    giveBack(all);
    queue.split([1, 2, 3, 4]);
    queued.delete(1);
    queued.delete(2);
    expect([take(4), take(4)]).toEqual([[3, 4], null]);
  });

  test('says whether it took all there was, so that one statement can move it', () => {
    const { queue } = memory([7, 7, 8], { repeats: true });
    expect(queue.take(9, 'in_bulk')).toMatchObject({ whole: null, json: null });
    const other = memory(different(3)).queue;
    const all = { whole: { afterKey: 0, limit: 2 }, keys: [1, 2], estimates: [20_000, 20_000] };
    expect(other.take(2, 'in_bulk')).toMatchObject({ ...all, messages: null });
    const each = memory(different(3)).queue.take(2, 'one_by_one');
    expect(each).toMatchObject({ ...all, json: null, messages: [{ key: 1 }, { key: 2 }] });
  });

  test('whatever comes back: every message is taken, none twice, no number twice in a request', () => {
    const happening = array(
      record({ limit: integer({ min: 1, max: 6 }), back: boolean(), split: boolean() }),
      { maxLength: 40 },
    );
    const list = array(integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 25 });
    const cancelled = uniqueArray(integer({ min: 1, max: 25 }), { maxLength: 3 });
    assertProperty(
      property(list, happening, cancelled, boolean(), (given, steps, gone, repeats) => {
        const numbers = repeats ? given : given.map((_, i) => i);
        const { queue, queued, take, giveBack } = memory(numbers, { repeats });
        const all = new Map(queued);
        for (const key of gone) queued.delete(key);
        const wanted = new Set(queued.keys());
        const sent: number[] = [];
        for (let i = 0; ; i++) {
          const { limit, back, split } = steps[i] ?? { limit: 3, back: false, split: false };
          const keys = take(limit);
          if (keys === null) break;
          if (typeof keys === 'number') throw new Error('nothing has to wait');
          const messages = keys.flatMap((key) => all.get(key) ?? []);
          expect(new Set(messages.map(({ to }) => to)).size).toBe(keys.length);
          if (back) giveBack(messages);
          if (back && split && keys.length > 1) queue.split(keys);
          if (!back) sent.push(...keys);
        }
        expect(sent.toSorted((a, b) => a - b)).toEqual([...wanted].toSorted((a, b) => a - b));
      }),
    );
  });
});

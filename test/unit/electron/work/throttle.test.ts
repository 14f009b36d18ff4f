/** What would happen too often. */
import { expect, test } from 'vitest';
import { throttle } from '../../../../electron/work/throttle.ts';

test('the first is at once, the last is never lost, and none in between comes too soon', async () => {
  let nowMs = 0;
  const waits: { ms: number; over: () => void }[] = [];
  const told: number[] = [];
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs };
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => void waits.push({ ms, over: resolve }));
  const tell = throttle(() => told.push(nowMs), 250, { clock, sleep });
  tell();
  nowMs = 100;
  tell();
  nowMs = 200;
  tell();
  expect(told).toEqual([0]);
  expect(waits.map(({ ms }) => ms)).toEqual([150]);
  nowMs = 250;
  waits[0]?.over();
  await Promise.resolve();
  expect(told).toEqual([0, 250]);
  nowMs = 600;
  tell();
  expect(told).toEqual([0, 250, 600]);
  expect(waits).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { createGate } from '../../../../electron/receipts/gate.ts';
import { fakeTime } from '../../../helpers/fakeTime.ts';

test('without limits everything passes', async () => {
  const gate = createGate({ ...fakeTime(), perMinute: null, untilMs: null, signal: undefined });
  expect([await gate.pass(), await gate.pass()]).toEqual([true, true]);
  expect(gate.asked()).toBe(2);
});

test('a budget spreads the questions over the minute', async () => {
  const time = fakeTime();
  const gate = createGate({ ...time, perMinute: 60, untilMs: null, signal: undefined });
  for (let i = 0; i < 4; i += 1) await gate.pass();
  expect(time.slept).toEqual([1000, 1000, 1000]);
});

test('closes when the time is over, also while waiting for the budget', async () => {
  const time = fakeTime();
  const untilMs = time.clock.monotonicMs() + 1500;
  const gate = createGate({ ...time, perMinute: 60, untilMs, signal: undefined });
  expect([await gate.pass(), await gate.pass(), await gate.pass()]).toEqual([true, true, false]);
  expect(time.slept).toEqual([1000, 500]);
  expect(gate.isClosed()).toBe(true);
});

test('closes when interrupted', async () => {
  const abort = new AbortController();
  const gate = createGate({
    ...fakeTime(),
    perMinute: null,
    untilMs: null,
    signal: abort.signal,
  });
  expect(await gate.pass()).toBe(true);
  abort.abort();
  expect(await gate.pass()).toBe(false);
});

import { expect, test } from 'vitest';
import { leaveAfterFirstScreen, type SmokeParts } from '../../../../electron/shell/smoke.ts';

interface Trial {
  waitedMs: number;
  readonly parts: SmokeParts;
  readonly said: string[];
  readonly codes: number[];
}

/** A start whose screen appears at the given look. */
function trial(appearsAtLook: number, env: SmokeParts['env']): Trial {
  const state = { said: [] as string[], codes: [] as number[], waitedMs: 0 };
  let looks = 0;
  const parts: SmokeParts = {
    env,
    title: () => {
      looks += 1;
      return looks >= appearsAtLook ? 'Outbox – Postbag' : 'Postbag';
    },
    exit: (code) => state.codes.push(code),
    sleep: (ms) => {
      state.waitedMs += ms;
      return Promise.resolve();
    },
    say: (line) => state.said.push(line),
  };
  return Object.assign(state, { parts });
}

test('an ordinary start is left alone', async () => {
  const start = trial(1, {});
  await leaveAfterFirstScreen(start.parts);
  expect(start.codes).toEqual([]);
});

test('a trial leaves with 0 once the first screen is there', async () => {
  const start = trial(4, { POSTBAG_SMOKE: '1' });
  await leaveAfterFirstScreen(start.parts);
  expect([start.codes, start.said, start.waitedMs]).toEqual([[0], ['postbag: ready'], 300]);
});

test('a trial without a screen leaves with 1 after a minute', async () => {
  const start = trial(Number.POSITIVE_INFINITY, { POSTBAG_SMOKE: '1' });
  await leaveAfterFirstScreen(start.parts);
  expect([start.codes, start.said, start.waitedMs]).toEqual([[1], ['postbag: no screen'], 60_000]);
});

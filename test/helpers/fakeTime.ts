/** A clock that tests set, and a sleep that moves it. */
import { setImmediate as otherWork } from 'node:timers/promises';
import type { Clock, Sleep } from '../../electron/runtime.ts';
import { TEST_NOW_MS } from './dataFolder.ts';

/** Time under the test's control. */
export interface FakeTime {
  readonly clock: Clock;
  /** Lets the time pass at once. */
  readonly sleep: Sleep;
  /** Every wait that was asked for, milliseconds. */
  readonly slept: number[];
  pass(ms: number): void;
  /** Moves the wall clock alone, as an operator or a time server does. */
  jump(ms: number): void;
  /** Called at the end of each sleep. */
  onSleep: () => void;
}

/** A clock that begins at a moment. */
export function fakeTime(startMs: number = TEST_NOW_MS): FakeTime {
  let nowMs = startMs;
  let monotonicMs = 1000;
  const time: FakeTime = {
    clock: { nowMs: () => nowMs, monotonicMs: () => monotonicMs },
    sleep: async (ms) => {
      time.slept.push(ms);
      time.pass(ms);
      time.onSleep();
      await otherWork();
    },
    slept: [],
    pass: (ms) => {
      nowMs += ms;
      monotonicMs += ms;
    },
    jump: (ms) => {
      nowMs += ms;
    },
    onSleep: () => {},
  };
  return time;
}

import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ProbeAnswer } from '../../../../electron/api/probe.ts';
import { CHECK_EVERY_MS, createLine, type LineState } from '../../../../electron/work/line.ts';
import { err, ok, type Result } from '../../../../shared/errors.ts';
import { fakeTime } from '../../../helpers/fakeTime.ts';

const ONLINE: ProbeAnswer = { line: 'online', code: null };
const OFFLINE: ProbeAnswer = { line: 'offline', code: 'ENOTFOUND' };

/** A follower over a line that a test switches. */
function line() {
  const time = fakeTime();
  const world = {
    answer: ok(ONLINE) as Result<ProbeAnswer>,
    seems: true,
    isWatched: true,
    target: { baseUrl: 'https://api.example', org: 1 } as { baseUrl: string; org: number } | null,
    probes: 0,
  };
  const told: LineState[] = [];
  const follower = createLine({
    target: () => world.target,
    probe: async () => {
      world.probes += 1;
      return world.answer;
    },
    seemsOnline: () => world.seems,
    isWatched: () => world.isWatched,
    changed: (state) => void told.push(state),
    reportBug: (error) => {
      throw error;
    },
    clock: time.clock,
    sleep: time.sleep,
  });
  /** Lets so much time pass, two seconds a look. */
  const passes = async (ms: number): Promise<void> => {
    const endMs = time.clock.monotonicMs() + ms;
    while (time.clock.monotonicMs() < endMs) await turn();
  };
  return { follower, world, told, time, passes };
}

describe('asking', () => {
  test('before anybody asked, nothing is known', () => {
    expect(line().follower.state()).toMatchObject({ state: 'unknown', checkedAtMs: null });
  });

  test('what was found is told once, and since when', async () => {
    const { follower, world, told, time } = line();
    const first = await follower.check();
    expect(first).toMatchObject({ state: 'online', code: null, checkedAtMs: time.clock.nowMs() });
    time.pass(5000);
    const again = await follower.check();
    expect(again.sinceMs).toBe(first.sinceMs);
    expect(again.checkedAtMs).toBe(time.clock.nowMs());
    expect(told).toEqual([first]);
    world.answer = ok(OFFLINE);
    expect((await follower.check()).sinceMs).toBe(time.clock.nowMs());
    expect(told.map(({ state }) => state)).toEqual(['online', 'offline']);
  });

  test('another code of the same state is told too', async () => {
    const { follower, world, told } = line();
    world.answer = ok(OFFLINE);
    await follower.check();
    world.answer = ok({ line: 'offline', code: 'ETIMEDOUT' });
    await follower.check();
    expect(told.map(({ code }) => code)).toEqual(['ENOTFOUND', 'ETIMEDOUT']);
  });

  test('askers at the same time share one question', async () => {
    const { follower, world } = line();
    await Promise.all([follower.check(), follower.check()]);
    expect(world.probes).toBe(1);
  });

  test('without an account nothing is asked', async () => {
    const { follower, world } = line();
    world.target = null;
    expect((await follower.check()).state).toBe('unknown');
    expect(world.probes).toBe(0);
  });

  test('an account that cannot be asked: why', async () => {
    const { follower, world } = line();
    world.answer = err({ kind: 'bad_base_url', value: 'x', problem: 'syntax' });
    expect(await follower.check()).toMatchObject({ state: 'unknown', code: 'bad_base_url' });
  });
});

describe('following', () => {
  test('asks at the start, and then every half minute', async () => {
    const { follower, world, passes } = line();
    follower.start();
    await passes(0);
    expect(world.probes).toBe(1);
    await passes(10 * CHECK_EVERY_MS);
    follower.stop();
    expect(world.probes).toBeGreaterThanOrEqual(10);
    expect(world.probes).toBeLessThanOrEqual(12);
  });

  test('rests while nobody looks and nothing waits', async () => {
    const { follower, world, passes } = line();
    world.isWatched = false;
    follower.start();
    await passes(10 * CHECK_EVERY_MS);
    expect(world.probes).toBe(1);
    world.isWatched = true;
    await passes(4000);
    follower.stop();
    expect(world.probes).toBe(2);
  });

  test('asks at once when the system changes its mind, also unwatched; a hint is no answer', async () => {
    const { follower, world, passes } = line();
    world.isWatched = false;
    follower.start();
    await passes(4000);
    world.seems = false;
    await passes(4000);
    follower.stop();
    expect(world.probes).toBe(2);
    expect(follower.state().state).toBe('online');
  });

  test('ends when it is stopped, and can be started again', async () => {
    const { follower, world, passes, time } = line();
    follower.start();
    follower.start();
    await passes(4000);
    follower.stop();
    await turn();
    const { probes } = world;
    time.pass(100 * CHECK_EVERY_MS);
    await turn();
    expect(world.probes).toBe(probes);
    follower.start();
    await turn();
    follower.stop();
    expect(world.probes).toBe(probes + 1);
  });
});

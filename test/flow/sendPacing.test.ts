/** Five a minute to one number: counted from the wire, not from the preparation. */
import { describe, expect, test } from 'vitest';
import { NOT_YET, Pacing } from '../../electron/send/pacing.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';

test('a slow connection does not bring a sixth message into the minute', async () => {
  const messages = Array.from({ length: 10 }, () => ({ recipient: 639_170_000_001 }));
  const line = await sendLine({ messages, allowDuplicates: true });
  const time = leapingClock();
  let leapMs = 0;
  let prepared = 0;
  const journalPoint = (name: JournalPoint): void => {
    // Each of the first five connects for 14 seconds.
    if (name === 'prepared' && (prepared += 1) <= 5) leapMs += 14_000;
  };
  const clock = {
    nowMs: () => time.clock.nowMs() + leapMs,
    monotonicMs: () => time.clock.monotonicMs() + leapMs,
  };
  const report = await line.send({}, {}, { ...time, clock, journalPoint });
  expect(report).toMatchObject({ state: 'done', counts: { accepted: 10 } });
  const left = line.db.sql
    .prepare<[], number>('SELECT wire_at_ms FROM request ORDER BY wire_at_ms')
    .pluck()
    .all();
  expect(left).toHaveLength(10);
  for (let i = 5; i < left.length; i++) {
    expect((left[i] ?? 0) - (left[i - 5] ?? 0)).toBeGreaterThan(59_900);
  }
});

describe('what is noted of a number', () => {
  test('what comes back is the message itself, not the one that left last', () => {
    const pacing = new Pacing();
    for (const atMs of [0, 0, 0, 0, 55_000]) pacing.leaves(7, atMs);
    pacing.cameBack(7, 0);
    expect(pacing.readyInMs(7, 56_000)).toBe(0);
    for (let i = 0; i < 4; i++) pacing.leaves(7, 61_000);
    expect(pacing.readyInMs(7, 61_000)).toBe(54_000);
  });

  test('what is prepared counts until it leaves, and from then on for a minute', () => {
    const pacing = new Pacing();
    for (let i = 0; i < 5; i++) pacing.leaves(7, NOT_YET);
    expect(pacing.readyInMs(7, 500_000)).toBe(60_000);
    for (let i = 0; i < 4; i++) pacing.leavesAt(7, NOT_YET, 500_000);
    expect(pacing.readyInMs(7, 570_000)).toBe(0);
    pacing.cameBack(7, NOT_YET);
    expect(pacing.isEmpty).toBe(true);
  });
});

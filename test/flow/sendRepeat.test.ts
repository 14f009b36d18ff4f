/** Repeating a single call: what stops it, what it tells the run, and the evidence that it leaves. */
import { describe, expect, test } from 'vitest';
import { requestCancel, requestPause } from '../../electron/send/control.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';
import type { Fault } from '../helpers/truthGateway.ts';

/** The first call is lost unseen; a repetition would be taken. */
const LOST: readonly Fault[] = ['close_after_body'];

/** A clock that can be told to leap, and is at the first moment of a point. */
function leapAt(point: JournalPoint, ms: number) {
  const time = leapingClock();
  let leapMs = 0;
  return {
    ...time,
    clock: {
      nowMs: () => time.clock.nowMs() + leapMs,
      monotonicMs: () => time.clock.monotonicMs() + leapMs,
    },
    journalPoint: (name: JournalPoint): void => {
      if (name === point) leapMs ||= ms;
    },
  };
}

const posts = ({ gateway }: SendLineSetup) =>
  gateway.requests.filter(({ method }) => method === 'POST');

function expectOneDoubtUntaken(line: SendLineSetup): void {
  expect(line.states()).toEqual(['in_doubt', 'queued', 'queued']);
  expect(posts(line)).toHaveLength(1);
  expect(line.gateway.truth).toHaveLength(0);
  expect(line.breaches()).toEqual([]);
}

describe('is not repeated', () => {
  test('after the last moment that the operator set', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(LOST);
    const time = leapingClock();
    const notAfterMs = time.clock.nowMs() + 300;
    const report = await line.send({ safe: true, notAfterMs }, {}, time);
    expect(report.stopped).toEqual({ reason: 'not_after', notAfterMs });
    expectOneDoubtUntaken(line);
  });

  test('once a pause is asked', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(LOST);
    const { db, batch } = line;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'wire') requestPause(db.dir, batch.id);
    };
    const report = await line.send({ safe: true }, {}, { journalPoint });
    expect(report.stopped).toEqual({ reason: 'paused' });
    expectOneDoubtUntaken(line);
  });

  test('once a cancel is asked', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(LOST);
    const { db, batch } = line;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'wire') requestCancel(db.dir, batch.id);
    };
    const report = await line.send({ safe: true }, {}, { journalPoint });
    expect(report.stopped).toEqual({ reason: 'cancelled' });
    expect(line.states()).toEqual(['in_doubt', 'cancelled', 'cancelled']);
    expect(line.gateway.truth).toHaveLength(0);
  });

  test('outside the hours that the operator set', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(LOST);
    const time = leapAt('wire', 3_600_000);
    const fromHour = new Date(time.clock.nowMs()).getHours();
    const window = { fromHour, toHour: fromHour + 1 };
    const report = await line.send({ safe: true, window }, {}, time);
    expect(report.stopped).toMatchObject({ reason: 'window' });
    expectOneDoubtUntaken(line);
  });
});

describe.each([{ safe: true }, { safe: false }])('prepared in time ($safe)', (options) => {
  test('but late at the wire, it does not leave', async () => {
    const line = await sendLine({ messages: 3 });
    const time = leapAt('prepared', 5000);
    const notAfterMs = time.clock.nowMs() + 1000;
    const report = await line.send({ ...options, notAfterMs }, {}, time);
    expect(report).toMatchObject({ stopped: { reason: 'not_after' }, requests: 0 });
    expect(report.counts).toMatchObject({ queued: 3, in_doubt: 0 });
    expect(line.gateway.truth).toHaveLength(0);
  });
});

describe('a refusal of the repetition', () => {
  test.each([401, 403, 404])('by %i stops the run', async (status) => {
    const line = await sendLine({ messages: 3 });
    line.plan(['close_after_body', `status_${status}`]);
    const report = await line.send({ safe: true });
    expect(report.stopped).toMatchObject({ reason: 'refused', status });
    expect(line.states()).toEqual(['in_doubt', 'queued', 'queued']);
    expect(posts(line)).toHaveLength(2);
  });

  test('by 429 is waited out, for as long as the API asks', async () => {
    const line = await sendLine({ messages: 1 });
    line.plan(['close_after_body', 'status_429', 'none']);
    const report = await line.send({ safe: true });
    expect(report.counts).toMatchObject({ accepted: 1, in_doubt: 0 });
    // By itself the second repetition would come after one second.
    const waitedMs = line.slept.reduce((sum, ms) => sum + ms, 0);
    expect(waitedMs).toBeGreaterThanOrEqual(2000);
    expect(line.breaches()).toEqual([]);
  });
});

test('the evidence of all tries is kept, and that of the most telling one in full', async () => {
  const line = await sendLine({ messages: 1 });
  line.plan(['status_500_ids_accepted', ...Array<Fault>(5).fill('ok_truncated')]);
  expect(await line.send({ safe: true })).toMatchObject({ counts: { in_doubt: 1 } });
  const { sql } = line.db;
  const doubt = sql.prepare('SELECT reason, probable, salvaged_ids AS ids FROM doubt').get();
  expect(doubt).toMatchObject({ reason: 'truncated', probable: 1 });
  // The cut answers hold no whole id; the 500 before them does.
  expect(JSON.parse((doubt as { ids: string }).ids)).toEqual([line.gateway.truth[0]?.id]);
  const request = sql.prepare('SELECT status, detail, length(answer) AS n FROM request').get();
  expect(request).toMatchObject({ status: 200, detail: 'truncated' });
  expect((request as { n: number | null }).n).toBeGreaterThan(0);
});

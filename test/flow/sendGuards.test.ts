/** What must hold before every request: each guard, with what it lets through and what it stops. */
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import type { SendDeps, SendOptions } from '../../electron/send/sendBatch.ts';
import { sampleBatch, sampleMessage, unwrap } from '../helpers/dataFolder.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

const HOUR_MS = 3_600_000;

/** Sends another batch over the same line. */
async function sendOther(
  line: SendLineSetup,
  texts: readonly { readonly recipient: number; readonly text: string }[],
  options: SendOptions = {},
  time: Pick<SendDeps, 'clock' | 'sleep'> = leapingClock(),
) {
  const { db, ledger, api } = line;
  const messages = texts.map((change, i) => sampleMessage(i + 1, change));
  const batch = sampleBatch(db, { messages, accountKey: line.batch.accountKey });
  return unwrap(await sendBatch({ db, ledger, api, ...time }, batch.id, options));
}

describe('the budget', () => {
  test('refuses to start where a message has no price', async () => {
    const line = await sendLine({ messages: [{}, { country: 'XX' }, { country: 'XX' }] });
    const report = await line.send({ budgetMicro: 1_000_000 });
    expect(report).toMatchObject({ state: 'paused', stopped: { reason: 'unpriced', unpriced: 2 } });
    expect(line.gateway.requests).toEqual([]);
  });

  test('refuses to start where the whole does not fit, and starts where it just does', async () => {
    const line = await sendLine({ messages: 30 });
    const { stopped } = await line.send({ budgetMicro: 599_999 });
    expect(stopped).toEqual({ reason: 'budget', budgetMicro: 599_999, neededMicro: 600_000 });
    expect(line.gateway.truth).toEqual([]);
    expect(await line.send({ budgetMicro: 600_000 })).toMatchObject({ state: 'done' });
  });

  test('answers dearer than the list stop it after the canary, with the new total', async () => {
    const line = await sendLine({ messages: 100, gateway: { prices: { '63': 22_000 } } });
    const report = await line.send({ budgetMicro: 2_100_000 });
    expect(report.stopped).toEqual({
      reason: 'budget',
      budgetMicro: 2_100_000,
      neededMicro: 2_200_000,
    });
    expect(report.counts).toMatchObject({ accepted: 10, queued: 90 });
  });

  test('cheaper answers leave no room: they may be the price of one part', async () => {
    const messages = Array.from({ length: 100 }, () => ({ parts: 2 }));
    const line = await sendLine({ messages });
    expect((await line.send({ budgetMicro: 3_999_999 })).stopped).toMatchObject({
      reason: 'budget',
      neededMicro: 4_000_000,
    });
    expect(await line.send({ budgetMicro: 4_000_000 })).toMatchObject({ state: 'done' });
  });

  test('what is in doubt counts as spent, also in a later run', async () => {
    const line = await sendLine({ messages: 20 });
    line.plan(['close_after_body']);
    await line.send({ budgetMicro: 400_000 });
    const { stopped } = await line.send({ budgetMicro: 399_999 });
    expect(stopped).toMatchObject({ reason: 'budget', neededMicro: 400_000 });
    expect(await line.send({ budgetMicro: 400_000 })).toMatchObject({ state: 'done' });
  });
});

describe('the balance', () => {
  test('is asked once before the canary, and not again within a minute', async () => {
    const line = await sendLine({ messages: 500, gateway: { balance: true } });
    await line.send();
    const asked = line.gateway.requests.filter(({ path }) => path.includes('balance'));
    expect(asked).toHaveLength(1);
    expect(line.gateway.requests[0]).toBe(asked[0]);
  });

  test('is used up, then stops it', async () => {
    const line = await sendLine({
      messages: 200,
      gateway: { balance: true, balanceMicro: 1_510_000 },
    });
    const report = await line.send();
    expect(report.stopped).toEqual({
      reason: 'balance',
      balanceMicro: 10_000,
      neededMicro: 2_500_000,
    });
    expect(report.counts).toMatchObject({ accepted: 75, queued: 125 });
    expect(line.sizes()).toEqual([10, 20, 45]);
  });

  test('that cannot be asked stops nothing', async () => {
    const line = await sendLine({ messages: 30, gateway: { balance: false } });
    expect(await line.send()).toMatchObject({ state: 'done', stopped: null });
  });
});

describe('times', () => {
  test('nothing leaves after the last moment', async () => {
    const line = await sendLine({ messages: 60 });
    line.plan(['none', 'status_429']);
    const notAfterMs = Date.now() + 3_000;
    const report = await line.send({ notAfterMs });
    expect(report.stopped).toEqual({ reason: 'not_after', notAfterMs });
    expect(report.counts).toMatchObject({ accepted: 10, queued: 50 });
  });

  test('outside the window nothing leaves; with leave to wait, it waits for it', async () => {
    const line = await sendLine({ messages: 60 });
    const hour = new Date().getHours();
    const window = { fromHour: (hour + 2) % 24, toHour: (hour + 4) % 24 };
    const { stopped } = await line.send({ window });
    expect(stopped).toMatchObject({ reason: 'window', ...window });
    const opensAtMs = stopped?.reason === 'window' ? stopped.opensAtMs : 0;
    expect(opensAtMs - Date.now()).toBeGreaterThan(HOUR_MS);
    expect(opensAtMs - Date.now()).toBeLessThanOrEqual(2 * HOUR_MS);
    expect(line.sizes()).toEqual([]);
    // A nap is a second at most: too short for hours.
    const time = leapingClock();
    const sleep: SendDeps['sleep'] = (ms, signal) => time.sleep(ms * 600, signal);
    const waited = await line.send({ window, wait: true }, {}, { ...time, sleep });
    expect(waited).toMatchObject({ state: 'done', counts: { accepted: 60 } });
    expect(time.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(HOUR_MS);
  });

  test('a send that waits for the line ends at the last moment', async () => {
    const line = await sendLine({ messages: 5 });
    await line.gateway.stopListening();
    const notAfterMs = Date.now() + 10 * 60_000;
    const report = await line.send({ wait: true, notAfterMs });
    expect(report).toMatchObject({ stopped: { reason: 'not_after' }, counts: { queued: 5 } });
    expect(report.requests).toBe(0);
  });

  test('a send that waits for the line goes on when it is back', async () => {
    const line = await sendLine({ messages: 40 });
    await line.gateway.stopListening();
    let naps = 0;
    const time = leapingClock();
    const sleep: SendDeps['sleep'] = async (ms, signal) => {
      naps += 1;
      if (naps === 20) await line.gateway.startListening();
      await time.sleep(ms, signal);
    };
    const report = await line.send({ wait: true }, {}, { ...time, sleep });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 40 } });
    expect(line.breaches()).toEqual([]);
  });
});

describe('the do-not-contact list', () => {
  test('whoever asked to stop since the import gets nothing', async () => {
    const line = await sendLine({ messages: 40 });
    optOutQueries(line.db).add([639_170_000_003, 639_170_000_030], 'test', Date.now());
    const report = await line.send();
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 38, cancelled: 2 } });
    expect(line.messages()[2]).toMatchObject({ state: 'cancelled', error: 'opted_out' });
    expect(line.messages()[29]).toMatchObject({ state: 'cancelled', error: 'opted_out' });
    expect(line.breaches()).toEqual([]);
  });

  test('a list of which everybody asked to stop is done', async () => {
    const line = await sendLine({ messages: 3 });
    const everybody = [1, 2, 3].map((n) => 639_170_000_000 + n);
    optOutQueries(line.db).add(everybody, 'test', Date.now());
    const report = await line.send({ budgetMicro: 60_000 });
    expect(report).toMatchObject({ state: 'done', counts: { cancelled: 3 }, requests: 0 });
  });
});

describe('the same text to the same number', () => {
  const same = [
    { recipient: 639_170_000_001, text: 'Hello 1' },
    { recipient: 639_170_000_002, text: 'Another text' },
    { recipient: 639_170_000_003, text: 'Hello 3' },
    { recipient: 639_170_000_099, text: 'Hello 1' },
  ];

  test('sent by another list in the last days is a question, asked once', async () => {
    const line = await sendLine();
    await line.send();
    const report = await sendOther(line, same);
    const stopped = { reason: 'recent_same_text', messages: 2, days: 3 };
    expect(report).toMatchObject({ state: 'paused', stopped, counts: { queued: 4 } });
    expect(line.gateway.truth).toHaveLength(3);
  });

  test('is sent when the operator says so', async () => {
    const line = await sendLine();
    await line.send();
    const report = await sendOther(line, same, { resendRecent: true });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 4 } });
  });

  test('counts while it is in doubt, but not once it failed or was refused', async () => {
    const refuse = ({ text }: { text: string }) => (text === 'Hello 3' ? 'blocked' : null);
    const line = await sendLine({ messages: 30, gateway: { refuse } });
    line.plan(['none', 'close_after_body']);
    await line.send();
    const inDoubt = await sendOther(line, [{ recipient: 639_170_000_011, text: 'Hello 11' }]);
    expect(inDoubt.stopped).toMatchObject({ reason: 'recent_same_text', messages: 1 });
    const refused = await sendOther(line, [{ recipient: 639_170_000_003, text: 'Hello 3' }]);
    expect(refused.stopped).toBeNull();
    line.db.sql.prepare('UPDATE message SET state = 5 WHERE recipient = 639170000001').run();
    const failed = await sendOther(line, [{ recipient: 639_170_000_001, text: 'Hello 1' }]);
    expect(failed).toMatchObject({ stopped: null, counts: { accepted: 1 } });
  });

  test('is forgotten after three days', async () => {
    const line = await sendLine();
    await line.send();
    const time = leapingClock();
    await time.sleep(73 * HOUR_MS);
    const report = await sendOther(line, same, {}, time);
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 4 } });
  });

  test('within a list that was imported with duplicates is no question', async () => {
    const twice = { recipient: 639_170_000_001, text: 'Hello 1' };
    const line = await sendLine({ messages: [twice, twice, twice], allowDuplicates: true });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
    expect(line.gateway.timesTaken('639170000001', 'Hello 1')).toBe(3);
    expect(line.sizes()).toEqual([1, 1, 1]);
  });
});

describe('pacing', () => {
  test('no number gets more than five messages a minute', async () => {
    const messages = Array.from({ length: 16 }, (_, i) => ({
      recipient: i < 12 ? 639_170_000_001 : 639_170_000_100 + i,
    }));
    const time = leapingClock();
    const gateway = { nowMs: time.clock.nowMs };
    const line = await sendLine({ messages, allowDuplicates: true, gateway });
    const report = await line.send({}, {}, time);
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 16 } });
    const times = line.gateway.truth
      .filter(({ to }) => to === '639170000001')
      .map(({ acceptedAtMs }) => acceptedAtMs);
    expect(times).toHaveLength(12);
    for (let i = 5; i < times.length; i++) {
      expect((times[i] ?? 0) - (times[i - 5] ?? 0)).toBeGreaterThan(59_900);
    }
    expect(new Set(line.gateway.truth.map(({ text }) => text)).size).toBe(16);
  });

  test('counts what other lists sent in the last minute', async () => {
    const messages = Array.from({ length: 5 }, () => ({ recipient: 639_170_000_001 }));
    const line = await sendLine({ messages, allowDuplicates: true });
    await line.send();
    const time = leapingClock();
    const report = await sendOther(
      line,
      [{ recipient: 639_170_000_001, text: 'One too many' }],
      {},
      time,
    );
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 1 } });
    expect(time.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(50_000);
  });

  test('a clock that was set back by a day makes a number wait for a minute, not for a day', async () => {
    const messages = Array.from({ length: 5 }, () => ({ recipient: 639_170_000_001 }));
    const line = await sendLine({ messages, allowDuplicates: true });
    const tomorrow = leapingClock();
    await line.send(
      {},
      {},
      { clock: { ...tomorrow.clock, nowMs: () => Date.now() + 24 * HOUR_MS } },
    );
    const time = leapingClock();
    const text = 'After the clock was put right';
    const report = await sendOther(line, [{ recipient: 639_170_000_001, text }], {}, time);
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 1 } });
    const waitedMs = time.slept.reduce((sum, ms) => sum + ms, 0);
    expect(waitedMs).toBeGreaterThan(50_000);
    expect(waitedMs).toBeLessThan(70_000);
  });
});

describe('what cannot be asked for', () => {
  test.each<[SendOptions, string]>([
    [{ canary: 0 }, 'canary'],
    [{ lanes: 5 }, 'lanes'],
    [{ maxRequest: 1.5 }, 'maxRequest'],
    [{ budgetMicro: -1 }, 'budgetMicro'],
    [{ tolerancePercent: Number.NaN }, 'tolerancePercent'],
    [{ window: { fromHour: 24, toHour: 3 } }, 'window'],
    [{ realPriceAccepted: true }, 'budgetMicro'],
  ])('%j', async (options, name) => {
    const line = await sendLine();
    const result = await line.sendResult(options);
    expect(result).toMatchObject({ ok: false, error: { kind: 'bad_value', name } });
    expect(batchQueries(line.db).get(line.batch.key).state).toBe('ready');
  });

  test('a batch that nobody knows', async () => {
    const { db, ledger, api } = await sendLine();
    const result = await sendBatch({ db, ledger, api, ...leapingClock() }, 'no such batch', {});
    expect(result).toMatchObject({ ok: false, error: { kind: 'batch_not_found' } });
  });
});

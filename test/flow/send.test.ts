/** Whole sends against a gateway that records what it really took. */
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import type { SendProgress } from '../../electron/send/types.ts';
import { sendLine } from '../helpers/sendLine.ts';

const numbered = (from: number, to: number): ReadonlySet<string> =>
  new Set(Array.from({ length: to - from + 1 }, (_, i) => `Hello ${from + i}`));

describe('a send without trouble', () => {
  test('sends every message once, the canary first, then in growing requests', async () => {
    const line = await sendLine({ messages: 1200 });
    const report = await line.send();
    expect(report).toMatchObject({
      batch: line.batch.id,
      state: 'done',
      stopped: null,
      counts: { accepted: 1200, queued: 0, in_doubt: 0 },
      acceptedMicro: 1200 * 20_000,
      requests: 6,
    });
    expect(line.sizes()).toEqual([10, 20, 80, 320, 500, 270]);
    expect(line.breaches()).toEqual([]);
    expect(line.gateway.truth).toHaveLength(1200);
  });

  test('each message gets its own id, price and time', async () => {
    const line = await sendLine({ messages: [{ parts: 2 }, { country: 'XX' }, {}] });
    await line.send({ tolerancePercent: 100 });
    const ids = line.gateway.truth.map((message) => message.id);
    const messages = line.messages();
    expect(messages.map((message) => message.messageId)).toEqual(ids);
    expect(messages.map((message) => message.estimateMicro)).toEqual([40_000, null, 20_000]);
    expect(messages.map((message) => message.answeredMicro)).toEqual([20_000, 20_000, 20_000]);
    for (const { sentAtMs } of messages) expect(Date.now() - (sentAtMs ?? 0)).toBeLessThan(60_000);
  });

  test('a batch that is done is reported, not sent again', async () => {
    const line = await sendLine();
    const first = await line.send();
    expect(await line.send()).toEqual({ ...first, requests: 0 });
    expect(line.gateway.truth).toHaveLength(3);
  });

  test('four lanes send every message once, too', async () => {
    const line = await sendLine({ messages: 900 });
    line.plan((no) => (no % 2 === 0 ? 'slow_20' : 'none'));
    const report = await line.send({ lanes: 4, maxRequest: 50 });
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 900 } });
    expect(Math.max(...line.sizes())).toBe(50);
    expect(line.breaches()).toEqual([]);
    expect(line.gateway.truth).toHaveLength(900);
  });

  test('four lanes on a bad line keep the promise', async () => {
    const line = await sendLine({ messages: 600 });
    const faults = [
      'close_after_body_accepted',
      'status_429',
      'ok_truncated',
      'status_413',
    ] as const;
    line.plan((no) => (no > 4 && no % 3 === 0 ? (faults[(no / 3) % 4] ?? 'none') : 'none'));
    const report = await line.send({ lanes: 4, maxRequest: 50, doubtLimit: 10_000 });
    expect(report.counts.queued).toBe(0);
    expect(report.counts.in_doubt).toBeGreaterThan(0);
    expect(line.breaches()).toEqual([]);
  });

  test('snapshots show where it stands, the last one the end', async () => {
    const line = await sendLine({ messages: 100 });
    const seen: SendProgress[] = [];
    const onProgress = (progress: SendProgress): void => void seen.push(progress);
    await line.send({}, { onProgress });
    expect(seen.at(-1)).toMatchObject({
      batch: line.batch.id,
      counts: { accepted: 100, queued: 0 },
      requests: 3,
      inDoubt: 0,
      acceptedMicro: 2_000_000,
      etaMs: 0,
    });
    expect(seen.at(-1)?.perSecond).toBeGreaterThan(0);
  });
});

describe('what a send fixes', () => {
  test('a batch prepared without an account takes the current one for good', async () => {
    const line = await sendLine({ account: 'none' });
    expect(await line.sendResult()).toEqual({ ok: false, error: { kind: 'account_missing' } });
    expect(line.gateway.requests).toEqual([]);
    const { url: baseUrl, org } = line.gateway;
    const account = accountQueries(line.db).set({ org, baseUrl }, Date.now());
    await line.send();
    accountQueries(line.db).set({ org: org + 1, baseUrl }, Date.now());
    expect(batchQueries(line.db).get(line.batch.key).accountKey).toBe(account.key);
  });

  test('what the operator agreed to stays, whatever the price list says later', async () => {
    const line = await sendLine({ messages: 40 });
    line.plan(['none', 'status_401']);
    await line.send();
    expect(batchQueries(line.db).get(line.batch.key).estimateMicro).toBe(800_000);
    priceQueries(line.db).set([{ country: 'PH', microPerPart: 21_000 }], 'test', Date.now());
    await line.send();
    expect(batchQueries(line.db).get(line.batch.key).estimateMicro).toBe(800_000);
    expect(line.messages()[0]?.estimateMicro).toBe(20_000);
    expect(line.messages()[39]?.estimateMicro).toBe(21_000);
  });
});

describe('messages that the API refuses', () => {
  test('an entry with an error is rejected, the others are not', async () => {
    const refuse = ({ text }: { text: string }) => (text === 'Hello 17' ? 'no such number' : null);
    const line = await sendLine({ messages: 40, gateway: { refuse } });
    const report = await line.send();
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 39, rejected: 1 } });
    expect(line.messages()[16]).toMatchObject({
      state: 'rejected',
      error: 'no such number',
      messageId: null,
    });
    expect(line.breaches()).toEqual([]);
  });

  test('where one refuses the whole request, it alone is found and rejected', async () => {
    const bad = new Set(['Hello 33', 'Hello 34', 'Hello 90']);
    const refuse = ({ text }: { text: string }) => (bad.has(text) ? 'blocked' : null);
    const line = await sendLine({ messages: 120, gateway: { refuse, refuseWhole: true } });
    const report = await line.send();
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 117, rejected: 3 } });
    expect(line.messages()[32]).toMatchObject({ state: 'rejected', error: 'blocked' });
    expect(line.breaches()).toEqual([]);
  });

  test('where everything is refused after the canary, not everything is rejected', async () => {
    const canary = numbered(1, 10);
    const refuse = ({ text }: { text: string }) => (canary.has(text) ? null : 'account suspended');
    const line = await sendLine({ messages: 500, gateway: { refuse, refuseWhole: true } });
    const report = await line.send();
    expect(report.stopped).toEqual({
      reason: 'refused',
      status: 400,
      detail: 'account suspended',
    });
    expect(report.counts).toMatchObject({ accepted: 10, rejected: 20, queued: 470 });
    expect(line.breaches()).toEqual([]);
  });
});

describe('the canary', () => {
  test.each([1, 3, 40])('has the size that was asked for: %i', async (canary) => {
    const line = await sendLine({ messages: 60 });
    await line.send({ canary });
    expect(line.sizes()[0]).toBe(canary);
  });

  test('in doubt stops the send; the next run starts another one on other messages', async () => {
    const line = await sendLine({ messages: 60 });
    line.plan(['close_after_body_accepted']);
    const report = await line.send();
    expect(report).toMatchObject({
      state: 'paused',
      stopped: { reason: 'canary_doubt', inDoubt: 10 },
      counts: { in_doubt: 10, queued: 50 },
      requests: 1,
    });
    expect(await line.send()).toMatchObject({
      state: 'done',
      counts: { in_doubt: 10, accepted: 50 },
    });
    expect(line.breaches()).toEqual([]);
  });

  test('is all that is at risk, however many lanes were asked for', async () => {
    const line = await sendLine({ messages: 100 });
    line.plan(() => 'close_after_body_accepted');
    const report = await line.send({ lanes: 4 });
    expect(report).toMatchObject({
      stopped: { reason: 'canary_doubt', inDoubt: 10 },
      counts: { in_doubt: 10, queued: 90 },
    });
    expect(line.sizes()).toEqual([10]);
  });

  test('more than a tenth refused stops the send', async () => {
    const bad = new Set(['Hello 2', 'Hello 7']);
    const refuse = ({ text }: { text: string }) => (bad.has(text) ? 'unregistered sender' : null);
    const line = await sendLine({ messages: 60, gateway: { refuse } });
    const report = await line.send();
    expect(report.stopped).toEqual({ reason: 'canary_rejected', rejected: 2, sent: 10 });
    expect(report.counts).toMatchObject({ accepted: 8, rejected: 2, queued: 50 });
    expect(line.breaches()).toEqual([]);
  });

  test('a tenth refused does not', async () => {
    const refuse = ({ text }: { text: string }) => (text === 'Hello 2' ? 'blocked' : null);
    const line = await sendLine({ messages: 60, gateway: { refuse } });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { rejected: 1 } });
  });

  test('refused one by one stops the send before all of it is rejected', async () => {
    const refuse = (): string => 'wrong sender';
    const line = await sendLine({ messages: 60, gateway: { refuse, refuseWhole: true } });
    const report = await line.send();
    expect(report.stopped).toMatchObject({ reason: 'canary_rejected', rejected: 2 });
    expect(report.counts).toMatchObject({ rejected: 2, queued: 58 });
  });

  test('another price stops the send, with both prices', async () => {
    const line = await sendLine({ messages: 60, gateway: { prices: { '63': 34_000 } } });
    const report = await line.send();
    const stopped = { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: 340_000 };
    expect(report).toMatchObject({ state: 'paused', stopped, counts: { accepted: 10 } });
  });

  test.each([
    ['estimates_absent', 200_000],
    ['estimates_odd', 20_000],
  ] as const)('a price that the answer does not tell stops the send: %s', async (fault, micro) => {
    const line = await sendLine({ messages: 60 });
    line.plan([fault]);
    const report = await line.send();
    const stopped = { reason: 'canary_price', expectedMicro: micro, answeredMicro: null };
    expect(report).toMatchObject({ state: 'paused', stopped, counts: { accepted: 10 } });
    expect(line.breaches()).toEqual([]);
  });

  test('a price within the tolerance, or for messages without a price, does not', async () => {
    const near = await sendLine({ messages: 30, gateway: { prices: { '63': 24_000 } } });
    expect(await near.send()).toMatchObject({ state: 'done', stopped: null });
    const strict = await sendLine({ messages: 30, gateway: { prices: { '63': 24_000 } } });
    const { stopped } = await strict.send({ tolerancePercent: 19 });
    expect(stopped).toMatchObject({ reason: 'canary_price' });
    const unpriced = await sendLine({
      messages: Array.from({ length: 30 }, () => ({ country: 'XX' })),
      gateway: { prices: { '63': 900_000 } },
    });
    expect(await unpriced.send()).toMatchObject({ state: 'done', stopped: null });
  });

  test('the price of one part is as good as that of the whole message', async () => {
    const messages = Array.from({ length: 30 }, () => ({ parts: 3 }));
    const line = await sendLine({ messages });
    expect(await line.send()).toMatchObject({ state: 'done', stopped: null });
  });

  test('alone it does not stop: nothing is left to stop', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(['close_after_body']);
    expect(await line.send()).toMatchObject({
      state: 'done',
      stopped: null,
      counts: { in_doubt: 3 },
    });
  });
});

describe('doubt after the canary', () => {
  test('goes on up to the limit, then stops', async () => {
    const line = await sendLine({ messages: 400 });
    line.plan((no) => (no > 1 ? 'close_after_body_accepted' : 'none'));
    const report = await line.send({ maxRequest: 20, doubtLimit: 40 });
    expect(report.stopped).toEqual({ reason: 'doubt_limit', inDoubt: 40, limit: 40 });
    expect(line.sizes()).toEqual([10, 20, 10, 5, 2, 1, 1, 1]);
    expect(line.breaches()).toEqual([]);
  });

  test('the limit follows an explicit size', async () => {
    const line = await sendLine({ messages: 1400 });
    line.plan((no) => (no >= 4 && no <= 6 ? 'ok_empty' : 'none'));
    const report = await line.send({ maxRequest: 1000 });
    expect(line.sizes().slice(0, 6)).toEqual([10, 20, 80, 320, 160, 80]);
    // More than the limit of requests of 500, and something was still to be sent.
    expect(report.counts).toMatchObject({ in_doubt: 560, accepted: 840 });
    expect(report).toMatchObject({ state: 'done', stopped: null });
  });
});

/** Sending through the window's calls: real data, real requests, a gateway that records the truth. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { sampleMessage } from '../helpers/dataFolder.ts';
import { callError, callValue } from '../helpers/calls.ts';
import { until } from '../helpers/testWindow.ts';
import { office } from '../helpers/windowSend.ts';

/** Slow enough to look at, fast enough for a test. */
const SLOWLY = { faults: (): 'slow_60' => 'slow_60' };

describe('a list', () => {
  test('is started, paused, continued and done', async () => {
    const here = await office({ messages: 60, gateway: SLOWLY });
    const { window, area, batch } = here;
    const begun = await here.start({ plan: { maxRequest: 10, wait: true }, why: 'weekly' });
    expect(begun.running).toMatchObject({ batch: batch.id, name: 'Sample', total: 60 });
    expect(window.isAwake()).toBe(true);
    expect(area.work.busyWith()).toBe('send');
    await until(() => here.gateway.truth.length >= 20);
    const paused = await callValue(area.handlers, 'pauseSend', { batch: batch.id });
    expect(paused.running?.phase).toBe('stopping');
    await here.ended();
    expect(window.isAwake()).toBe(false);
    const halfway = await here.summary();
    expect(halfway).toMatchObject({ state: 'paused', stopped: { reason: 'paused' } });
    expect(halfway.counts.accepted).toBe(here.gateway.truth.length);
    expect(halfway.counts.queued).toBe(60 - here.gateway.truth.length);
    const { plan } = await callValue(area.handlers, 'batch', { batch: batch.id });
    expect(plan).toMatchObject({ maxRequest: 10, wait: true });
    await here.start({ plan });
    await here.ended();
    const done = await here.summary();
    expect(done).toMatchObject({ state: 'done', stopped: null, acceptedMicro: 1_200_000 });
    expect(done.counts.accepted).toBe(60);
    expect(here.breaches()).toEqual([]);
    expect(here.decided()).toEqual(['Ada: send_started', 'Ada: send_started']);
  });

  test('is followed by events, four a second at most, and by whoever looks anew', async () => {
    const here = await office({ messages: 60, gateway: SLOWLY });
    const startedMs = Date.now();
    await here.start({ plan: { maxRequest: 5 } });
    await until(() => here.gateway.truth.length >= 25);
    const seen = await here.state();
    expect(seen.running?.batch).toBe(here.batch.id);
    expect(seen.running?.counts.accepted).toBeGreaterThan(0);
    expect(seen.running?.requests).toBeGreaterThan(0);
    await here.ended();
    const told = here.window.sent('sendChanged');
    const mostOften = 2 + Math.ceil((Date.now() - startedMs) / 250);
    expect(told.length).toBeLessThanOrEqual(mostOften);
    expect(told.some(({ running }) => running?.phase === 'sending')).toBe(true);
    await until(() => here.window.sent('sendChanged').at(-1)?.running === null);
    expect(here.window.sent('batchesChanged').length).toBeGreaterThan(0);
  });

  test('is stopped for good while it runs, and while it is paused or ready', async () => {
    const here = await office({ messages: 60, gateway: SLOWLY });
    const { handlers } = here.area;
    await here.start({ plan: { maxRequest: 10 } });
    await until(() => here.gateway.truth.length >= 20);
    await callValue(handlers, 'cancelSend', { batch: here.batch.id, why: 'wrong week' });
    await here.ended();
    const { state, stopped, counts } = await here.summary();
    expect({ state, stopped }).toEqual({ state: 'done', stopped: { reason: 'cancelled' } });
    expect(counts.cancelled).toBe(60 - here.gateway.truth.length);
    expect(here.decided()).toEqual(['Ada: send_started', 'Ada: cancelled']);
    const again = { batch: here.batch.id, why: '' };
    expect(await callError(handlers, 'cancelSend', again)).toMatchObject({ kind: 'batch_state' });
    const ready = here.anotherList();
    await callValue(handlers, 'cancelSend', { batch: ready.id, why: '' });
    expect(await here.summary(ready)).toMatchObject({ state: 'done', counts: { cancelled: 3 } });
    expect(here.gateway.truth.length).toBe(counts.accepted);
  });

  test('that was broken off by the end of the process goes on with its plan', async () => {
    const here = await office({ messages: 8 });
    const plan = here.plan({ canary: 5, maxRequest: 5, budgetMicro: 5_000_000 });
    await callValue(here.area.handlers, 'setPlan', { batch: here.batch.id, plan });
    // As a process that was killed in the middle leaves it.
    here.db.sql.prepare(`UPDATE batch SET state = 'sending' WHERE id = ?`).run(here.batch.id);
    await here.window.close([here.area.work]);
    const next = await office({ dir: here.db.dir, messages: 1 });
    const left = await callValue(next.area.handlers, 'batch', { batch: here.batch.id });
    expect(left.summary).toMatchObject({ state: 'paused', stopped: { reason: 'interrupted' } });
    expect(left.plan).toEqual(plan);
    const outbox = await callValue(next.area.handlers, 'listOutbox', {});
    const { id: batch, name } = here.batch;
    const stopped = { reason: 'interrupted' };
    expect(outbox.attention).toEqual([{ kind: 'stopped', batch, name, stopped, left: 8 }]);
    await next.start({ plan: left.plan }, here.batch);
    await next.ended();
    expect(await next.summary(here.batch)).toMatchObject({
      state: 'done',
      counts: { accepted: 8 },
    });
    expect(next.gateway.truth).toHaveLength(8);
  });
});

describe('a second list', () => {
  test('lines up where it may wait, and goes by itself', async () => {
    const here = await office({ messages: 30, gateway: SLOWLY });
    const second = here.anotherList();
    const third = here.anotherList();
    await here.start({ plan: { maxRequest: 10 } });
    expect(await here.startError({}, second)).toEqual({ kind: 'work_running', work: 'send' });
    expect(await here.startError({ plan: { wait: true } })).toMatchObject({ kind: 'work_running' });
    const lined = await here.start({ plan: { wait: true } }, second);
    expect(lined).toMatchObject({ running: { batch: here.batch.id }, waiting: [second.id] });
    await here.start({ plan: { wait: true } }, third);
    const without = await callValue(here.area.handlers, 'pauseSend', { batch: third.id });
    expect(without.waiting).toEqual([second.id]);
    const held = { batch: second.id, plan: here.plan({ wait: false }) };
    expect(await callError(here.area.handlers, 'setPlan', held)).toMatchObject({
      kind: 'work_running',
    });
    await here.ended();
    expect((await here.summary()).state).toBe('done');
    expect((await here.summary(second)).state).toBe('done');
    expect((await here.summary(third)).state).toBe('ready');
    expect(here.window.isAwake()).toBe(false);
    expect(here.decided(second)).toEqual(['Ada: send_started']);
  });

  test('that was stopped while it waited is not sent', async () => {
    const here = await office({ messages: 30, gateway: SLOWLY });
    const second = here.anotherList();
    await here.start({ plan: { maxRequest: 10 } });
    await here.start({ plan: { wait: true } }, second);
    await callValue(here.area.handlers, 'cancelSend', { batch: second.id, why: 'no' });
    await here.ended();
    expect(await here.summary(second)).toMatchObject({ state: 'done', counts: { cancelled: 3 } });
    expect(here.gateway.truth).toHaveLength(30);
  });
});

describe('without a line', () => {
  test('a list told to wait goes by itself when it is back', async () => {
    const here = await office({ messages: 20 });
    await here.gateway.stopListening();
    await here.start({ plan: { wait: true } });
    await until(() => here.window.sent('sendChanged').some((s) => s.running?.phase === 'waiting'));
    expect((await here.state()).running).toMatchObject({ waitingFor: 'line', etaMs: null });
    expect(here.window.isAwake()).toBe(true);
    await here.gateway.startListening();
    here.area.lineIsBack();
    await here.ended();
    expect((await here.summary()).counts.accepted).toBe(20);
    expect(here.breaches()).toEqual([]);
  });

  test('a long wait for it is cut short by the news that it is back, and only that wait', async () => {
    const here = await office({ messages: 20 });
    await here.gateway.stopListening();
    await here.start({ plan: { wait: true } });
    // The waits double: by now the next is of four seconds or more.
    await new Promise((resolve) => void setTimeout(resolve, 4000));
    await here.gateway.startListening();
    const startedMs = Date.now();
    here.area.lineIsBack();
    await here.ended();
    expect(Date.now() - startedMs).toBeLessThan(2500);
    expect((await here.summary()).counts.accepted).toBe(20);
  });

  test('a list not told to wait stops, and says so', async () => {
    const here = await office();
    await here.gateway.stopListening();
    await here.start();
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'paused', stopped: { reason: 'offline' } });
    expect((await here.state()).lastError).toBeNull();
  });

  test('a list that waits can be paused at once', async () => {
    const here = await office();
    await here.gateway.stopListening();
    await here.start({ plan: { wait: true } });
    await until(() => here.window.sent('sendChanged').some((s) => s.running?.phase === 'waiting'));
    const startedMs = Date.now();
    await callValue(here.area.handlers, 'pauseSend', { batch: here.batch.id });
    await here.ended();
    expect(Date.now() - startedMs).toBeLessThan(900);
    expect(await here.summary()).toMatchObject({ stopped: { reason: 'paused' } });
  });
});

describe('the real price', () => {
  const DEAR = { prices: { '63': 34_000 } };

  test('is a question, and goes on for whoever accepted it with a cap', async () => {
    const here = await office({ messages: 30, gateway: DEAR });
    await here.start({ plan: { budgetMicro: 2_000_000 } });
    await here.ended();
    expect(await here.summary()).toMatchObject({
      state: 'paused',
      stopped: { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: 340_000 },
      counts: { accepted: 10, queued: 20 },
    });
    const uncapped = await here.startError({ despite: { price: true } });
    expect(uncapped).toMatchObject({ kind: 'bad_value', name: 'budgetMicro' });
    await here.start({ plan: { budgetMicro: 2_000_000 }, despite: { price: true }, why: 'asked' });
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'done', counts: { accepted: 30 } });
    expect(here.decided()).toEqual([
      'Ada: send_started',
      'Ada: continue_at_real_price',
      'Ada: send_started',
    ]);
    const { decisions } = await callValue(here.area.handlers, 'batch', { batch: here.batch.id });
    expect(decisions[1]).toMatchObject({
      who: 'Ada',
      why: 'asked',
      detail: { capMicro: 2_000_000, expectedMicro: 200_000, answeredMicro: 340_000 },
    });
  });

  test('still meets the cap', async () => {
    const here = await office({ messages: 30, gateway: DEAR });
    await here.start({ plan: { budgetMicro: 700_000 } });
    await here.ended();
    await here.start({ plan: { budgetMicro: 700_000 }, despite: { price: true } });
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'paused', stopped: { reason: 'budget' } });
  });

  test('is not accepted by anybody who has not seen it', async () => {
    const here = await office({ messages: 30, gateway: DEAR });
    const plan = { budgetMicro: 2_000_000 };
    expect(await here.startError({ plan, despite: { price: true } })).toMatchObject({
      kind: 'bad_value',
      name: 'despite',
    });
    expect(here.gateway.truth).toEqual([]);
    expect(here.decided()).toEqual([]);
  });
});

test('the same text in the last days is a question, and its answer a decision', async () => {
  const here = await office();
  const list = [1, 2, 3].map((n) => ({ recipient: 639_170_000_000 + n, text: `Hello ${n}` }));
  const same = here.anotherList(list);
  await here.start();
  await here.ended();
  await here.start({}, same);
  await here.ended();
  expect(await here.summary(same)).toMatchObject({
    stopped: { reason: 'recent_same_text', messages: 3 },
  });
  await here.start({ despite: { sameText: true } }, same);
  await here.ended();
  expect(await here.summary(same)).toMatchObject({ state: 'done', counts: { accepted: 3 } });
  expect(here.decided(same)).toEqual([
    'Ada: send_started',
    'Ada: send_same_text_again',
    'Ada: send_started',
  ]);
});

describe('nothing begins', () => {
  test('without a person, a key, an account or a ready list', async () => {
    const here = await office();
    here.window.setPerson(null);
    expect(await here.startError()).toEqual({ kind: 'person_missing' });
    here.window.setPerson('Ada');
    here.window.setKey(false);
    expect(await here.startError()).toEqual({ kind: 'api_key_missing' });
    expect((await here.state()).lastError).toEqual({
      batch: here.batch.id,
      error: { kind: 'api_key_missing' },
    });
    expect(here.window.isAwake()).toBe(false);
    expect(here.decided()).toEqual([]);
    here.window.setKey(true);
    await here.start();
    await here.ended();
    expect(await here.startError()).toMatchObject({ kind: 'batch_state', state: 'done' });
    expect((await here.state()).lastError).toBeNull();
    const none = await office({ account: 'none' });
    expect(await none.startError()).toEqual({ kind: 'account_missing' });
  });

  test('of a plan that was fixed before, but that it is kept', async () => {
    const here = await office();
    const plan = here.plan({ lanes: 4, window: { fromHour: 8, toHour: 18 } });
    await callValue(here.area.handlers, 'setPlan', { batch: here.batch.id, plan });
    const { plan: kept } = await callValue(here.area.handlers, 'batch', { batch: here.batch.id });
    expect(kept).toEqual(plan);
    expect(here.gateway.requests).toEqual([]);
  });
});

test('an API that asks to wait is waited for', async () => {
  const here = await office({ messages: 30, gateway: { faults: ['none', 'status_429'] } });
  await here.start({ plan: { wait: true } });
  await until(() => here.window.sent('sendChanged').some((s) => s.running?.phase === 'waiting'));
  expect((await here.state()).running).toMatchObject({ waitingFor: 'api' });
  // That the line is back is no news to an API that is busy.
  here.area.lineIsBack();
  expect((await here.state()).running).toMatchObject({ waitingFor: 'api' });
  await here.ended();
  expect(await here.summary()).toMatchObject({ state: 'done', counts: { accepted: 30 } });
  expect(here.gateway.truth).toHaveLength(30);
});

describe('the hours of the plan', () => {
  /** An hour of the office's day that is not now. */
  const later = (): { fromHour: number; toHour: number } => {
    const fromHour = (new Date().getHours() + 2) % 24;
    return { fromHour, toHour: (fromHour + 1) % 24 };
  };

  test('are waited for by a list that may wait', async () => {
    const here = await office();
    await here.start({ plan: { wait: true, window: later() } });
    await until(() => here.window.sent('sendChanged').some((s) => s.running?.phase === 'waiting'));
    expect((await here.state()).running?.waitingFor).toBe('window');
    // A line that comes back opens no hours.
    here.area.lineIsBack();
    const check = await callValue(here.area.handlers, 'sendCheck', { batch: here.batch.id });
    expect(check.opensAtMs).toBeGreaterThan(Date.now());
    await callValue(here.area.handlers, 'pauseSend', { batch: here.batch.id });
    await here.ended();
    expect(here.gateway.truth).toEqual([]);
  });

  test('stop one that may not', async () => {
    const here = await office();
    await here.start({ plan: { window: later() } });
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'paused', stopped: { reason: 'window' } });
  });
});

test('the key is in no event, no answer and no file', async () => {
  const here = await office({ messages: 30, gateway: { faults: ['none', 'status_401'] } });
  const answers = [await here.start(), await here.state()];
  await here.ended();
  expect(await here.summary()).toMatchObject({ stopped: { reason: 'refused', status: 401 } });
  const batch = { batch: here.batch.id };
  const more = [
    await callValue(here.area.handlers, 'batch', batch),
    await callValue(here.area.handlers, 'sendCheck', batch),
    await callValue(here.area.handlers, 'listOutbox', {}),
  ];
  await until(() => here.window.sent('sendChanged').at(-1)?.running === null);
  const told = JSON.stringify([answers, more, here.window.events]);
  expect(told).not.toContain(here.gateway.apiKey);
  await here.window.close([here.area.work]);
  const files = readdirSync(here.db.dir, { recursive: true, withFileTypes: true });
  const telling = files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(here.gateway.apiKey));
  expect(telling).toEqual([]);
});

describe('closing', () => {
  test('while a request is in flight loses nothing', async () => {
    const here = await office({ messages: 60, gateway: { faults: () => 'slow_300' } });
    const second = here.anotherList();
    await here.start({ plan: { maxRequest: 20 } });
    await here.start({ plan: { wait: true } }, second);
    await until(() => here.gateway.requests.some(({ method }) => method === 'POST'));
    await here.area.work.settle();
    expect(here.area.work.busyWith()).toBeNull();
    const { state, counts } = await here.summary();
    expect(state).toBe('paused');
    expect(counts.sending + counts.in_doubt).toBe(0);
    expect(counts.accepted).toBe(here.gateway.truth.length);
    expect((await here.summary(second)).state).toBe('ready');
    expect(here.breaches()).toEqual([]);
  });

  test('between the word and the first request sends nothing', async () => {
    const here = await office();
    const starting = here.start();
    await here.area.work.settle();
    await starting;
    await here.ended();
    expect(here.gateway.truth).toEqual([]);
    expect((await here.summary()).counts.queued).toBe(3);
  });
});

describe('before a send', () => {
  test('costs, risk and balance are told; no key and no line are no error', async () => {
    const here = await office({
      messages: 30,
      gateway: { balance: true, balanceMicro: 9_000_000 },
    });
    const batch = { batch: here.batch.id };
    const check = await callValue(here.area.handlers, 'sendCheck', batch);
    expect(check).toEqual({
      queued: 30,
      queuedMicro: 600_000,
      unpriced: 0,
      optedOut: 0,
      optedOutMicro: 0,
      suggestedBudgetMicro: 800_000,
      balanceMicro: 9_000_000,
      autoRecharge: false,
      opensAtMs: null,
      atRisk: 30,
    });
    here.window.setKey(false);
    const keyless = await callValue(here.area.handlers, 'sendCheck', batch);
    expect(keyless).toMatchObject({ queued: 30, balanceMicro: null, autoRecharge: null });
    here.window.setKey(true);
    await here.gateway.stopListening();
    const offline = await callValue(here.area.handlers, 'sendCheck', batch);
    expect(offline).toMatchObject({ queued: 30, balanceMicro: null });
    expect(here.gateway.truth).toEqual([]);
  });

  test('those who are on the do-not-contact list by now are counted, and left out', async () => {
    const here = await office({ messages: 30 });
    const [first, second] = [sampleMessage(3), sampleMessage(30)];
    const elsewhere = sampleMessage(31);
    const out = [first, second, elsewhere].map(({ recipient }) => recipient);
    optOutQueries(here.db).add(out, 'by phone', 1);
    const batch = { batch: here.batch.id };
    const check = await callValue(here.area.handlers, 'sendCheck', batch);
    expect(check).toMatchObject({ queued: 30, optedOut: 2, optedOutMicro: 40_000 });
    await here.start();
    await here.ended();
    expect((await here.summary()).counts).toMatchObject({ accepted: 28, cancelled: 2 });
    expect(await callValue(here.area.handlers, 'sendCheck', batch)).toMatchObject({ optedOut: 0 });
  });

  test('what was sent already is in the cap', async () => {
    const here = await office({ messages: 60, gateway: SLOWLY });
    await here.start({ plan: { maxRequest: 10, safe: false } });
    await until(() => here.gateway.truth.length >= 20);
    await callValue(here.area.handlers, 'pauseSend', { batch: here.batch.id });
    await here.ended();
    const check = await callValue(here.area.handlers, 'sendCheck', { batch: here.batch.id });
    const left = here.gateway.truth.length;
    expect(check.queued).toBe(60 - left);
    expect(check.queuedMicro).toBe((60 - left) * 20_000);
    const whole = left * 20_000 + (60 - left) * 24_000;
    expect(check.suggestedBudgetMicro).toBe(Math.ceil(whole / 100_000) * 100_000);
    expect(check.atRisk).toBe(Math.min(60 - left, 10));
  });

  test('a list is renamed, and deleted as long as nothing has left', async () => {
    const here = await office();
    const { handlers } = here.area;
    await callValue(handlers, 'renameBatch', { batch: here.batch.id, name: 'June' });
    expect(await here.summary()).toMatchObject({ name: 'June' });
    const other = here.anotherList();
    await callValue(handlers, 'deleteBatch', { batch: other.id });
    expect(await callError(handlers, 'batch', { batch: other.id })).toMatchObject({
      kind: 'batch_not_found',
    });
    await here.start();
    await here.ended();
    expect(await callError(handlers, 'deleteBatch', { batch: here.batch.id })).toMatchObject({
      kind: 'batch_state',
    });
    const { batches } = await callValue(handlers, 'listOutbox', {});
    expect(batches.map(({ name }) => name)).toEqual(['June']);
  });

  test('a list that was to wait for its turn, and did not, can still be deleted', async () => {
    const here = await office({ messages: 30, gateway: SLOWLY });
    const other = here.anotherList();
    await here.start({ plan: { maxRequest: 10 } });
    await here.start({ plan: { wait: true } }, other);
    const deleted = { batch: other.id };
    expect(await callError(here.area.handlers, 'deleteBatch', deleted)).toMatchObject({
      kind: 'work_running',
    });
    await callValue(here.area.handlers, 'pauseSend', deleted);
    await callValue(here.area.handlers, 'deleteBatch', deleted);
    await here.ended();
    const kept = here.db.sql
      .prepare(`SELECT count(*) FROM decision WHERE batch_key IS NULL AND kind = 'send_started'`)
      .pluck()
      .get();
    expect(kept).toBe(1);
  });
});

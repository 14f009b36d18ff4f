import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countQueries } from '../../../../electron/db/counts.ts';
import type { Batch } from '../../../../electron/db/batches.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { pollReceipts } from '../../../../electron/receipts/pollReceipts.ts';
import type {
  ReceiptHooks,
  ReceiptOptions,
  ReceiptReport,
} from '../../../../electron/receipts/pollReceipts.ts';
import type { AppError, Result } from '../../../../shared/errors.ts';
import {
  sampleMessage,
  TEST_NOW_MS,
  testDb,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';
import { fakeTime } from '../../../helpers/fakeTime.ts';
import type { FakeTime } from '../../../helpers/fakeTime.ts';
import {
  countsAgree,
  dueTimes,
  sampleId,
  sentBatch,
  statesOf,
  storedMessages,
} from '../../../helpers/sentBatch.ts';
import { startStatusGateway } from '../../../helpers/statusGateway.ts';
import type { ShownMessage, StatusGateway } from '../../../helpers/statusGateway.ts';

const HOUR = 3_600_000;

let gateway: StatusGateway;
let db: OwnerDb;
let time: FakeTime;

beforeEach(async () => {
  gateway = await startStatusGateway('none');
  db = testDb();
  time = fakeTime(TEST_NOW_MS + 60_000);
});

afterEach(() => gateway.close());

const poll = (options: ReceiptOptions = {}, hooks: ReceiptHooks = {}) =>
  pollReceipts({ db, api: gateway.api, clock: time.clock, sleep: time.sleep }, options, hooks);

const polled = async (options: ReceiptOptions = {}): Promise<ReceiptReport> =>
  unwrap<ReceiptReport, AppError>(await poll(options));

/** Lets the API show the `n`-th message of a sample. */
function show(n: number, fields: Readonly<Record<string, unknown>> = {}): void {
  const { recipient, sender, text } = sampleMessage(n);
  const shown: ShownMessage = {
    id: sampleId(n),
    createdMs: TEST_NOW_MS + 100,
    recipient: String(recipient),
    sender,
    message: text,
    ...fields,
  };
  gateway.messages.set(shown.id, shown);
}

const DELIVERED = {
  deliveredByVendor: true,
  successT: '2025-03-01T12:00:30Z',
  chargedMicro: 25_000,
};

function showAll(batch: Batch, fields: Readonly<Record<string, unknown>> = DELIVERED): void {
  for (let n = 1; n <= batch.lastSeq; n += 1) show(n, fields);
}

/** Whether each request of a batch is due after a pause, or up to a quarter of it later. */
const isDueAfter = (batch: Batch, pauseMs: number): readonly boolean[] =>
  dueTimes(db, batch).map((dueMs) => {
    const leftMs = (dueMs ?? 0) - time.clock.nowMs();
    return leftMs >= pauseMs && leftMs < pauseMs * 1.25;
  });

const idQuestions = () => gateway.asked.filter((path) => !path.includes('?'));
const listQuestions = () => gateway.asked.filter((path) => path.includes('?'));

describe('receipts by id', () => {
  test('bring states, charges and times, from both generations of fields', async () => {
    const batch = sentBatch(db, { messages: 5 });
    show(1, DELIVERED);
    show(2, { deliveredToTelco: true, deliveredToPhone: 'unknown' });
    show(3, { deliveredToPhone: 'failed', deliveryError: 'no route', chargedMicro: 0 });
    show(4, { deliveredToVendor: true, pricePerPart: 20_000, successPartCount: 1 });
    show(5);
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 5, changed: 4, chargedMicro: 45_000, listed: 0 });
    expect(report.counts).toMatchObject({ accepted: 1, with_operator: 2, delivered: 1, failed: 1 });
    const at = Date.UTC(2025, 2, 1, 12, 0, 30);
    expect(storedMessages(db, batch)).toMatchObject([
      { state: 'delivered', chargedMicro: 25_000, deliveredAtMs: at },
      { state: 'with_operator', chargedMicro: null },
      { state: 'failed', chargedMicro: 0, error: 'no route' },
      { state: 'with_operator', chargedMicro: 20_000 },
      { state: 'accepted', chargedMicro: null },
    ]);
    expect(countsAgree(db, batch)).toBe(true);
  });

  test('are asked for sixteen at a time', async () => {
    const batch = sentBatch(db, { messages: 99 });
    showAll(batch);
    gateway.delayMs = 5;
    await polled({ batch: batch.id });
    expect(idQuestions().length).toBe(99);
    expect(gateway.mostAtOnce()).toBe(16);
  });

  test('that the API does not know stay, and are asked for again', async () => {
    const batch = sentBatch(db, { messages: 2 });
    show(1, DELIVERED);
    const report = await polled();
    expect(report).toMatchObject({ checked: 1, unknown: 1, failed: 0 });
    expect(statesOf(db, batch)).toEqual(['delivered', 'accepted']);
    expect(isDueAfter(batch, 60_000)).toEqual([true]);
  });

  test('do not ask again for what is final', async () => {
    const batch = sentBatch(db, { messages: 3 });
    showAll(batch);
    await polled({ batch: batch.id });
    expect(dueTimes(db, batch)).toEqual([null]);
    const again = await polled({ batch: batch.id });
    expect(again).toMatchObject({ checked: 0, changed: 0, nextDueMs: null, chargedMicro: 75_000 });
    expect(idQuestions().length).toBe(3);
  });

  test('of another recipient, text, sender or id are warnings', async () => {
    const batch = sentBatch(db, { messages: 4 });
    show(1, { ...DELIVERED, recipient: '1999' });
    show(2, { ...DELIVERED, message: 'Something else' });
    show(3, { ...DELIVERED, sender: '22210' });
    gateway.byId = (id) =>
      id === sampleId(4)
        ? { status: 200, body: JSON.stringify({ id: 'SMSX', ...DELIVERED }) }
        : null;
    const { warnings } = await polled({ batch: batch.id });
    expect(warnings).toEqual({
      recipient_differs: 1,
      text_differs: 1,
      sender_changed: 1,
      id_differs: 1,
    });
    expect(storedMessages(db, batch)).toMatchObject([
      { state: 'delivered', warning: 'recipient_differs' },
      { state: 'delivered', warning: 'text_differs' },
      { state: 'delivered', warning: 'sender_changed' },
      { state: 'accepted', warning: null },
    ]);
  });

  test('leave the messages of other accounts alone, whatever their ids', async () => {
    const other = sentBatch(db, { messages: 2, org: 8, name: 'Other' });
    const batch = sentBatch(db, { messages: 2 });
    showAll(batch);
    await polled();
    expect(statesOf(db, batch)).toEqual(['delivered', 'delivered']);
    expect(statesOf(db, other)).toEqual(['accepted', 'accepted']);
    expect(unwrapError(await poll({ batch: 'Other' }))).toMatchObject({ kind: 'bad_value' });
  });
});

describe('receipts by list', () => {
  test('cost one question a thousand messages', async () => {
    const batch = sentBatch(db, { messages: 1500 });
    showAll(batch);
    gateway.list = 'full';
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 1500, listed: 1500, listOff: null });
    expect(idQuestions()).toEqual([]);
    expect(report.requests).toBeLessThanOrEqual(3);
    expect(report.counts.delivered).toBe(1500);
    expect(countsAgree(db, batch)).toBe(true);
  });

  test('are completed by id where the list does not show a message', async () => {
    const batch = sentBatch(db, { messages: 300 });
    showAll(batch);
    show(7, { ...DELIVERED, createdMs: TEST_NOW_MS + 2 * HOUR });
    gateway.list = 'full';
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 300, listed: 299 });
    expect(idQuestions().length).toBe(1);
  });

  test('are not asked for again by id where the list has nothing new', async () => {
    const batch = sentBatch(db, { messages: 300 });
    showAll(batch, { deliveredToVendor: true });
    gateway.list = 'full';
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 300, listed: 300, counts: { with_operator: 300 } });
    expect(idQuestions()).toEqual([]);
  });

  test('are not asked for where few messages are due', async () => {
    const batch = sentBatch(db, { messages: 50 });
    showAll(batch);
    gateway.list = 'full';
    expect(await polled({ batch: batch.id })).toMatchObject({ checked: 50, listed: 0 });
    expect(listQuestions()).toEqual([]);
  });

  test.each(['none', 'forbidden', 'odd'] as const)(
    'a list that is %s is tried once, noted, and replaced by questions by id',
    async (manner) => {
      const batch = sentBatch(db, { messages: 300 });
      showAll(batch);
      gateway.list = manner;
      const report = await polled({ batch: batch.id });
      expect(report.checked).toBe(300);
      expect(report.listOff).not.toBeNull();
      expect(report.counts.delivered).toBe(300);
      expect(listQuestions().length).toBeLessThan(3);
    },
  );

  test('give up a list that shows other messages than ours', async () => {
    const batch = sentBatch(db, { messages: 200 });
    showAll(batch);
    for (let n = 0; n < 20_000; n += 1) {
      gateway.messages.set(`X${n}`, { id: `X${n}`, createdMs: TEST_NOW_MS + 1000 });
    }
    gateway.list = 'full';
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 200, listed: 0 });
    expect(listQuestions().length).toBeLessThan(8);
  });

  test('contradicting each other on one page never move a message backwards', async () => {
    const batch = sentBatch(db, { messages: 150 });
    showAll(batch);
    gateway.list = 'full';
    const late = {
      ...gateway.messages.get(sampleId(5)),
      deliveredByVendor: false,
      deliveredToVendor: true,
      chargedMicro: null,
    };
    gateway.messages.set('twin', { ...late, id: sampleId(5), createdMs: TEST_NOW_MS });
    await polled({ batch: batch.id });
    expect(storedMessages(db, batch)[4]).toMatchObject({
      state: 'delivered',
      chargedMicro: 25_000,
    });
    expect(countsAgree(db, batch)).toBe(true);
  });
});

describe('the schedule', () => {
  test('polls only what is due, and later and later', async () => {
    const batch = sentBatch(db, { messages: 2, perRequest: 1 });
    show(1, { deliveredToVendor: true });
    time = fakeTime(TEST_NOW_MS + 10_500);
    expect(await polled()).toMatchObject({ checked: 1, changed: 1 });
    expect(dueTimes(db, batch)[1]).toBe(TEST_NOW_MS + 11_000);
    expect(isDueAfter(batch, 10_500)).toEqual([true, false]);
    expect(await polled()).toMatchObject({ checked: 0, requests: 0 });
  });

  test('a named batch is due at once, whatever the schedule says', async () => {
    const batch = sentBatch(db, { messages: 1 });
    show(1);
    time = fakeTime(TEST_NOW_MS + 1000);
    expect(await polled()).toMatchObject({ checked: 0 });
    expect(await polled({ batch: batch.id })).toMatchObject({ checked: 1 });
  });

  test('ends a day after the deadline with no receipt, and a late one still counts', async () => {
    const deadlineMs = TEST_NOW_MS + 10 * HOUR;
    const batch = sentBatch(db, { messages: 3, deadlineMs });
    show(1, DELIVERED);
    show(2, { deliveredToVendor: true });
    const report = await polled({ batch: batch.id, untilFinal: true });
    expect(statesOf(db, batch)).toEqual(['delivered', 'no_receipt', 'no_receipt']);
    // Asked for again and again, each of them is one message.
    expect(report).toMatchObject({ nextDueMs: null, messages: 2 });
    expect(report.checked).toBeGreaterThan(2);
    expect(time.clock.nowMs()).toBe(deadlineMs + 24 * HOUR);
    expect(countsAgree(db, batch)).toBe(true);

    // Another batch's window of the list shows the late report.
    gateway.list = 'full';
    const other = sentBatch(db, { messages: 120, idOf: (n) => `Y${n}`, sentAtMs: TEST_NOW_MS });
    show(2, DELIVERED);
    await polled({ batch: other.id });
    expect(statesOf(db, batch)).toEqual(['delivered', 'delivered', 'no_receipt']);
    expect(countsAgree(db, batch)).toBe(true);
  });

  test('does not give up what got no answer', async () => {
    const batch = sentBatch(db, { messages: 2 });
    show(1);
    gateway.byId = (id) => (id === sampleId(2) ? { status: 500, body: '{"error":"x"}' } : null);
    time = fakeTime(TEST_NOW_MS + 72 * HOUR);
    for (let i = 0; i < 4; i += 1) {
      expect(await polled({ batch: batch.id })).toMatchObject({ failed: 1 });
      time.pass(HOUR);
    }
    expect(statesOf(db, batch)).toEqual(['accepted', 'accepted']);
    gateway.byId = () => null;
    await polled({ batch: batch.id });
    expect(statesOf(db, batch)).toEqual(['no_receipt', 'no_receipt']);
  });

  test('gives up what counts as sent by decision only', async () => {
    const batch = sentBatch(db, { messages: 1 });
    db.sql.exec('UPDATE message SET message_id = NULL');
    await polled({ batch: batch.id, untilFinal: true });
    expect(statesOf(db, batch)).toEqual(['no_receipt']);
    expect(gateway.asked).toEqual([]);
  });

  test('recovers where the clock was far ahead for a while', async () => {
    const batch = sentBatch(db, { messages: 1 });
    show(1);
    time.jump(1000 * 24 * HOUR);
    await polled({ batch: batch.id });
    expect(statesOf(db, batch)).toEqual(['accepted']);
    time.jump(-1000 * 24 * HOUR);
    show(1, DELIVERED);
    expect(await polled()).toMatchObject({ changed: 1 });
  });
});

describe('until final', () => {
  test('polls by the schedule until everything is known', async () => {
    const batch = sentBatch(db, { messages: 3 });
    showAll(batch, {});
    time = fakeTime(TEST_NOW_MS + 1000);
    time.onSleep = () => {
      if (time.slept.length === 2) showAll(batch);
    };
    const report = await polled({ batch: batch.id, untilFinal: true });
    expect(time.slept.map((ms) => ms >= 10_000 && ms < 20_000)).toEqual([true, true]);
    expect(report.counts.delivered).toBe(3);
  });

  test('ends when the time is over', async () => {
    const batch = sentBatch(db, { messages: 1 });
    show(1);
    const report = await polled({ batch: batch.id, untilFinal: true, maxSeconds: 3600 });
    expect(report.nextDueMs).not.toBeNull();
    expect(time.clock.nowMs()).toBeLessThanOrEqual(TEST_NOW_MS + 60_000 + HOUR);
    expect(time.slept.length).toBeGreaterThan(3);
  });

  test('can be interrupted; what was learnt stays', async () => {
    const batch = sentBatch(db, { messages: 2 });
    show(1, DELIVERED);
    show(2);
    const abort = new AbortController();
    time.onSleep = () => abort.abort();
    const report = unwrap(
      await poll({ batch: batch.id, untilFinal: true }, { signal: abort.signal }),
    );
    expect(report).toMatchObject({ checked: 2, changed: 1 });
    expect(time.slept.length).toBe(1);
  });

  test('outlasts a line that comes and goes', async () => {
    const batch = sentBatch(db, { messages: 40 });
    showAll(batch);
    gateway.byId = () => ({ status: 503, body: '' });
    time.onSleep = () => {
      if (time.slept.length === 2) gateway.byId = () => null;
    };
    const report = await polled({ batch: batch.id, untilFinal: true });
    expect(report).toMatchObject({ checked: 40, stopped: null });
    expect(report.counts.delivered).toBe(40);
  });
});

describe('a line that fails', () => {
  const failure = async (options: ReceiptOptions = {}): Promise<AppError> => {
    const result: Result<ReceiptReport> = await poll(options);
    return unwrapError(result);
  };

  test('fails the run where nothing was learnt, and everything stays due', async () => {
    const batch = sentBatch(db, { messages: 100 });
    const due = dueTimes(db, batch);
    await gateway.close();
    expect(await failure()).toMatchObject({ kind: 'offline' });
    expect(dueTimes(db, batch)).toEqual(due);
    gateway = await startStatusGateway();
  });

  test('a refused key stops at once', async () => {
    sentBatch(db, { messages: 500 });
    gateway.byId = () => ({ status: 401, body: '{"error":"Invalid Token"}' });
    expect(await failure({ untilFinal: true })).toMatchObject({ kind: 'api_refused', status: 401 });
    expect(idQuestions().length).toBeLessThan(33);
    expect(time.slept).toEqual([]);
  });

  test('underway keeps what was learnt and says why it stopped', async () => {
    const batch = sentBatch(db, { messages: 200 });
    showAll(batch);
    gateway.byId = (_id, asked) => (asked > 100 ? { status: 502, body: 'bad gateway' } : null);
    const report = await polled({ batch: batch.id });
    expect(report.stopped).toMatchObject({ kind: 'api_refused', status: 502 });
    expect(report.counts.delivered).toBe(report.checked);
    expect(report.checked).toBeGreaterThan(50);
    expect(countsAgree(db, batch)).toBe(true);
  });
});

test('a full disk ends the run, and what was learnt before stays', async () => {
  const batch = sentBatch(db, { messages: 2000 });
  for (let n = 1; n <= 2000; n += 1) {
    show(n, { deliveredToPhone: 'failed', deliveryError: `because of ${n} ${'x'.repeat(200)}` });
  }
  const pages = db.sql.pragma('page_count', { simple: true }) as number;
  db.sql.pragma(`max_page_count = ${pages + 50}`);
  expect(unwrapError(await poll({ batch: batch.id }))).toMatchObject({ kind: 'data_full' });
  expect(countsAgree(db, batch)).toBe(true);
  db.sql.pragma('max_page_count = 1000000');
  const { counts } = await polled({ batch: batch.id });
  expect(counts.failed).toBe(2000);
});

test('the budget of questions binds where it is given', async () => {
  const batch = sentBatch(db, { messages: 30 });
  showAll(batch);
  const before = time.clock.nowMs();
  await polled({ perMinute: 60 });
  expect(time.clock.nowMs() - before).toBe(29_000);
});

test('without an account, or an unknown batch, nothing is asked', async () => {
  expect(unwrapError(await poll())).toEqual({ kind: 'account_missing' });
  sentBatch(db);
  expect(unwrapError(await poll({ batch: 'nowhere' }))).toMatchObject({ kind: 'batch_not_found' });
  expect(gateway.asked).toEqual([]);
});

test('progress grows up to what is due', async () => {
  const batch = sentBatch(db, { messages: 1200 });
  showAll(batch);
  const checked: number[] = [];
  const onProgress: ReceiptHooks['onProgress'] = (progress) => checked.push(progress.checked);
  unwrap(await poll({ batch: batch.id }, { onProgress }));
  expect(checked).toEqual([500, 1000, 1200]);
  expect(countQueries(db).of(batch.key).delivered).toBe(1200);
});

/** What polling does where the API answers 429. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Batch } from '../../../../electron/db/batches.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { pollReceipts } from '../../../../electron/receipts/pollReceipts.ts';
import type {
  ReceiptHooks,
  ReceiptOptions,
  ReceiptReport,
} from '../../../../electron/receipts/pollReceipts.ts';
import type { AppError } from '../../../../shared/errors.ts';
import {
  sampleMessage,
  TEST_NOW_MS,
  testDb,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';
import { fakeTime } from '../../../helpers/fakeTime.ts';
import type { FakeTime } from '../../../helpers/fakeTime.ts';
import { dueTimes, sampleId, sentBatch } from '../../../helpers/sentBatch.ts';
import { startStatusGateway } from '../../../helpers/statusGateway.ts';
import type { StatusGateway } from '../../../helpers/statusGateway.ts';

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

/** Lets the API show every message of a batch as delivered. */
function showAll({ lastSeq }: Batch): void {
  for (let n = 1; n <= lastSeq; n += 1) {
    const { recipient, sender, text } = sampleMessage(n);
    const id = sampleId(n);
    const createdMs = TEST_NOW_MS + 100;
    const fields = { recipient: String(recipient), sender, message: text };
    gateway.messages.set(id, { id, createdMs, ...fields, deliveredByVendor: true });
  }
}

const idQuestions = () => gateway.asked.filter((path) => !path.includes('?'));

describe('an API that finds the questions too fast', () => {
  const tooFast = (retryAfter?: number) => ({
    status: 429,
    body: '{"error":"too many requests"}',
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

  test('is asked again after the time that it says, and nothing is missed', async () => {
    const batch = sentBatch(db, { messages: 100 });
    showAll(batch);
    gateway.byId = (_id, asked) => (asked === 20 || asked === 60 ? tooFast(7) : null);
    const report = await polled({ batch: batch.id });
    expect(report).toMatchObject({ checked: 100, stopped: null, failed: 0 });
    expect(report.counts.delivered).toBe(100);
    expect(time.slept.filter((ms) => ms === 7000).length).toBeGreaterThanOrEqual(2);
  });

  test('is waited for longer and longer where it does not say how long', async () => {
    const batch = sentBatch(db, { messages: 1 });
    showAll(batch);
    gateway.byId = (_id, asked) => (asked <= 3 ? tooFast() : null);
    expect(await polled({ batch: batch.id })).toMatchObject({ checked: 1, stopped: null });
    expect(time.slept).toEqual([1000, 2000, 4000]);
  });

  test('is left alone where it goes on refusing, and everything stays due', async () => {
    const batch = sentBatch(db, { messages: 200 });
    const due = dueTimes(db, batch);
    gateway.byId = () => tooFast(1);
    expect(unwrapError(await poll({ batch: batch.id }))).toMatchObject({ status: 429 });
    expect(idQuestions().length).toBeLessThanOrEqual(16 * 7);
    expect(dueTimes(db, batch)).toEqual(due);
  });

  test('is left alone at once where it asks for a long time', async () => {
    sentBatch(db, { messages: 1 });
    gateway.byId = () => tooFast(3600);
    expect(unwrapError(await poll())).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
    expect(time.slept).toEqual([]);
  });

  test('is not waited for longer than the run may take', async () => {
    const batch = sentBatch(db, { messages: 1 });
    gateway.byId = () => tooFast(60);
    const before = time.clock.monotonicMs();
    expect(unwrapError(await poll({ batch: batch.id, maxSeconds: 5 }))).toMatchObject({
      status: 429,
    });
    expect(time.clock.monotonicMs() - before).toBe(5000);
    expect(idQuestions().length).toBe(1);
  });

  test('is not waited for after an interruption', async () => {
    const batch = sentBatch(db, { messages: 1 });
    gateway.byId = () => tooFast(60);
    const abort = new AbortController();
    time.onSleep = () => abort.abort();
    await poll({ batch: batch.id }, { signal: abort.signal });
    expect(time.slept).toEqual([60_000]);
    expect(idQuestions().length).toBe(1);
  });

  test('keeps its list in use', async () => {
    gateway.list = 'full';
    const batch = sentBatch(db, { messages: 500 });
    showAll(batch);
    gateway.byList = (asked) => (asked === 1 ? tooFast(3) : null);
    expect(await polled({ batch: batch.id })).toMatchObject({ listed: 500, listOff: null });
    expect(time.slept).toEqual([3000]);
  });
});

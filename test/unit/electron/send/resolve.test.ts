import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import type { Batch } from '../../../../electron/db/batches.ts';
import { decisionQueries } from '../../../../electron/db/decisions.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { pollReceipts } from '../../../../electron/receipts/pollReceipts.ts';
import { resolveDoubt } from '../../../../electron/send/resolve.ts';
import type { ResolveHow, ResolveReport } from '../../../../electron/send/resolve.ts';
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
import {
  countsAgree,
  dueTimes,
  sampleId,
  sentBatch,
  statesOf,
  storedMessages,
} from '../../../helpers/sentBatch.ts';
import type { Sending } from '../../../helpers/sentBatch.ts';
import { startStatusGateway } from '../../../helpers/statusGateway.ts';
import type { StatusGateway } from '../../../helpers/statusGateway.ts';

const MINUTE = 60_000;
const BY_LIST: ResolveHow = { kind: 'by_list' };
const AS_SENT: ResolveHow = { kind: 'as_sent', who: 'ann', why: 'phoned them' };
const SEND_AGAIN: ResolveHow = { kind: 'send_again', who: 'ann', why: 'nobody got it' };

let gateway: StatusGateway;
let db: OwnerDb;
let time: FakeTime;

beforeEach(async () => {
  gateway = await startStatusGateway('full');
  db = testDb();
  time = fakeTime(TEST_NOW_MS + 5 * MINUTE);
});

afterEach(() => gateway.close());

const doubtful = (sending: Sending = {}): Batch =>
  sentBatch(db, { messages: 3, as: 'in_doubt', ...sending });

const resolve = (batch: Batch, how: ResolveHow, rows: readonly number[] | null = null) =>
  resolveDoubt({ db, api: gateway.api, clock: time.clock }, batch.id, how, rows);

const resolved = async (
  batch: Batch,
  how: ResolveHow,
  rows: readonly number[] | null = null,
): Promise<ResolveReport> => unwrap<ResolveReport, AppError>(await resolve(batch, how, rows));

/** Lets the API show the `n`-th message of a sample. */
function show(n: number, fields: Readonly<Record<string, unknown>> = {}, id = sampleId(n)): void {
  const { recipient, sender, text } = sampleMessage(n);
  gateway.messages.set(id, {
    id,
    createdMs: TEST_NOW_MS + 500,
    recipient: String(recipient),
    sender,
    message: text,
    ...fields,
  });
}

describe('showing', () => {
  test('tells what is in doubt, and asks nothing', async () => {
    const batch = doubtful({ salvagedIds: ['SMSX'] });
    const report = await resolved(batch, { kind: 'show' });
    expect(report).toMatchObject({ confirmed: 0, notFound: 0, ambiguous: 0, remaining: 3 });
    expect(report.rows).toMatchObject([
      { row: 2, to: '639170000001', reason: 'reset', probable: false, outcome: null },
      { row: 3 },
      { row: 4 },
    ]);
    expect(gateway.asked).toEqual([]);
  });

  test('shows what the search before has found', async () => {
    const batch = doubtful();
    show(1, { recipient: undefined });
    await resolved(batch, BY_LIST);
    const { rows, notFound, ambiguous } = await resolved(batch, { kind: 'show' });
    expect([notFound, ambiguous]).toEqual([2, 1]);
    expect(rows[0]).toMatchObject({ outcome: 'ambiguous', evidence: { ids: [sampleId(1)] } });
    expect(rows[1]?.evidence).toEqual({
      by: 'list',
      fromMs: TEST_NOW_MS - 15 * MINUTE,
      toMs: TEST_NOW_MS + 60 * MINUTE,
      listed: 1,
      ids: [],
      unclear: 0,
    });
  });

  test('tells until when "not found" means little', async () => {
    const batch = doubtful();
    await resolved(batch, BY_LIST);
    const shown = async () => (await resolved(batch, { kind: 'show' })).rows[0]?.provisionalUntilMs;
    expect(await shown()).toBe(TEST_NOW_MS + 30 * MINUTE);
    time.pass(25 * MINUTE);
    expect(await shown()).toBeNull();
    expect(statesOf(db, batch)).toEqual(['in_doubt', 'in_doubt', 'in_doubt']);
  });

  test('needs no line, and no key', async () => {
    const batch = doubtful();
    const offline = { db, api: null, clock: time.clock };
    const show = await resolveDoubt(offline, batch.id, { kind: 'show' }, null);
    expect(unwrap<ResolveReport, AppError>(show).remaining).toBe(3);
    const search = await resolveDoubt(offline, batch.id, BY_LIST, null);
    expect(unwrapError(search)).toEqual({ kind: 'api_key_missing' });
  });
});

describe('by list', () => {
  test('what the list shows is accepted, with its id, and its receipts are due', async () => {
    const batch = doubtful();
    show(1);
    show(3, { message: '  Hello   3', sender: '22210' });
    const report = await resolved(batch, BY_LIST);
    expect(report).toMatchObject({ confirmed: 2, notFound: 1, ambiguous: 0, remaining: 1 });
    expect(storedMessages(db, batch)).toMatchObject([
      { state: 'accepted', messageId: sampleId(1) },
      { state: 'in_doubt', messageId: null },
      { state: 'accepted', messageId: sampleId(3) },
    ]);
    expect(countsAgree(db, batch)).toBe(true);
    expect(dueTimes(db, batch)).toEqual([time.clock.nowMs()]);
    show(1, { deliveredByVendor: true });
    const deps = { db, api: gateway.api, clock: time.clock, sleep: time.sleep };
    unwrap(await pollReceipts(deps, {}));
    expect(statesOf(db, batch)).toEqual(['delivered', 'in_doubt', 'accepted']);
  });

  test('finds later what it did not find at first', async () => {
    const batch = doubtful();
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 0, notFound: 3 });
    show(2);
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 1, notFound: 2 });
  });

  test('only the named rows are looked for', async () => {
    const batch = doubtful();
    show(1);
    show(2);
    expect(await resolved(batch, BY_LIST, [3])).toMatchObject({ confirmed: 1, remaining: 2 });
    expect(statesOf(db, batch)).toEqual(['in_doubt', 'accepted', 'in_doubt']);
  });

  test('an id that is one of our messages already proves nothing', async () => {
    const ours = sentBatch(db, { messages: 1, name: 'Before' });
    const batch = doubtful({ messages: 1 });
    show(1);
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 0, notFound: 1 });
    expect(storedMessages(db, ours)[0]?.messageId).toBe(sampleId(1));
  });

  test('one listed message and two that it fits: neither, also across batches', async () => {
    const one = doubtful({ messages: 1, name: 'One' });
    const two = doubtful({ messages: 1, name: 'Two', sentAtMs: TEST_NOW_MS + MINUTE });
    show(1);
    expect(await resolved(one, BY_LIST)).toMatchObject({ confirmed: 0, ambiguous: 1 });
    expect(await resolved(two, BY_LIST)).toMatchObject({ confirmed: 0, ambiguous: 1 });
  });

  test('a message that was decided upon may own what is listed', async () => {
    const one = doubtful({ messages: 1, name: 'One' });
    await resolved(one, SEND_AGAIN);
    const two = doubtful({ messages: 1, name: 'Two' });
    show(1);
    expect(await resolved(two, BY_LIST)).toMatchObject({ confirmed: 0, ambiguous: 1 });
  });

  test('a listed message that hides its recipient leaves every row open', async () => {
    const batch = doubtful();
    show(9, { recipient: undefined, message: undefined });
    show(2);
    const report = await resolved(batch, BY_LIST);
    expect(report).toMatchObject({ confirmed: 1, notFound: 0, ambiguous: 2 });
  });

  test('received messages are none of ours', async () => {
    const batch = doubtful({ messages: 1 });
    show(1, { direction: 'ingress' });
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 0, notFound: 1 });
  });

  test.each(['none', 'forbidden', 'odd'] as const)(
    'a list that is %s leaves everything as it is, and is no error',
    async (manner) => {
      const batch = doubtful();
      gateway.list = manner;
      const report = await resolved(batch, BY_LIST);
      expect(report).toMatchObject({ confirmed: 0, notFound: 0, ambiguous: 0, remaining: 3 });
      expect(report.listError).not.toBeNull();
      expect(report.rows.map(({ outcome }) => outcome)).toEqual([null, null, null]);
    },
  );

  test('a list that breaks off proves nothing', async () => {
    const batch = doubtful();
    show(1);
    gateway.list = 'cursor';
    for (let n = 100; n < 350; n += 1) show(n, { createdMs: TEST_NOW_MS + 1000 });
    const { api } = gateway;
    let pages = 0;
    const breaking = {
      status: api.status.bind(api),
      list: async (query: Parameters<typeof api.list>[0]) => {
        pages += 1;
        if (pages === 4) gateway.list = 'none';
        return api.list(query);
      },
    };
    const deps = { db, api: breaking, clock: time.clock };
    const report = unwrap<ResolveReport, AppError>(
      await resolveDoubt(deps, batch.id, BY_LIST, null),
    );
    expect(report).toMatchObject({ confirmed: 0, notFound: 0, remaining: 3 });
    expect(report.listError).not.toBeNull();
  });

  test('a line that fails is an error, and changes nothing', async () => {
    const batch = doubtful({ salvagedIds: [sampleId(1)] });
    await gateway.close();
    expect(unwrapError(await resolve(batch, BY_LIST))).toMatchObject({ kind: 'offline' });
    expect((await resolved(batch, { kind: 'show' })).rows[0]?.checkedAtMs).toBeNull();
    gateway = await startStatusGateway();
  });

  test('a clock that is hours wrong is told by a message that was accepted', async () => {
    const HOURS = 5 * 60 * MINUTE;
    sentBatch(db, { messages: 1, name: 'Before', idOf: () => 'MARK' });
    gateway.messages.set('MARK', { id: 'MARK', createdMs: TEST_NOW_MS - HOURS });
    const batch = doubtful();
    show(1, { createdMs: TEST_NOW_MS + 500 - HOURS });
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 1, notFound: 2 });
  });

  test('a batch of another account is refused', async () => {
    const batch = doubtful();
    sentBatch(db, { org: 8 });
    expect(unwrapError(await resolve(batch, BY_LIST))).toMatchObject({ kind: 'bad_value' });
  });
});

describe('by salvaged ids', () => {
  test('recipient and text say which row it is, without the list', async () => {
    gateway.list = 'none';
    const batch = doubtful({ salvagedIds: ['A', 'B', 'C'] });
    show(2, {}, 'A');
    show(3, { createdMs: TEST_NOW_MS + 100 * MINUTE }, 'B');
    const report = await resolved(batch, BY_LIST);
    expect(report).toMatchObject({ confirmed: 2, ambiguous: 1, remaining: 1 });
    expect(storedMessages(db, batch).map(({ messageId }) => messageId)).toEqual([null, 'A', 'B']);
    expect(countsAgree(db, batch)).toBe(true);
  });

  test('an id that the API does not know yet may be found in the list', async () => {
    const batch = doubtful({ messages: 1, salvagedIds: ['A'] });
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 0, ambiguous: 1 });
    show(1, {}, 'A');
    gateway.byId = () => ({ status: 404, body: '{}' });
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 1 });
  });

  test('the answer for another id says nothing', async () => {
    gateway.list = 'none';
    const batch = doubtful({ messages: 1, salvagedIds: ['A'] });
    show(1, {}, 'B');
    gateway.byId = () => ({ status: 200, body: JSON.stringify(gateway.messages.get('B')) });
    expect(await resolved(batch, BY_LIST)).toMatchObject({ confirmed: 0, ambiguous: 1 });
  });

  test('two of them with one recipient and text are ambiguous', async () => {
    const batch = doubtful({ messages: 1, salvagedIds: ['A', 'B'] });
    show(1, {}, 'A');
    show(1, {}, 'B');
    const report = await resolved(batch, BY_LIST);
    expect(report).toMatchObject({ confirmed: 0, ambiguous: 1 });
    expect(report.rows[0]?.evidence?.ids).toEqual(['A', 'B']);
  });
});

describe('by decision', () => {
  test('as sent: accepted without an id, recorded with who, when and why', async () => {
    const batch = doubtful();
    const report = await resolved(batch, AS_SENT, [2, 4]);
    expect(report).toMatchObject({ decided: 2, remaining: 1 });
    expect(report.rows.map(({ settled }) => settled)).toEqual(['as_sent', 'as_sent']);
    expect(statesOf(db, batch)).toEqual(['accepted', 'in_doubt', 'accepted']);
    expect(countsAgree(db, batch)).toBe(true);
    expect(decisionQueries(db).ofBatch(batch.key)).toMatchObject([
      {
        atMs: time.clock.nowMs(),
        who: 'ann',
        kind: 'as_sent',
        why: 'phoned them',
        detail: { rows: '2,4', seqs: '1,3', messages: 2 },
      },
    ]);
    expect(batchQueries(db).get(batch.key).state).toBe('done');
  });

  test('send again: queued with one more attempt, and the batch is open again', async () => {
    const batch = doubtful();
    const report = await resolved(batch, SEND_AGAIN, [3]);
    expect(report).toMatchObject({ decided: 1, remaining: 2 });
    expect(storedMessages(db, batch)).toMatchObject([
      { state: 'in_doubt', attempt: 0 },
      { state: 'queued', attempt: 1, requestKey: null },
      { state: 'in_doubt', attempt: 0 },
    ]);
    expect(countsAgree(db, batch)).toBe(true);
    expect(batchQueries(db).get(batch.key)).toMatchObject({ state: 'paused', doneAtMs: null });
  });

  test('nothing that is not in doubt can be decided upon', async () => {
    const batch = doubtful();
    await resolved(batch, AS_SENT, [2]);
    const error = unwrapError(await resolve(batch, SEND_AGAIN, [2, 3]));
    expect(error).toMatchObject({ kind: 'bad_value', name: 'rows', value: '2' });
    expect(statesOf(db, batch)).toEqual(['accepted', 'in_doubt', 'in_doubt']);
    expect(decisionQueries(db).ofBatch(batch.key).length).toBe(1);
  });

  test('without anything in doubt there is nothing to decide', async () => {
    const batch = sentBatch(db);
    expect(await resolved(batch, SEND_AGAIN)).toMatchObject({ decided: 0, remaining: 0 });
    expect(decisionQueries(db).ofBatch(batch.key)).toEqual([]);
  });

  test('while the batch is being sent nothing is sent again', async () => {
    const batch = doubtful();
    db.sql.prepare(`UPDATE batch SET state = 'sending' WHERE batch_key = ?`).run(batch.key);
    expect(unwrapError(await resolve(batch, SEND_AGAIN))).toMatchObject({ kind: 'batch_state' });
    expect(statesOf(db, batch)).toEqual(['in_doubt', 'in_doubt', 'in_doubt']);
  });

  test('a paused batch keeps the reason why it stopped', async () => {
    const batch = doubtful();
    await resolved(batch, SEND_AGAIN, [2]);
    const stop = { reason: 'paused' } as const;
    batchQueries(db).apply(batch.key, { type: 'stopped' }, { atMs: 1, stop });
    await resolved(batch, SEND_AGAIN, [3]);
    expect(batchQueries(db).get(batch.key)).toMatchObject({ state: 'paused', stop });
  });
});

/** Messages that were in doubt, were taken all the same, and are sent again by decision. */
import { describe, expect, test } from 'vitest';
import { resolveDoubt } from '../../electron/send/resolve.ts';
import type { ResolveReport } from '../../electron/send/resolve.ts';
import type { Decided } from '../../electron/send/resolveDecide.ts';
import { systemClock } from '../../electron/runtime.ts';
import { cancelBatch } from '../../electron/send/stopBatch.ts';
import { requestCancel } from '../../electron/send/control.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import type { AppError } from '../../shared/errors.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import type { SendReport } from '../../electron/send/sendBatch.ts';
import { sampleBatch, sampleMessage, unwrap } from '../helpers/dataFolder.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { SendLineOptions, SendLineSetup } from '../helpers/sendLine.ts';

/** What ten messages of one part cost. */
const TEN_MICRO = 200_000;

type How = Decided['kind'] | 'show';

async function resolve({ db, batch }: SendLineSetup, kind: How): Promise<ResolveReport> {
  const how = kind === 'show' ? { kind } : { kind, who: 'ann', why: 'nobody got it' };
  const deps = { db, api: null, clock: systemClock };
  return unwrap<ResolveReport, AppError>(await resolveDoubt(deps, batch.id, how, null));
}

/** A whole list in doubt, of which the gateway has everything; it is to be sent again. */
async function toBeSentAgain(options: SendLineOptions = {}): Promise<SendLineSetup> {
  const line = await sendLine({ messages: 10, ...options });
  line.plan(['close_after_body_accepted']);
  await line.send({ canary: 100 });
  expect(new Set(line.states())).toEqual(new Set(['in_doubt']));
  await resolve(line, 'send_again');
  expect(new Set(line.states())).toEqual(new Set(['queued']));
  return line;
}

const allInDoubt = (line: SendLineSetup): void => {
  expect(new Set(line.states())).toEqual(new Set(['in_doubt']));
  expect(line.breaches()).toEqual([]);
};

/** Puts everybody on the do-not-contact list. */
function everybodyOptsOut({ db }: SendLineSetup): void {
  const recipients = db.sql.prepare<[], number>('SELECT recipient FROM message').pluck().all();
  optOutQueries(db).add(recipients, 'test', 1);
}

describe('where sending again comes to nothing, the doubt stands', () => {
  test('cancelled', async () => {
    const line = await toBeSentAgain();
    const cancelled = unwrap(cancelBatch({ db: line.db, clock: systemClock }, line.batch.id));
    expect(cancelled).toMatchObject({ state: 'done', counts: { in_doubt: 10, cancelled: 0 } });
    allInDoubt(line);
  });

  test('cancelled while others are being sent; what was never in doubt is cancelled', async () => {
    const line = await sendLine({ messages: 30 });
    line.plan(['close_after_body_accepted']);
    await line.send({ canary: 10 });
    await resolve(line, 'send_again');
    const cancel = (): void => requestCancel(line.db.dir, line.batch.id);
    const first = (name: JournalPoint): void => {
      if (name === 'wire') cancel();
    };
    await line.send({ canary: 1 }, {}, { journalPoint: first });
    expect(line.states().filter((state) => state === 'in_doubt')).toHaveLength(10);
    expect(line.states().filter((state) => state === 'cancelled')).toHaveLength(19);
    expect(line.breaches()).toEqual([]);
  });

  test.each([true, false])('opted out: safe %s', async (safe) => {
    const line = await toBeSentAgain();
    everybodyOptsOut(line);
    await line.send({ safe, budgetMicro: 2 * TEN_MICRO });
    expect(line.gateway.truth).toHaveLength(10);
    expect(line.messages()[0]).toMatchObject({ error: 'opted_out', estimateMicro: 20_000 });
    allInDoubt(line);
  });

  test('refused alone', async () => {
    const line = await toBeSentAgain({ messages: 2 });
    line.plan(() => 'status_400_api');
    await line.send();
    allInDoubt(line);
  });

  test('refused by the answer for all of them', async () => {
    let refused = false;
    const refuse = (): string | null => (refused ? 'blocked' : null);
    const line = await toBeSentAgain({ gateway: { refuse, refuseWhole: false } });
    refused = true;
    await line.send({ safe: false });
    expect(line.messages()[0]).toMatchObject({ error: 'blocked' });
    allInDoubt(line);
  });

  test('a message that never was in doubt is rejected', async () => {
    const refuse = ({ text }: { text: string }): string | null =>
      text === 'Hello 20' ? 'blocked' : null;
    const line = await sendLine({ messages: 20, gateway: { refuse, refuseWhole: false } });
    line.plan(['close_after_body_accepted']);
    await line.send({ canary: 10 });
    await resolve(line, 'send_again');
    await line.send({ safe: false, canary: 20 });
    expect(line.states()[19]).toBe('rejected');
    expect(line.breaches()).toEqual([]);
  });
});

describe('a doubt that stands', () => {
  async function standing(): Promise<SendLineSetup> {
    const line = await toBeSentAgain({ messages: 2, gateway: { list: true } });
    line.plan(() => 'status_400_api');
    await line.send();
    line.plan([]);
    return line;
  }
  const TWO_MICRO = 40_000;

  test('is shown with its evidence', async () => {
    const line = await standing();
    const { rows } = await resolve(line, 'show');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ settled: null });
    expect(rows[0]?.reason).not.toBe('');
  });

  test('is proved by the list', async () => {
    const line = await standing();
    const deps = { db: line.db, api: line.api, clock: systemClock };
    const proved = await resolveDoubt(deps, line.batch.id, { kind: 'by_list' }, null);
    expect(unwrap<ResolveReport, AppError>(proved)).toMatchObject({ confirmed: 2, remaining: 0 });
    expect(line.messages()[0]).toMatchObject({ state: 'accepted', error: null });
    expect(line.breaches()).toEqual([]);
  });

  test('is settled as sent', async () => {
    const line = await standing();
    await resolve(line, 'as_sent');
    expect(new Set(line.states())).toEqual(new Set(['accepted']));
    expect(line.breaches()).toEqual([]);
  });

  test('is sent again by one more decision, and then costs twice', async () => {
    const line = await standing();
    await resolve(line, 'send_again');
    expect(await line.send({ budgetMicro: 2 * TWO_MICRO - 1 })).toMatchObject({
      stopped: { reason: 'budget', neededMicro: 2 * TWO_MICRO },
    });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 2 } });
    expect(line.gateway.truth).toHaveLength(4);
    expect(line.breaches()).toEqual([]);
  });

  test('of two, it is the later one', async () => {
    const line = await toBeSentAgain();
    line.plan(['status_500']);
    await line.send({ safe: false, canary: 100 });
    await resolve(line, 'send_again');
    unwrap(cancelBatch({ db: line.db, clock: systemClock }, line.batch.id));
    const { rows } = await resolve(line, 'show');
    expect(rows).toHaveLength(10);
    const later = line.db.sql.prepare('SELECT max(request_key) FROM doubt').pluck().get();
    const now = line.db.sql.prepare('SELECT DISTINCT request_key FROM message').pluck().all();
    expect(now).toEqual([later]);
    allInDoubt(line);
  });
});

describe('the budget is the most that the whole list may cost', () => {
  test.each([true, false])('both times count: safe %s', async (safe) => {
    const line = await toBeSentAgain();
    const report = await line.send({ budgetMicro: 2 * TEN_MICRO - 1, safe });
    expect(report.stopped).toEqual({
      reason: 'budget',
      budgetMicro: 2 * TEN_MICRO - 1,
      neededMicro: 2 * TEN_MICRO,
    });
    expect(line.gateway.truth).toHaveLength(10);
    expect(await line.send({ budgetMicro: 2 * TEN_MICRO, safe })).toMatchObject({ state: 'done' });
    expect(line.gateway.truth).toHaveLength(20);
  });

  test('the first time still counts once the second one is accepted', async () => {
    const line = await toBeSentAgain({ messages: 20 });
    line.plan(['none', 'status_402_api']);
    await line.send({ safe: false });
    expect(line.states().filter((state) => state === 'queued')).toHaveLength(10);
    // 20 the first time, 10 that were accepted the second time, 10 that are queued.
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: 4 * TEN_MICRO });
  });

  test('what left at another price counts at that price', async () => {
    const line = await toBeSentAgain();
    priceQueries(line.db).set([{ country: 'PH', microPerPart: 30_000 }], 'test', 1);
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: TEN_MICRO + 300_000 });
  });

  test('what left without a price counts at the price that there is now', async () => {
    const line = await sendLine({ messages: 10 });
    line.db.sql.exec('DELETE FROM price');
    line.plan(['close_after_body_accepted']);
    await line.send();
    await resolve(line, 'send_again');
    priceQueries(line.db).set([{ country: 'PH', microPerPart: 30_000 }], 'test', 1);
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: 600_000 });
  });
});

describe('what left the first time still counts as having left', () => {
  /** Sends another list of the same messages to the same numbers. */
  async function sendSame({ db, ledger, api, batch }: SendLineSetup): Promise<SendReport> {
    const messages = [1, 2, 3].map((row) => sampleMessage(row));
    const other = sampleBatch(db, { messages, accountKey: batch.accountKey });
    return unwrap(await sendBatch({ db, ledger, api, ...leapingClock() }, other.id, {}));
  }

  test('for the same text to the same number: queued again', async () => {
    const line = await toBeSentAgain({ messages: 3 });
    expect((await sendSame(line)).stopped).toMatchObject({
      reason: 'recent_same_text',
      messages: 3,
    });
    expect(line.gateway.truth).toHaveLength(3);
  });

  test('for the same text to the same number: cancelled', async () => {
    const line = await toBeSentAgain({ messages: 3 });
    unwrap(cancelBatch({ db: line.db, clock: systemClock }, line.batch.id));
    expect((await sendSame(line)).stopped).toMatchObject({ reason: 'recent_same_text' });
  });

  const SEVERAL = Array.from({ length: 5 }, (_, i) => ({
    recipient: 639_170_000_001,
    text: `part ${i}`,
  }));

  test('for the five messages a minute that a number gets', async () => {
    const line = await sendLine({ messages: SEVERAL, allowDuplicates: true });
    line.plan(() => 'close_after_body_accepted');
    const time = leapingClock();
    for (const _ of SEVERAL) await line.send({ canary: 1 }, {}, time);
    expect(new Set(line.states())).toEqual(new Set(['in_doubt']));
    await resolve(line, 'send_again');
    line.plan([]);
    const before = time.slept.length;
    await line.send({}, {}, time);
    expect(line.gateway.truth).toHaveLength(10);
    const sleptMs = time.slept.slice(before).reduce((sum, ms) => sum + ms, 0);
    expect(sleptMs).toBeGreaterThan(50_000);
  });

  test('though no list holds the number twice', async () => {
    const line = await sendLine({ messages: 1 });
    const time = leapingClock();
    for (let times = 1; times <= 5; times += 1) {
      line.plan(['close_after_body']);
      await line.send({ safe: false }, {}, time);
      await resolve(line, 'send_again');
    }
    const before = time.slept.length;
    line.plan([]);
    await line.send({}, {}, time);
    const sleptMs = time.slept.slice(before).reduce((sum, ms) => sum + ms, 0);
    expect(sleptMs).toBeGreaterThan(50_000);
  });
});

/** Delivery reports through the window's calls, over the practice gateway and one that records. */
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_PLAN } from '../../electron/db/sendPlans.ts';
import { createReportHandlers } from '../../electron/ipc/handlers/reports.ts';
import type { ReportArea } from '../../electron/ipc/handlers/reports.ts';
import { createSendHandlers } from '../../electron/ipc/handlers/send.ts';
import type { SendArea } from '../../electron/ipc/handlers/send.ts';
import { createBookHandlers } from '../../electron/ipc/handlers/book.ts';
import { startPracticeGateway } from '../../electron/practice/gateway.ts';
import { callError, callValue } from '../helpers/calls.ts';
import { sampleBatch, sampleMessage, unwrap } from '../helpers/dataFolder.ts';
import { testWindow, until } from '../helpers/testWindow.ts';
import type { TestWindow } from '../helpers/testWindow.ts';
import { office } from '../helpers/windowSend.ts';
import type { Office, OfficeOptions } from '../helpers/windowSend.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Magic numbers of the practice gateway, by their last two digits. */
const magic = (code: string): number => Number(`6391709990${code}`);
const OPTED_OUT = magic('21');
const UNREACHABLE = magic('23');
const OTHER_SENDER = magic('30');

interface Practising {
  readonly window: TestWindow;
  readonly area: SendArea;
  readonly reports: ReportArea;
  readonly batch: string;
}

/** An office that has sent a list in practice, where a day passes in a minute. */
async function practised(recipients: readonly number[]): Promise<Practising> {
  const behaviour = { speed: 1440, failedPercent: 0, silentPercent: 0 };
  const gateway = unwrap(await startPracticeGateway(behaviour));
  const window = testWindow({ gateway, mode: 'practice', receiptSpeed: 1440 });
  const reports = createReportHandlers(window.context);
  const area = createSendHandlers(window.context, (sent) => reports.reportsDue(sent));
  closing.push(async () => {
    await window.close([area.work, reports.work]);
    await gateway.close();
  });
  const messages = recipients.map((recipient, place) => sampleMessage(place + 1, { recipient }));
  const { id: batch } = sampleBatch(window.session.services.db, { messages });
  const input = { batch, plan: { ...DEFAULT_PLAN, canary: 50 }, despite: {}, why: '' };
  await callValue(area.handlers, 'startSend', input);
  await until(() => area.work.busyWith() === null);
  return { window, area, reports, batch };
}

const ordinary = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => 639_171_000_000 + place);

describe('in practice', () => {
  test('reports come by themselves after a send, and are summed up', async () => {
    const here = await practised([...ordinary(5), UNREACHABLE, OTHER_SENDER]);
    const { handlers } = here.reports;
    const report = () => callValue(handlers, 'deliveryReport', { batch: here.batch });
    const before = await report();
    expect(before).toMatchObject({ counts: { accepted: 7 }, reasons: [], chargedMicro: 0 });
    expect(before.nextDueMs).not.toBeNull();
    await expect.poll(async () => (await report()).counts.delivered, { timeout: 20_000 }).toBe(6);
    const after = await report();
    expect(after).toMatchObject({
      total: 7,
      counts: { delivered: 6, failed: 1 },
      byCountry: [{ country: 'PH', counts: { delivered: 6, failed: 1 } }],
      reasons: [{ error: 'unreachable', state: 'failed', messages: 1 }],
      senderChanged: 1,
      arrivedAs: [{ ours: 'OFFICE', theirs: 'SMSInfo', messages: 1 }],
      nextDueMs: null,
    });
    const sum = (what: 'sent' | 'delivered' | 'failed'): number =>
      after.overTime.reduce((total, column) => total + column[what], 0);
    expect([sum('sent'), sum('delivered'), sum('failed')]).toEqual([7, 6, 1]);
    const told = here.window.sent('reportsChanged');
    expect(told.some(({ isRunning }) => isRunning)).toBe(true);
    await until(() => here.window.sent('reportsChanged').at(-1)?.isRunning === false);
    expect(here.window.sent('batchesChanged').length).toBeGreaterThan(0);
    const failures = { batch: here.batch, states: ['failed' as const] };
    expect(await callValue(handlers, 'failuresAsDraft', failures)).toMatchObject({ rows: 1 });
    const none = { batch: here.batch, states: ['rejected' as const] };
    expect(await callError(handlers, 'failuresAsDraft', none)).toMatchObject({
      kind: 'no_valid_rows',
    });
  });

  test('who asked to stop waits for somebody until they are on the list', async () => {
    const here = await practised([...ordinary(2), OPTED_OUT]);
    const book = createBookHandlers(here.window.context);
    const outbox = async () =>
      (await callValue(here.area.handlers, 'listOutbox', {})).attention.map(({ kind }) => kind);
    expect(await outbox()).toEqual([]);
    // At once, although nothing is due yet: the operator asks for this list.
    await expect
      .poll(
        async () => {
          if (here.reports.work.busyWith() === null) {
            await callValue(here.reports.handlers, 'checkReports', { batch: here.batch });
          }
          return outbox();
        },
        { timeout: 20_000, interval: 300 },
      )
      .toEqual(['asked_to_stop']);
    await callValue(book, 'addOptOuts', { text: `+${OPTED_OUT}` });
    expect(await outbox()).toEqual([]);
    const why = 'asked us again';
    await callValue(book, 'removeOptOut', { to: String(OPTED_OUT), why });
    expect(await outbox()).toEqual(['asked_to_stop']);
  });
});

interface Asking extends Office {
  readonly reports: ReportArea;
}

/** An office over the truth gateway that has sent its list; its reports are due. */
async function asking(options: OfficeOptions = {}): Promise<Asking> {
  const here = await office({ ...options, gateway: { speed: 1000, ...options.gateway } });
  const reports = createReportHandlers(here.window.context);
  closing.push(() => here.window.close([here.area.work, reports.work]));
  await here.start();
  await here.ended();
  return { ...here, reports };
}

const questions = ({ gateway }: Office): number =>
  gateway.requests.filter(({ method, path }) => method === 'GET' && !path.includes('balance'))
    .length;

/** Makes what was sent due now. */
const makeDue = ({ db }: Office): void => {
  db.sql.exec('UPDATE request SET due_at_ms = 1 WHERE due_at_ms IS NOT NULL');
};

describe('asked for', () => {
  test('for one list, at once; a second time while it runs is refused', async () => {
    const here = await asking({ messages: 30, gateway: { readFaults: () => 'slow_50' } });
    const { handlers } = here.reports;
    await new Promise((resolve) => void setTimeout(resolve, 20));
    const begun = await callValue(handlers, 'checkReports', { batch: here.batch.id });
    expect(begun).toMatchObject({ isRunning: true, batch: here.batch.id });
    expect(here.reports.work.busyWith()).toBe('reports');
    const again = await callError(handlers, 'checkReports', { batch: null });
    expect(again).toEqual({ kind: 'work_running', work: 'reports' });
    await until(() => here.reports.work.busyWith() === null);
    expect(await here.summary()).toMatchObject({ counts: { delivered: 30 } });
    expect(await callValue(handlers, 'reportsState', {})).toMatchObject({
      isRunning: false,
      nextDueMs: null,
      error: null,
    });
  });

  test('without a key or an account is an error of the call, not of the state', async () => {
    const here = await asking();
    const { handlers } = here.reports;
    here.window.setKey(false);
    expect(await callError(handlers, 'checkReports', { batch: null })).toEqual({
      kind: 'api_key_missing',
    });
    expect(await callValue(handlers, 'reportsState', {})).toMatchObject({ error: null });
    const empty = testWindow();
    const none = createReportHandlers(empty.context);
    expect(await callError(none.handlers, 'checkReports', { batch: null })).toEqual({
      kind: 'account_missing',
    });
    await empty.close([none.work]);
  });

  test('without a line says so', async () => {
    const here = await asking();
    await here.gateway.stopListening();
    await callValue(here.reports.handlers, 'checkReports', { batch: here.batch.id });
    await until(() => here.reports.work.busyWith() === null);
    const { error } = await callValue(here.reports.handlers, 'reportsState', {});
    expect(error).toMatchObject({ kind: 'offline' });
  });
});

describe('in the background', () => {
  test('a refused key is asked once, then left alone for a while', async () => {
    const here = await asking({ gateway: { readFaults: () => 'status_401' } });
    makeDue(here);
    here.reports.reportsDue();
    await until(() => questions(here) > 0, 20_000);
    await until(() => here.window.sent('reportsChanged').some(({ error }) => error !== null));
    const asked = questions(here);
    here.reports.reportsDue();
    await new Promise((resolve) => void setTimeout(resolve, 1500));
    expect(questions(here)).toBe(asked);
    const { error } = await callValue(here.reports.handlers, 'reportsState', {});
    expect(error).toMatchObject({ kind: 'api_refused', status: 401 });
    // Nothing that the operator asked for: it holds up nobody.
    expect(here.reports.work.busyWith()).toBeNull();
  });

  test('a line that fails is no error, and the news of its return begins anew', async () => {
    const here = await asking();
    await here.gateway.stopListening();
    makeDue(here);
    here.reports.reportsDue();
    await until(() => here.window.sent('reportsChanged').some((s) => s.isRunning), 20_000);
    await until(() => here.window.sent('reportsChanged').at(-1)?.isRunning === false);
    expect((await callValue(here.reports.handlers, 'reportsState', {})).error).toBeNull();
    await here.gateway.startListening();
    here.reports.lineIsBack();
    await until(() => questions(here) > 0, 20_000);
  }, 60_000);

  test('what is due and cannot be asked for waits for somebody', async () => {
    const here = await asking();
    here.window.setKey(false);
    const { id: batch, name } = here.batch;
    makeDue(here);
    const outbox = await callValue(here.area.handlers, 'listOutbox', {});
    expect(outbox.attention).toEqual([{ kind: 'reports_due', batch, name, messages: 3 }]);
  });

  test('closing ends it, and asks nothing more', async () => {
    const here = await asking({ messages: 30, gateway: { readFaults: () => 'slow_300' } });
    await callValue(here.reports.handlers, 'checkReports', { batch: here.batch.id });
    await here.reports.work.settle();
    const asked = questions(here);
    expect(here.reports.work.busyWith()).toBeNull();
    await new Promise((resolve) => void setTimeout(resolve, 700));
    expect(questions(here)).toBe(asked);
    const state = await callValue(here.reports.handlers, 'reportsState', {});
    expect(state.isRunning).toBe(false);
  });
});

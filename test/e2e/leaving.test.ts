/** Leaving while a send runs: the question, what is on its way, and the rest the next day. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { openReader } from '../../electron/db/open.ts';
import { startPracticeGateway, type PracticeGateway } from '../../electron/practice/gateway.ts';
import { MESSAGE_STATES } from '../../shared/domain/message.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { close, launch, type TestApp } from './host.ts';
import { call, skipFirstStart } from './support.ts';

/** So long every answer takes: a slow line on the first day, a good one on the next. */
let answerMs = 1500;
const PEOPLE = 400;

let home = '';
let gateway: PracticeGateway;
let slow: Server;
let url = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'postbag-leaving-'));
  gateway = unwrap(await startPracticeGateway({ magic: false }));
  slow = createServer((incoming, answer) => {
    const { method, headers } = incoming;
    const passOn = request(`${gateway.url}${incoming.url}`, { method, headers }, (reply) => {
      // Taken at once, answered late: exactly the moment at which leaving would make doubt.
      setTimeout(() => {
        answer.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(answer);
      }, answerMs);
    });
    incoming.pipe(passOn);
  });
  await new Promise<void>((resolve) => {
    slow.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
});

afterAll(async () => {
  slow.closeAllConnections();
  slow.close();
  await gateway.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A list that is ready, for so many people of this office. */
async function readyList({ page }: TestApp): Promise<string> {
  await skipFirstStart(page);
  await call(page, 'setAccount', {
    org: gateway.org,
    baseUrl: url,
    sender: 'Clinic',
    country: 'KE',
  });
  await call(page, 'setApiKey', { key: gateway.apiKey });
  await call(page, 'setPrices', { prices: [{ country: 'KE', microPerPart: 20_000 }] });
  const rows = Array.from({ length: PEOPLE }, (_, i) => `0712${String(100_000 + i)}\tPerson ${i}`);
  const { draft } = await call(page, 'pasteList', { text: ['phone\tname', ...rows].join('\n') });
  const settings = { template: 'Dear {{name}}, the clinic is open.', name: 'Leaving' };
  await call(page, 'updateDraft', { draft, settings });
  const built = await call(page, 'buildDraft', { draft });
  expect(built.problem).toBeNull();
  return (await call(page, 'readyDraft', { draft })).batch;
}

function countsIn(dataDir: string) {
  const db = unwrap(openReader(dataDir));
  if (db === null) throw new Error('no database');
  try {
    const batch = batchQueries(db)
      .list()
      .find(({ name }) => name === 'Leaving');
    if (batch === undefined) throw new Error('no batch');
    return { state: batch.state, counts: countQueries(db).of(batch.key) };
  } finally {
    db.close();
  }
}

test('a send that runs holds the window, is settled, and goes on the next day', async () => {
  const app = await launch({ home });
  const batch = await readyList(app);
  const { plan } = await call(app.page, 'batch', { batch });
  const slowPlan = { ...plan, canary: 10, maxRequest: 20, lanes: 1 };
  await call(app.page, 'startSend', { batch, plan: slowPlan, despite: {}, why: '' });
  const accepted = () => gateway.books().accepted;
  await expect.poll(accepted, { timeout: 10_000 }).toBeGreaterThan(0);
  const awake = app.host === 'stand-in' ? (await app.system()).awake : ['prevent-app-suspension'];
  expect(awake).toEqual(['prevent-app-suspension']);

  // Escape stands for staying.
  expect(await app.closeWindow()).toBe(false);
  await expect.poll(async () => (await app.dialogs.shown()).length, { timeout: 10_000 }).toBe(1);
  expect((await call(app.page, 'sendState', {})).running?.batch).toBe(batch);

  await app.dialogs.answerMessage('Stop and close');
  await app.closeWindow();
  expect(await app.exited).toBe(0);
  expect(app.stderr()).toBe('');
  const { dataDir } = app;
  const { state, counts } = countsIn(dataDir);
  expect(state).toBe('paused');
  expect(counts.sending + counts.in_doubt).toBe(0);
  const left = counts.queued;
  expect(left).toBeGreaterThan(0);
  // All that the gateway took is known here.
  expect(PEOPLE - left).toBe(accepted());
  await close(app);

  answerMs = 0;
  const next = await launch({ home });
  await call(next.page, 'startSend', { batch, plan, despite: {}, why: '' });
  const isRunning = async () => (await call(next.page, 'sendState', {})).running !== null;
  await expect.poll(isRunning, { timeout: 20_000 }).toBe(false);
  await next.quit();
  expect(await next.exited).toBe(0);
  const end = countsIn(dataDir).counts;
  expect(MESSAGE_STATES.reduce((sum, one) => sum + end[one], 0)).toBe(PEOPLE);
  // Nobody was written to twice.
  expect(accepted()).toBe(PEOPLE);
  await close(next);
}, 60_000);

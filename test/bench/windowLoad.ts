/**
 * `npm run bench:window`: how the window answers with long lists: a list goes from the file to its
 * delivery reports, and on every screen inputs of every kind are timed, also while the list is read and
 * while it is sent.
 *
 * `--rows N,N` (100000,1000000), `--slow N` (1; slows the page's processor N times). Runs on the
 * end-to-end tests' host, against a bare gateway on 127.0.0.1.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { call, open, settled, skipFirstStart } from '../e2e/support.ts';
import { closeSharedBrowser } from '../helpers/electron/browserPool.ts';
import { hasElectron, launchElectron } from '../helpers/electron/launchElectron.ts';
import { launchStandIn } from '../helpers/electron/launchStandIn.ts';
import type { TestApp } from '../helpers/electron/testApp.ts';
import { BENCH_TEMPLATE, writeSampleList } from './sampleList.ts';
import {
  pageMemory,
  probeEmptyPage,
  probeScreen,
  reachLastRow,
  slowestWhile,
  startProbe,
  type Answered,
  type PageMemory,
} from './windowProbe.ts';

const { values: args } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000,1000000' },
    slow: { type: 'string', default: '1' },
  },
});

const INPUT_LIMIT_MS = 100;
const SLOWED_LIMIT_MS = 200;
const MEMORY_LIMIT_MB = 300;
/** Targets are for this many recipients; a million need only work. */
const TARGET_ROWS = 100_000;

interface Visit extends Answered {
  readonly screen: string;
  readonly memory: PageMemory;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function startGateway(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const script = fileURLToPath(new URL('bareGateway.ts', import.meta.url));
  const child = spawn(process.execPath, [script, 'list'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => {
    child.stdout?.setEncoding('utf8').once('data', resolve);
  });
  return { url: (JSON.parse(line) as { readonly url: string }).url, child };
}

async function setUp({ page }: TestApp, url: string): Promise<void> {
  await skipFirstStart(page);
  await call(page, 'setAccount', { org: 1, baseUrl: url, sender: 'Office', country: 'KE' });
  await call(page, 'setApiKey', { key: 'bench' });
  const prices = ['KE', 'TZ'].map((country) => ({ country, microPerPart: 20_000 }));
  await call(page, 'setPrices', { prices });
}

/** Visits screens and keeps what was measured. */
class Walk {
  readonly visits: Visit[] = [];
  readonly #page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  async visit(screen: string, address: string): Promise<void> {
    await open(this.#page, address);
    await this.measure(screen);
  }

  async measure(screen: string): Promise<void> {
    const answered = await probeScreen(this.#page);
    const memory = await pageMemory(this.#page, this.#session);
    this.visits.push({ screen, memory, ...answered });
    say(
      `  ${screen.padEnd(22)} ${String(Math.round(answered.worstMs)).padStart(5)} ms` +
        `  frames ${answered.frameMs.toFixed(0).padStart(3)} ms  main ${answered.mainMs.toFixed(0).padStart(4)} ms` +
        `  heap ${memory.heapMb.toFixed(0).padStart(3)} MB  process ${memory.processMb?.toFixed(0) ?? '?'} MB` +
        `  ${answered.worst}`,
    );
  }

  async lastRow(screen: string, rows: number): Promise<void> {
    const reached = await reachLastRow(this.#page);
    const verdict = reached.row === rows ? 'holds' : `FALLS SHORT: row ${reached.row}`;
    say(`  ${screen}: last row in ${Math.round(reached.ms)} ms  ${verdict}`);
  }
}

/** Long work, with the slowest answer that the main process gave meanwhile. */
async function timed<T>(page: Page, what: string, work: Promise<T>): Promise<T> {
  const start = performance.now();
  const slowest = await slowestWhile(page, work);
  const seconds = (performance.now() - start) / 1000;
  say(`  (${what}: ${seconds.toFixed(1)} s, main process answered in ≤ ${Math.round(slowest)} ms)`);
  return work;
}

async function sent(page: Page): Promise<void> {
  for (;;) {
    const { running, lastError } = await call(page, 'sendState', {});
    if (lastError !== null) throw new Error(JSON.stringify(lastError));
    if (running === null) return;
    await page.waitForTimeout(200);
  }
}

/** Searches the history for a name, and waits for what is found. */
async function search(page: Page): Promise<void> {
  await page.locator('main input').first().fill('Wanjiru');
  // A search begins when the typing has ended.
  await page.waitForTimeout(600);
  await settled(page);
}

async function prepare(app: TestApp, walk: Walk, list: string, rows: number): Promise<string> {
  const { page, dialogs } = app;
  await dialogs.answerOpen(list);
  const chosen = await call(page, 'chooseList', {});
  if (chosen === null) throw new Error('no list was chosen');
  const { draft } = chosen;
  await call(page, 'updateDraft', {
    draft,
    settings: { name: 'bench', country: 'KE', template: BENCH_TEMPLATE },
  });
  await open(page, '/');
  const reading = call(page, 'buildDraft', { draft });
  await walk.measure('outbox, while reading');
  await timed(page, 'reading the list, the rest', reading);
  await call(page, 'updateDraft', { draft, settings: { country: 'TZ' } });
  await timed(page, 'reading it again', call(page, 'buildDraft', { draft }));
  await walk.visit('list', `/draft/${draft}/list`);
  await walk.visit('message', `/draft/${draft}/message`);
  await walk.visit('preview', `/draft/${draft}/preview`);
  await walk.lastRow('preview', rows);
  const { batch } = await timed(page, 'making it ready', call(page, 'readyDraft', { draft }));
  return batch;
}

async function send(app: TestApp, walk: Walk, batch: string, rows: number): Promise<void> {
  const { page } = app;
  await walk.visit('send, before', `/batch/${batch}/send`);
  const { plan } = await call(page, 'batch', { batch });
  await call(page, 'startSend', { batch, plan, despite: {}, why: '' });
  await walk.measure('send, under way');
  await timed(page, 'sending, the rest', sent(page));
  const { counts } = (await call(page, 'batch', { batch })).summary;
  if (counts.accepted !== rows) throw new Error(`not all was sent: ${JSON.stringify(counts)}`);
  await walk.visit('send, done', `/batch/${batch}/send`);
  await walk.visit('reports', `/batch/${batch}/reports`);
  await walk.visit('history', '/history');
  await walk.lastRow('history', rows);
  await timed(page, 'searching the history', search(page));
  await walk.visit('outbox', '/');
  await walk.visit('settings', '/settings');
}

function report(visits: readonly Visit[], rows: number): void {
  const worst = visits.reduce((a, b) => (b.worstMs > a.worstMs ? b : a));
  const inMb = visits.map(({ memory }) => memory.processMb ?? memory.heapMb);
  const limit = Number(args.slow) > 1 ? SLOWED_LIMIT_MS : INPUT_LIMIT_MS;
  const verdict = (holds: boolean): string => {
    if (rows > TARGET_ROWS) return '';
    return holds ? 'holds' : 'FALLS SHORT';
  };
  say(
    `slowest input: ${Math.round(worst.worstMs)} ms (${worst.screen}), wanted ≤ ${limit} ms  ${verdict(worst.worstMs <= limit)}`,
  );
  say(
    `the page's memory at most: ${Math.round(Math.max(...inMb))} MB, wanted ≤ ${MEMORY_LIMIT_MB} MB  ${verdict(Math.max(...inMb) <= MEMORY_LIMIT_MB)}`,
  );
}

async function run(rows: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'postbag-bench-window-'));
  const list = join(home, 'list.csv');
  await writeSampleList(list, rows);
  const gateway = await startGateway();
  const options = { home, viewport: { width: 1366, height: 700 } };
  const app = await (hasElectron() ? launchElectron(options) : launchStandIn(options));
  try {
    say(`\n${rows.toLocaleString('en-US')} recipients, on ${app.host}`);
    const session = await app.page.context().newCDPSession(app.page);
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: Number(args.slow) });
    const browser = app.page.context().browser();
    // Electron opens no page of ours.
    if (browser !== null && app.host === 'stand-in') {
      say(`  an empty page          ${String(await probeEmptyPage(browser)).padStart(5)} ms`);
    }
    await setUp(app, gateway.url);
    await startProbe(app.page);
    const walk = new Walk(app.page, session);
    const batch = await prepare(app, walk, list, rows);
    await send(app, walk, batch, rows);
    report(walk.visits, rows);
  } finally {
    await app.dispose();
    gateway.child.stdin?.end();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const rows of args.rows.split(',')) await run(Number(rows));
await closeSharedBrowser();
process.exit(0);

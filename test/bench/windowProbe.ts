/**
 * How a screen answers: inputs of every kind that a screen has, each timed by the browser itself from the
 * event to the frame that shows its effect, and the frames while scrolling.
 */
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { call } from '../e2e/support.ts';

/** What a screen's inputs took. */
export interface Answered {
  /** The slowest input, event to next frame. Faster than 16 ms is not told apart, and is 0. */
  readonly worstMs: number;
  /** Which one it was. */
  readonly worst: string;
  readonly inputs: number;
  /** The 95th percentile of the time between frames while scrolling; 0 where nothing scrolls. */
  readonly frameMs: number;
  /** The slowest of a few answers of the main process. */
  readonly mainMs: number;
}

interface Timed {
  readonly kind: string;
  readonly ms: number;
}

interface Probe {
  readonly postbagTimed: Timed[];
  postbagFrames: number[];
}

const SHORTEST_MS = 16;
const MAX_FIELDS = 4;
const MAX_TABS = 6;
const WHEEL_STEPS = 40;
const MAIN_CALLS = 5;

/** Starts to time inputs in every page that is loaded from now on, and in the present one. */
export async function startProbe(page: Page): Promise<void> {
  await page.evaluate((shortest) => {
    const timed: Timed[] = [];
    Object.assign(window, { postbagTimed: timed, postbagFrames: [] });
    // The browser counts an input until something new is on the screen. Where it changes nothing to be
    // seen, that is the next blink of the caret, half a second later, while frames come all the time: then
    // the first frame after the input is what counts.
    const frames: number[] = [];
    const tick = (now: number): void => {
      frames.push(now);
      if (frames.length > 1000) frames.splice(0, 500);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    const answered = ({ startTime, processingEnd, duration }: PerformanceEventTiming): number => {
      const next = frames.find((at) => at >= processingEnd);
      return next === undefined ? duration : Math.min(duration, next - startTime + 16);
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        const { target } = entry;
        const where = target instanceof Element ? target : null;
        const name = where?.getAttribute('name') ?? where?.getAttribute('role') ?? '';
        const on = `${where?.tagName.toLowerCase() ?? '?'} ${name} ${String(where?.className)}`;
        timed.push({ kind: `${entry.name} on ${on}`, ms: answered(entry) });
      }
    }).observe({ type: 'event', durationThreshold: shortest } as PerformanceObserverInit);
  }, SHORTEST_MS);
}

async function frames(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const probe = window as unknown as Probe;
    probe.postbagFrames = [];
    let before = performance.now();
    const draw = (now: number): void => {
      probe.postbagFrames.push(now - before);
      before = now;
      if (probe.postbagFrames.length < 10_000) requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  });
  await work();
  const gaps = await page.evaluate(() => {
    const probe = window as unknown as Probe;
    const taken = probe.postbagFrames;
    probe.postbagFrames = Array.from({ length: 10_000 }, () => 0);
    return taken.slice(1);
  });
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.95)] ?? 0;
}

/** Types into the screen's text fields, and takes it back. */
async function typeInFields(page: Page): Promise<number> {
  const fields = page.locator(
    'main :is(input[type="text"], input[type="search"], input:not([type]), textarea):not([readonly])',
  );
  const count = Math.min(await fields.count(), MAX_FIELDS);
  let typed = 0;
  for (let at = 0; at < count; at += 1) {
    const field = fields.nth(at);
    if (!(await field.isVisible()) || !(await field.isEnabled())) continue;
    await field.click();
    await page.keyboard.press('End');
    await page.keyboard.type('ab', { delay: 60 });
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    typed += 1;
  }
  return typed * 5;
}

/** Clicks what only shows something else on the same screen. */
async function clickTabs(page: Page): Promise<number> {
  const tabs = page.locator('main [role="tab"]:not([aria-disabled="true"])');
  const count = Math.min(await tabs.count(), MAX_TABS);
  for (let at = 0; at < count; at += 1) await tabs.nth(at).click();
  return count;
}

/** Moves through the screen's table by keyboard. */
async function walkTable(page: Page): Promise<number> {
  const table = page.locator('main .vtable').first();
  if ((await table.count()) === 0) return 0;
  await table.focus();
  const keys = ['ArrowDown', 'ArrowDown', 'PageDown', 'PageDown', 'End', 'PageUp', 'Home'];
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(30);
  }
  return keys.length;
}

async function scroll(page: Page): Promise<number> {
  const table = page.locator('main .vtable').first();
  const hasTable = (await table.count()) > 0;
  const target = hasTable ? table : page.locator('main').first();
  await target.hover({ force: true });
  const gap = await frames(page, async () => {
    for (let step = 0; step < WHEEL_STEPS; step += 1) {
      await page.mouse.wheel(0, step % 10 === 9 ? -2000 : 400);
      await page.waitForTimeout(16);
    }
  });
  await page.mouse.wheel(0, -1_000_000);
  return gap;
}

async function slowestAnswer(page: Page): Promise<number> {
  let worst = 0;
  for (let at = 0; at < MAIN_CALLS; at += 1) {
    const start = performance.now();
    await call(page, 'sendState', {});
    worst = Math.max(worst, performance.now() - start);
  }
  return worst;
}

/**
 * The slowest answer of the main process while some work goes on: a main process that is busy answers no
 * screen at all.
 */
export async function slowestWhile(page: Page, work: Promise<unknown>): Promise<number> {
  const state = { isDone: false, worst: 0 };
  const end = work.finally(() => {
    state.isDone = true;
  });
  while (!state.isDone) {
    const start = performance.now();
    await call(page, 'sendState', {});
    state.worst = Math.max(state.worst, performance.now() - start);
    await page.waitForTimeout(20);
  }
  await end;
  return state.worst;
}

/** Gives the page in front inputs of every kind that it has. */
async function giveInputs(page: Page): Promise<Omit<Answered, 'mainMs'>> {
  await page.evaluate(() => (window as unknown as Probe).postbagTimed.splice(0));
  let inputs = await typeInFields(page);
  inputs += await clickTabs(page);
  inputs += await walkTable(page);
  const frameMs = await scroll(page);
  for (let at = 0; at < 8; at += 1) await page.keyboard.press('Tab');
  // The browser tells of an input some frames after it.
  await page.waitForTimeout(200);
  const timed = await page.evaluate(() => (window as unknown as Probe).postbagTimed.splice(0));
  const slowest = timed.reduce<Timed>((a, b) => (b.ms > a.ms ? b : a), { kind: '', ms: 0 });
  return {
    worstMs: slowest.ms,
    worst: slowest.kind,
    inputs: inputs + WHEEL_STEPS + 8,
    frameMs,
  };
}

/** Gives the screen in front inputs, and asks the main process. */
export async function probeScreen(page: Page): Promise<Answered> {
  const mainMs = await slowestAnswer(page);
  return { mainMs, ...(await giveInputs(page)) };
}

/** The slowest input of a page that has nothing to do: what the machine itself takes at the moment. */
export async function probeEmptyPage(browser: Browser): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 700 } });
  const page = await context.newPage();
  await page.goto('data:text/html,<main><h1>empty</h1><input><p style="height:5000px"></main>');
  await startProbe(page);
  const { worstMs } = await giveInputs(page);
  await context.close();
  return worstMs;
}

/** Jumps to the end of the screen's table; answers how long its last row took to be there. */
export async function reachLastRow(page: Page): Promise<{ ms: number; row: number }> {
  const table = page.locator('main .vtable').first();
  await table.focus();
  const start = performance.now();
  await page.keyboard.press('End');
  const handle = await page.waitForFunction(() => {
    const grid = document.querySelector('main .vtable');
    const last = Number(grid?.getAttribute('aria-rowcount'));
    const row = grid?.querySelector(
      `[role="row"][aria-rowindex="${last}"]:not([aria-busy="true"])`,
    );
    return row?.textContent === undefined || row.textContent === '' ? null : last - 1;
  });
  return { ms: performance.now() - start, row: Number(await handle.jsonValue()) };
}

/** Memory of the page, megabytes: JavaScript's after a collection, and its process' own. */
export interface PageMemory {
  readonly heapMb: number;
  /** What the renderer's process has for itself; `null` where the system does not say. */
  readonly processMb: number | null;
}

/** Reads the page's memory; the process is the largest renderer of the browser. */
export async function pageMemory(page: Page, session: CDPSession): Promise<PageMemory> {
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {};
  await browser?.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = renderers.map(({ id }) => privateMb(id)).filter((size) => size !== null);
  return {
    heapMb: heap / 1e6,
    processMb: sizes.length === 0 ? null : Math.max(...sizes),
  };
}

/** A process' memory that is not a file's and not shared with others of the same program. */
function privateMb(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0);
    return (kilobytes('RssAnon') + kilobytes('RssShmem')) / 1000;
  } catch {
    return null;
  }
}

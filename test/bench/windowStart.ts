/**
 * How long the window takes from the start of its process to its first screen, painted, against an
 * empty page in the same Chromium: `windowStart.ts ROUNDS`, one line of JSON.
 *
 * The browser is started anew in every round, for both: Electron brings its own and starts it too. The
 * data folder is one that has been opened before.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeSharedBrowser, sharedBrowser } from '../helpers/electron/browserPool.ts';
import { hasElectron, launchElectron } from '../helpers/electron/launchElectron.ts';
import { launchStandIn } from '../helpers/electron/launchStandIn.ts';

/** What was measured, in milliseconds, a value a round. */
export interface StartTimes {
  readonly host: 'electron' | 'stand-in';
  readonly windowMs: readonly number[];
  readonly emptyMs: readonly number[];
}

/** Resolves after the next frame has been drawn. */
function painted(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

async function startWindow(home: string): Promise<number> {
  const start = performance.now();
  const app = await (hasElectron() ? launchElectron({ home }) : launchStandIn({ home }));
  await app.page.locator('h1').first().waitFor();
  await painted(app.page);
  const took = performance.now() - start;
  await app.quit();
  await app.dispose();
  await closeSharedBrowser();
  return took;
}

async function startEmpty(): Promise<number> {
  const start = performance.now();
  const { browser } = await sharedBrowser();
  const page = await (await browser.newContext()).newPage();
  await page.goto('data:text/html,<h1>empty</h1>');
  await painted(page);
  const took = performance.now() - start;
  await closeSharedBrowser();
  return took;
}

async function main(rounds: number): Promise<StartTimes> {
  const home = mkdtempSync(join(tmpdir(), 'postbag-bench-start-'));
  const windowMs: number[] = [];
  const emptyMs: number[] = [];
  try {
    // Fills the disk's cache and makes the data folder; not counted.
    await startWindow(home);
    for (let round = 0; round < rounds; round += 1) {
      emptyMs.push(await startEmpty());
      windowMs.push(await startWindow(home));
    }
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  return { host: hasElectron() ? 'electron' : 'stand-in', windowMs, emptyMs };
}

process.stdout.write(`${JSON.stringify(await main(Number(process.argv[2] ?? 5)))}\n`);
process.exit(0);

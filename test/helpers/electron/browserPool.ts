/** One browser per process: each application in it has a browser context of its own. */
import { chromium, type Browser } from 'playwright-core';
import { findBrowser, type FoundBrowser } from './browser.ts';

/** A running browser and where it came from. */
export interface RunningBrowser {
  readonly browser: Browser;
  readonly found: FoundBrowser;
}

let running: Promise<RunningBrowser> | null = null;

/** The process's browser; started on first use. @throws where there is none, saying what to do. */
export function sharedBrowser(): Promise<RunningBrowser> {
  running ??= startBrowser();
  return running;
}

/** Ends it; the next use starts another. */
export async function closeSharedBrowser(): Promise<void> {
  const ending = running;
  running = null;
  await (await ending)?.browser.close();
}

async function startBrowser(): Promise<RunningBrowser> {
  const found = await findBrowser();
  if (found === null) {
    throw new Error('No Chromium: install one, or name one in CHROMIUM_PATH.');
  }
  const browser = await chromium.launch({
    executablePath: found.path,
    args: [...found.args],
    env: { ...process.env, ...found.env },
    chromiumSandbox: !found.args.includes('--no-sandbox'),
  });
  return { browser, found };
}

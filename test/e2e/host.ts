/**
 * Starts the built application for an end-to-end test: on real Electron where its binary is present,
 * else on the stand-in. Says once which.
 *
 * After every test, and again at the end, whatever must not happen in a window fails the test: a
 * violation of the content policy, an error on the console, an uncaught error, a request that leaves.
 * `POSTBAG_E2E_SHOTS=<folder>` keeps a picture of the window where a test fails.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect } from 'vitest';
import { closeSharedBrowser, sharedBrowser } from '../helpers/electron/browserPool.ts';
import { hasElectron, launchElectron } from '../helpers/electron/launchElectron.ts';
import { launchStandIn } from '../helpers/electron/launchStandIn.ts';
import type { LaunchOptions, TestApp } from '../helpers/electron/testApp.ts';
import { ensureFreshWindow } from '../../build/scripts/freshCli.js';

export type { LaunchOptions, TestApp } from '../helpers/electron/testApp.ts';

const running = new Set<TestApp>();
const ofTest = new Set<TestApp>();
let isTold = false;

/** Starts the application. It is ended with the test file at the latest. */
export async function launch(options: LaunchOptions = {}): Promise<TestApp> {
  ensureFreshWindow();
  await tellHost();
  // What ends before it has a window shows a box that nobody could click away.
  const isReal = hasElectron() && options.expectsNoWindow !== true;
  const app = await (isReal ? launchElectron(options) : launchStandIn(options));
  running.add(app);
  return app;
}

/** The same for one test: it is ended with the test. */
export async function launchForTest(options: LaunchOptions = {}): Promise<TestApp> {
  const app = await launch(options);
  ofTest.add(app);
  return app;
}

/** Ends an application and forgets it, after a last look at what must not have happened. */
export async function close(app: TestApp): Promise<void> {
  running.delete(app);
  await app.dispose();
  expectNoMishap(app);
}

/** Fails if anything happened in the window that must not, and forgets it. */
export function expectNoMishap(app: TestApp): void {
  const { violations, consoleErrors, pageErrors, left } = app.mishaps;
  const found = {
    violations: violations.splice(0),
    consoleErrors: consoleErrors.splice(0),
    pageErrors: pageErrors.splice(0),
    left: left.splice(0),
  };
  expect(found).toEqual({ violations: [], consoleErrors: [], pageErrors: [], left: [] });
}

/** Fails on any violation that axe-core finds on the screen as it is. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findInaccessible(page)).toEqual([]);
}

/** Every violation that axe-core finds on the screen as it is, in words; of some rules, or of all. */
export async function findInaccessible(
  page: Page,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
  // The ordinary mode opens a second page, which the application would not allow.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules.length > 0) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

async function tellHost(): Promise<void> {
  if (isTold) return;
  isTold = true;
  if (hasElectron()) {
    console.log('host: Electron');
    return;
  }
  const { browser, found } = await sharedBrowser();
  console.log(`host: the stand-in on Chromium ${browser.version()} (${found.source})`);
}

async function photograph(app: TestApp, test: string): Promise<void> {
  const folder = process.env['POSTBAG_E2E_SHOTS'];
  if (folder === undefined) return;
  const name = test.replaceAll(/[^\w]+/gu, '-');
  await app.page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    for (const app of running) await photograph(app, task.name);
  }
  const ending = [...ofTest];
  ofTest.clear();
  for (const app of running) if (!ending.includes(app)) expectNoMishap(app);
  for (const app of ending) await close(app);
});

afterAll(async () => {
  const apps = [...running];
  running.clear();
  for (const app of apps) await app.dispose();
  await closeSharedBrowser();
  for (const app of apps) expectNoMishap(app);
});

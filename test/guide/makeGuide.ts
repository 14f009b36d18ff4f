/**
 * `npm run guide`: makes the screenshots of the operator's guide, by the walk that it describes.
 *
 * It runs the application on the stand-in, in practice mode, with the sample list; every step presses
 * what an operator would press, so that a screen that has lost its button stops the script. How long the
 * walk takes is told at the end.
 */
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { ensureFreshWindow } from '../../build/scripts/freshCli.js';
import { closeSharedBrowser } from '../helpers/electron/browserPool.ts';
import { launchStandIn } from '../helpers/electron/launchStandIn.ts';
import type { TestApp } from '../helpers/electron/testApp.ts';
import { startTruthGateway } from '../helpers/truthGateway.ts';
import { readyList } from '../e2e/readyList.ts';
import { call, open, skipFirstStart } from '../e2e/support.ts';

const IMAGES = fileURLToPath(new URL('../../docs/guide/images/', import.meta.url));
const VIEWPORT = { width: 1366, height: 700 };

const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name }).first();

async function shot(page: Page, name: string): Promise<void> {
  // What fades in has done so, and nothing is under the pointer.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(600);
  await page.screenshot({ path: `${IMAGES}${name}.png` });
}

async function prepare(page: Page): Promise<void> {
  await button(page, 'Begin practice').waitFor();
  await shot(page, '01-first-start');
  await button(page, 'Begin practice').click();
  const sample = button(page, 'Open the sample list');
  await sample.waitFor();
  await shot(page, '02-practice');
  await page.getByRole('link', { name: 'New send list' }).click();
  await button(page, /file/iu).waitFor();
  await shot(page, '03-new-list');
  await page.getByRole('link', { name: 'Outbox' }).click();
  await sample.click();
  await page.getByText('people will get the message').waitFor();
  await shot(page, '04-list');
  await button(page, 'Next: the message').click();
  const editor = page.getByRole('textbox', { name: 'Message' });
  await editor.click();
  await page.keyboard.type('Dear ');
  await button(page, 'Insert name').click();
  await page.keyboard.type(', your appointment is on ');
  await button(page, 'Insert date').click();
  await page.keyboard.type('. Please bring your card.');
  await page.getByText('characters left before the next SMS').waitFor();
  await shot(page, '05-message');
  await button(page, 'Next: preview and cost').click();
  await page.getByText('Cost by country').first().waitFor();
  await shot(page, '06-preview');
}

async function send(page: Page): Promise<void> {
  await button(page, /^Ready/u).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Amina');
  await page.keyboard.press('Enter');
  const go = page.getByRole('button', { name: /^Send \d+/u, disabled: false });
  await go.waitFor();
  await shot(page, '07-send');
  await go.click();
  await page
    .getByText(/^Finished/u)
    .first()
    .waitFor();
  await shot(page, '09-sent');
  await page.getByText('See the delivery reports').click();
  await page.getByText('Copy this sentence').waitFor();
}

async function lookBack(page: Page): Promise<void> {
  // Most of the invented phones have answered by then.
  await page.waitForTimeout(40_000);
  await shot(page, '11-reports');
  await page.getByRole('heading', { name: 'Over time' }).scrollIntoViewIfNeeded();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 420);
  await shot(page, '12-reports-charts');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('grid').waitFor();
  await shot(page, '13-history');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab').first().waitFor();
  await shot(page, '14-settings');
}

/** The screens that practice has no occasion for: a slow send, and an answer that got lost. */
async function trouble(app: TestApp): Promise<void> {
  const { page } = app;
  const gateway = await startTruthGateway({ faults: () => 'slow_300' });
  await skipFirstStart(page);
  const { org, url: baseUrl, apiKey } = gateway;
  await call(page, 'setAccount', { org, baseUrl, sender: 'Clinic', country: 'KE' });
  await call(page, 'setApiKey', { key: apiKey });
  await call(page, 'setPrices', { prices: [{ country: 'KE', microPerPart: 20_000 }] });
  const slow = await readyList(app, {
    people: 60,
    name: 'Vaccination days',
    plan: { maxRequest: 10, lanes: 1 },
  });
  await open(page, `/batch/${slow}/send`);
  await page.getByRole('button', { name: /^Send \d+/u, disabled: false }).click();
  await page.getByRole('progressbar').first().waitFor();
  await page.waitForTimeout(700);
  await shot(page, '08-sending');
  await page
    .getByText(/^Finished/u)
    .first()
    .waitFor();
  const doubtful = await readyList(app, {
    people: 12,
    name: 'Second doses',
    template: 'Second dose: {{name}}',
  });
  gateway.plan(['close_after_body_accepted']);
  await open(page, `/batch/${doubtful}/send`);
  await page.getByRole('button', { name: /^Send \d+/u, disabled: false }).click();
  await page
    .getByText(/may have been sent/iu)
    .first()
    .waitFor();
  await open(page, `/batch/${doubtful}/doubt`);
  await page.getByText('1. Ask engageSPARK').waitFor();
  await shot(page, '10-doubt');
  await gateway.close();
}

async function walk(): Promise<number> {
  const app = await launchStandIn({ locale: 'en-GB', viewport: VIEWPORT });
  const startedMs = performance.now();
  try {
    await prepare(app.page);
    await send(app.page);
    const tookMs = performance.now() - startedMs;
    await lookBack(app.page);
    return tookMs;
  } finally {
    await app.dispose();
  }
}

async function showTrouble(): Promise<void> {
  const app = await launchStandIn({ locale: 'en-GB', viewport: VIEWPORT });
  try {
    await trouble(app);
  } finally {
    await app.dispose();
  }
}

ensureFreshWindow();
try {
  const tookMs = await walk();
  await showTrouble();
  const seconds = Math.round(tookMs / 1000);
  process.stdout.write(`From the first start to the delivery reports: ${seconds} s.\n`);
} finally {
  await closeSharedBrowser();
}

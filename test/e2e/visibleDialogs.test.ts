/** Dialogs of the visible window (`npm run start:chromium`), shown inside a page with a strict policy. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeSharedBrowser, sharedBrowser } from '../helpers/electron/browserPool.ts';
import type { LinkHandler } from '../helpers/electron/link.ts';
import { answerVisibly } from '../helpers/electron/visibleDialogs.ts';

const folder = mkdtempSync(join(tmpdir(), 'postbag-visible-'));
const downloads = join(folder, 'Downloads');
const handlers = new Map<string, LinkHandler>();
const violations: string[] = [];
let page: Page;

function ask<T>(name: string, ...args: unknown[]): Promise<T> {
  const handler = handlers.get(name) as ((...given: unknown[]) => Promise<T>) | undefined;
  if (handler === undefined) throw new Error(`no handler for ${name}`);
  return handler(...args);
}

beforeAll(async () => {
  const { browser } = await sharedBrowser();
  page = await browser.newPage();
  page.setDefaultTimeout(5000);
  page.on('console', (message) => violations.push(message.text()));
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'none'" },
      body: '<!doctype html><title>Postbag</title><button>Own</button>',
    }),
  );
  await page.goto('https://postbag.app.invalid/');
  answerVisibly(
    {
      handle: (name, handler) => void handlers.set(name, handler),
      call: () => Promise.reject(new Error('not called')),
      tell: () => undefined,
      flush: () => undefined,
    },
    page,
    { fileFolder: join(folder, 'files'), downloads },
  );
});

afterAll(async () => {
  await closeSharedBrowser();
  rmSync(folder, { recursive: true });
});

test('a file is chosen in the browser and copied', async () => {
  const list = join(folder, 'liste d’été.csv');
  writeFileSync(list, 'phone;name\n+33612345678;Zoé\n');
  const chooser = page.waitForEvent('filechooser');
  const answer = ask<{ canceled: boolean; filePaths: string[] }>('dialog:open', {
    filters: [{ name: 'Lists', extensions: ['csv'] }],
  });
  await (await chooser).setFiles(list);
  const { canceled, filePaths } = await answer;
  expect(canceled).toBe(false);
  const [copy = ''] = filePaths;
  expect(copy.endsWith('liste d’été.csv')).toBe(true);
  expect(readFileSync(copy, 'utf8')).toBe(readFileSync(list, 'utf8'));
});

test('a file is saved among the downloads, beside one of the same name', async () => {
  const save = async (): Promise<string> => {
    const answer = ask<{ filePath: string }>('dialog:save', {
      title: 'Save report',
      defaultPath: join(folder, 'report.xlsx'),
    });
    await page.getByRole('textbox', { name: 'Save report' }).fill('../june.xlsx');
    await page.getByRole('button', { name: 'Save' }).click();
    return (await answer).filePath;
  };
  expect(await save()).toBe(join(downloads, 'june.xlsx'));
  writeFileSync(join(downloads, 'june.xlsx'), '');
  expect(await save()).toBe(join(downloads, 'june (2).xlsx'));
});

test('saving can be cancelled, by its button and by Escape', async () => {
  for (const cancel of [
    () => page.getByRole('button', { name: 'Cancel' }).click(),
    () => page.keyboard.press('Escape'),
  ]) {
    const answer = ask('dialog:save', { defaultPath: 'report.xlsx' });
    await page.getByRole('dialog').waitFor();
    await cancel();
    expect(await answer).toEqual({ canceled: true, filePath: '' });
    expect(await page.getByRole('dialog').count()).toBe(0);
  }
});

test('a question shows its text as text, and answers the button or what Escape stands for', async () => {
  const options = {
    message: '<img src=x onerror=alert(1)>',
    detail: 'Two\nlines',
    buttons: ['Stay', 'Leave'],
    cancelId: 0,
  };
  const first = ask('dialog:message', options);
  expect(await page.getByRole('dialog').textContent()).toContain(options.message);
  await page.getByRole('button', { name: 'Leave' }).click();
  expect(await first).toEqual({ response: 1, checkboxChecked: false });
  const second = ask('dialog:message', options);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  expect(await second).toEqual({ response: 0, checkboxChecked: false });
});

test('a window that is gone is not asked: its user wants to leave', async () => {
  await page.close();
  const answer = await ask('dialog:message', {
    message: '?',
    buttons: ['Stay', 'Leave'],
    cancelId: 0,
  });
  expect(answer).toEqual({ response: 1, checkboxChecked: false });
});

test('nothing of it violates the page’s policy', () => {
  expect(violations).toEqual([]);
});

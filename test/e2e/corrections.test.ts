/** Numbers put right in the window: nothing that was typed is lost, and what is refused stays to be corrected. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { launch } from './host.ts';
import { call, open, skipFirstStart, word } from './support.ts';

let page: Page;

beforeAll(async () => {
  page = (await launch({ viewport: { width: 1366, height: 768 } })).page;
  await skipFirstStart(page);
}, 60_000);

async function begunList(): Promise<string> {
  const text = 'phone,name\n+254712345601,Amina\n12,Otieno\n13,Wanjiku\n';
  const { draft } = await call(page, 'pasteList', { text });
  await call(page, 'buildDraft', { draft });
  await open(page, `/draft/${draft}/list`);
  await page.getByRole('button', { name: word('en', 'import.fix'), exact: true }).click();
  return draft;
}

const people = async (draft: string) => (await call(page, 'draft', { draft })).built?.recipients;

test.each(['Escape', 'the button'])('a number that is typed last is kept with %s', async (by) => {
  const draft = await begunList();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number in row 3').fill('+254712345602');
  if (by === 'Escape') await page.keyboard.press('Escape');
  else await dialog.getByRole('button', { name: word('en', 'import.fix_done') }).click();
  await dialog.waitFor({ state: 'detached' });
  await vi.waitFor(async () => expect(await people(draft)).toBe(2), { timeout: 5000 });
});

test('a bad one keeps the dialog open, once; one of the list is said', async () => {
  const draft = await begunList();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number in row 3').fill('+254712345601');
  await page.keyboard.press('Enter');
  await dialog.getByText(word('en', 'errors.reason_duplicate')).waitFor();
  await dialog.getByLabel('Number in row 4').fill('0');
  await page.keyboard.press('Escape');
  await dialog.locator('.field-error').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await vi.waitFor(async () => {
    const { built } = await call(page, 'draft', { draft });
    expect(built).toMatchObject({ recipients: 1, duplicates: 1, rejected: 1 });
  });
});

test('national numbers for the do-not-contact list stay until their country is chosen', async () => {
  await open(page, '/settings');
  await page.getByRole('tab', { name: word('en', 'settings.tab_do_not_contact') }).click();
  await page.getByRole('button', { name: word('en', 'settings.add_numbers') }).click();
  const dialog = page.getByRole('dialog');
  const numbers = dialog.getByLabel(word('en', 'settings.numbers'), { exact: true });
  const add = dialog.getByRole('button', { name: word('en', 'common.add'), exact: true });
  await numbers.fill('+254712345603\n0712 345 604');
  await add.click();
  await dialog.getByText(word('en', 'errors.reason_country_needed')).waitFor();
  expect(await numbers.inputValue()).toBe('0712 345 604');
  await dialog.getByLabel(word('en', 'import.country')).first().fill('Kenya');
  await page.keyboard.press('Enter');
  await add.click();
  await dialog.waitFor({ state: 'detached' });
  const { rows } = await call(page, 'listOptOuts', { search: '', offset: 0, limit: 10 });
  expect(rows.map(({ to }) => to).toSorted()).toEqual(['254712345603', '254712345604']);
});

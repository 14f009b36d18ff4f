/** A choice that is searched by typing: what was typed is taken, or said; it is never thrown away silently. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { launch } from './host.ts';
import { call, open, skipFirstStart, word, words } from './support.ts';

const LIST = 'phone,name\n0712345601,Amina\n+254712345602,Otieno\n';

let page: Page;
let field: Locator;
let draft: string;

beforeAll(async () => {
  page = (await launch({ viewport: { width: 1366, height: 768 } })).page;
  await skipFirstStart(page);
}, 60_000);

beforeEach(async () => {
  draft = (await call(page, 'pasteList', { text: LIST })).draft;
  await call(page, 'updateDraft', { draft, settings: { country: null } });
  await open(page, `/draft/${draft}/list`);
  field = page.getByRole('combobox', { name: word('en', 'import.country'), exact: false });
  await field.click();
});

async function expectCountry(country: string | null): Promise<void> {
  await vi.waitFor(
    async () => expect((await call(page, 'draft', { draft })).settings.country).toBe(country),
    { timeout: 5000 },
  );
}

const said = (text: string): Locator =>
  page.getByText((words('en', 'common')['common.not_in_list'] ?? '').replace('{text}', text));

test.each([
  ['kenya', 'Tab'],
  ['ken', 'Enter'],
  ['KE', 'Tab'],
  ['+254', 'Enter'],
])('%s and %s is Kenya', async (typed, key) => {
  await page.keyboard.type(typed);
  await page.keyboard.press(key);
  await expectCountry('KE');
  expect(await field.inputValue()).toContain('Kenya');
  expect(await page.getByRole('listbox').count()).toBe(0);
});

test('a press elsewhere takes it, too', async () => {
  await page.keyboard.type('kenya');
  await page.locator('main h1').click();
  await expectCountry('KE');
  expect(await field.inputValue()).toContain('Kenya');
});

test('what could mean several is said, and stays to be corrected', async () => {
  await page.keyboard.type('united');
  await page.keyboard.press('Tab');
  await said('united').waitFor();
  expect(await field.inputValue()).toBe('united');
  await expectCountry(null);
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('kenya');
  expect(await said('united').count()).toBe(0);
  await page.keyboard.press('Tab');
  await expectCountry('KE');
});

test('with Enter the list stays open to choose from', async () => {
  await page.keyboard.type('united');
  await page.keyboard.press('Enter');
  await said('united').waitFor();
  expect(await page.getByRole('option').count()).toBeGreaterThan(1);
});

test('what was chosen before stays, is changed, or is emptied', async () => {
  await page.keyboard.type('kenya');
  await page.keyboard.press('Tab');
  await expectCountry('KE');
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('atlantis');
  await page.keyboard.press('Tab');
  await said('atlantis').waitFor();
  expect(await field.inputValue()).toContain('Kenya');
  await expectCountry('KE');
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('uganda');
  await page.keyboard.press('Enter');
  await expectCountry('UG');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('togo');
  await page.locator('main h1').click();
  await expectCountry('TG');
  expect(await field.inputValue()).toContain('Togo');
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Tab');
  await expectCountry(null);
});

test('Escape takes nothing', async () => {
  await page.keyboard.type('uganda');
  await page.keyboard.press('Tab');
  await expectCountry('UG');
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('ken');
  await page.keyboard.press('Escape');
  expect(await field.inputValue()).toContain('Uganda');
  await expectCountry('UG');
});

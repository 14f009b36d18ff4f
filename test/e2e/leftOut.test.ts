/** Whom a message leaves out is said where it is decided and before it is paid for; nothing is red before its time. */
import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { launch } from './host.ts';
import { call, open, skipFirstStart, word } from './support.ts';

const LIST = [
  'phone,name,note,mobile',
  '+254 712 345 601,Amina,,0712 345 601',
  '+254 712 345 602,Otieno,card,0712 345 602',
  '+254 712 345 603,Ben,,0712 345 603',
  '+254 712 345 602,Otieno,card,0712 345 602',
].join('\n');

let page: Page;
let draft: string;

beforeAll(async () => {
  page = (await launch({ viewport: { width: 1366, height: 768 } })).page;
  await skipFirstStart(page);
  draft = (await call(page, 'pasteList', { text: LIST })).draft;
  // Both could be the column of numbers.
  await call(page, 'updateDraft', { draft, settings: { numberColumn: 'phone' } });
  await call(page, 'buildDraft', { draft });
}, 60_000);

test('numbers in the first rows stand on one line', async () => {
  await open(page, `/draft/${draft}/list`);
  const cells = page.locator('.import-cell', { hasText: '712 345 60' });
  await cells.first().waitFor();
  const heights = await cells.evaluateAll((found) => found.map((cell) => cell.clientHeight));
  expect(heights).toHaveLength(8);
  expect(Math.max(...heights)).toBeLessThan(30);
});

test('without a message the way on says what is missing; the sender is no fault yet', async () => {
  await open(page, `/draft/${draft}/message`);
  const next = page.getByRole('button', { name: word('en', 'message.go_on') });
  expect(await next.isDisabled()).toBe(true);
  await page.getByText(word('en', 'message.not_ready_to_go_on')).waitFor();
  expect(await page.locator('.field-error').count()).toBe(0);
  await page.getByLabel(word('en', 'message.sender'), { exact: true }).focus();
  await page.keyboard.press('Tab');
  await page.getByText(word('en', 'message.sender_empty')).waitFor();
});

test('an empty value says how many it leaves out, before and after the list is read with it', async () => {
  await open(page, `/draft/${draft}/message`);
  await page.getByRole('textbox', { name: word('en', 'message.text'), exact: true }).click();
  await page.keyboard.type('Bring your {{note}}');
  const said = page.getByText('2 people have no value and are left out');
  await said.waitFor();
  await open(page, `/draft/${draft}/preview`);
  const notice = page.locator('.preview-reasons > li');
  await notice.first().waitFor();
  const reasons = await notice.allInnerTexts();
  expect(reasons.map((line) => line.replaceAll(/\s+/gu, ' '))).toEqual([
    '2 Nothing in this column: note',
    '1 This number came before',
  ]);
  await open(page, `/draft/${draft}/message`);
  await said.waitFor();
});

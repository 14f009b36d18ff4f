/** Writing the message: chips in the text, by keyboard, in both directions, with undo and input methods. */
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { launch, type TestApp } from './host.ts';
import { call, open, settled, skipFirstStart, word } from './support.ts';

const LIST = 'phone,name,date\n+254712555101,Amina,Monday\n+254712555102,Wanjikũ,\n';

let app: TestApp;
let page: Page;
let box: Locator;
let draft: string;

beforeAll(async () => {
  app = await launch({ viewport: { width: 1366, height: 768 } });
  page = app.page;
  await skipFirstStart(page);
  draft = (await call(page, 'pasteList', { text: LIST })).draft;
  await call(page, 'buildDraft', { draft });
  await open(page, `/draft/${draft}/message`);
  box = page.getByRole('textbox', { name: word('en', 'message.text'), exact: true });
}, 60_000);

afterAll(async () => {
  await call(page, 'deleteDraft', { draft });
});

beforeEach(async () => {
  await box.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expectStored('');
});

async function expectStored(template: string): Promise<void> {
  await vi.waitFor(
    async () => expect((await call(page, 'draft', { draft })).settings.template).toBe(template),
    { timeout: 5000 },
  );
}

const insert = (column: string): Promise<void> =>
  page.getByRole('button', { name: `Insert ${column}`, exact: true }).click();

test('a field goes where the caret is, and writing goes on behind it', async () => {
  await page.keyboard.type('Dear !');
  // Keys that follow a letter within a few milliseconds can find the caret where the letter puts it:
  // nobody presses that fast.
  await expectStored('Dear !');
  await page.keyboard.press('ArrowLeft');
  await insert('name');
  await page.keyboard.type(', hello');
  await expectStored('Dear {{name}}, hello!');
  expect(await page.locator('.phone-bubble').innerText()).toBe('Dear Amina, hello!');
});

test('a field typed with its braces is a chip, and is deleted as one character', async () => {
  await page.keyboard.type('On {{date}}');
  expect(await box.locator('.message-chip').allInnerTexts()).toEqual(['date']);
  await page.keyboard.press('Backspace');
  await expectStored('On ');
});

test('undo and redo, also of what was replaced by a click', async () => {
  await page.keyboard.type('It’s time');
  await page.getByRole('button', { name: word('en', 'message.replace_all') }).click();
  await expectStored("It's time");
  await box.focus();
  await page.keyboard.press('Control+z');
  await expectStored('It’s time');
  await page.keyboard.press('Control+y');
  await expectStored("It's time");
});

test('copying and pasting keeps chips', async () => {
  await page.keyboard.type('Dear ');
  await insert('name');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+v');
  await expectStored('Dear {{name}}\nDear {{name}}');
});

test('an input method composes between chips', async () => {
  await insert('name');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await cdp.send('Input.insertText', { text: '日本' });
  await expectStored('{{name}}日本');
  await cdp.detach();
});

test('a script that needs Unicode is said once, and no letter of it is marked', async () => {
  await page.keyboard.insertText('مرحبا ');
  await insert('name');
  await page.keyboard.insertText(' “غدا”');
  await expectStored('مرحبا {{name}} “غدا”');
  await page.getByText(word('en', 'message.script_needs_unicode')).waitFor();
  expect(await page.getByRole('button', { name: word('en', 'message.replace') }).count()).toBe(0);
});

test('a person is found by name, and told what their name costs', async () => {
  await page.keyboard.type('Dear ');
  await insert('name');
  await page.getByRole('searchbox').fill('Wanjik');
  await page.keyboard.press('Enter');
  await page.getByText('Dear Wanjikũ').waitFor();
  await page.getByText('Names are never altered.').waitFor();
});

test('where the list has no value, the operator says what is written', async () => {
  await page.keyboard.type('On ');
  await insert('date');
  await expectStored('On {{date}}');
  await page.getByRole('button', { name: 'Where date is empty' }).click();
  await page.getByRole('option', { name: word('en', 'message.when_empty_write') }).click();
  await page.keyboard.type('the agreed day');
  await expectStored('On {{date|the agreed day}}');
});

test('what was typed last is saved when the screen is left at once', async () => {
  await page.keyboard.type('Bye');
  await open(page, '/');
  await expectStored('Bye');
  await open(page, `/draft/${draft}/message`);
  await settled(page);
  expect(await box.innerText()).toBe('Bye');
});

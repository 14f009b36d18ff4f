/** The whole job in practice mode, from the first start to the exported report: by mouse, by keyboard. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyboard, mouse, type Hand } from './hands.ts';
import { launchForTest, type TestApp } from './host.ts';
import { call, settled, word } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'postbag-job-'));

afterAll(() => rmSync(folder, { recursive: true }));

const button = ({ page }: TestApp, id: string) =>
  page.getByRole('button', { name: word('en', id) }).first();

async function startPractice(app: TestApp, hand: Hand): Promise<void> {
  await settled(app.page);
  const loaded = app.page.waitForEvent('load');
  await hand.press(button(app, 'settings.practice_begin'));
  await loaded;
  await app.page.getByText('nothing is really sent, and nothing costs money').waitFor();
}

async function prepare(app: TestApp, hand: Hand): Promise<void> {
  const { page } = app;
  await hand.press(button(app, 'outbox.open_sample'));
  await page.getByText('people will get the message').waitFor();
  await hand.press(button(app, 'import.go_on'));
  await settled(page);
  await hand.type(page.getByRole('textbox', { name: word('en', 'message.text') }), 'Hello ');
  await hand.press(page.getByRole('button', { name: 'Insert name' }));
  await page.keyboard.type(', your visit is on Monday.');
  await page.getByText('Hello Amina Otieno, your visit is on Monday.').first().waitFor();
  await hand.press(button(app, 'message.go_on'));
  await settled(page);
  await hand.press(button(app, 'preview.ready'));
}

async function send(app: TestApp, hand: Hand): Promise<void> {
  const { page } = app;
  await hand.type(page.getByRole('textbox', { name: word('en', 'send.your_name') }), 'Amina');
  await page.keyboard.press('Enter');
  await page.getByText(word('en', 'send.on_record')).waitFor();
  await hand.press(page.getByRole('button', { name: /^Send \d+ messages now/u }));
  await page.getByText(/^Finished: \d+ messages sent to engageSPARK/u).waitFor({ timeout: 20_000 });
}

async function follow(app: TestApp, hand: Hand, file: string): Promise<void> {
  const { page } = app;
  await hand.press(page.getByRole('link', { name: word('en', 'send.see_reports') }));
  await settled(page);
  await page.getByText(word('en', 'common.message_delivered')).first().waitFor();
  await app.dialogs.answerSave(file);
  await hand.press(page.getByRole('link', { name: word('en', 'common.history') }));
  await settled(page);
  await hand.press(button(app, 'history.save_xlsx'));
}

async function endPractice({ page }: TestApp, hand: Hand): Promise<void> {
  const banner = page.getByRole('region', { name: word('en', 'common.practice_is_on') });
  await banner.waitFor();
  const loaded = page.waitForEvent('load');
  await hand.press(banner.getByRole('button', { name: word('en', 'common.practice_end') }));
  await loaded;
  await settled(page);
  expect(await banner.count()).toBe(0);
  // The real data never saw the list.
  await page.getByText(word('en', 'outbox.empty')).waitFor();
  expect((await call(page, 'listOutbox', {})).batches).toEqual([]);
}

describe.each([mouse, keyboard])('with $name', (hand) => {
  test('a list is prepared, sent, followed and exported', { timeout: 60_000 }, async () => {
    const app = await launchForTest();
    const file = join(folder, `${hand.name}.xlsx`);
    await startPractice(app, hand);
    await prepare(app, hand);
    await send(app, hand);
    await follow(app, hand, file);
    await expect.poll(() => readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    await endPractice(app, hand);
  });
});

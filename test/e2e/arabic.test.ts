/** The window from right to left: a send in Arabic, numbers of phones from left to right. */
import { beforeAll, expect, test } from 'vitest';
import { findInaccessible, launch, type TestApp } from './host.ts';
import { call, open, practise, settled, skipFirstStart, word } from './support.ts';

let app: TestApp;

beforeAll(async () => {
  app = await launch({ locale: 'ar-EG', viewport: { width: 1366, height: 768 } });
});

test('the system’s language is spoken from the first screen on, from right to left', async () => {
  await app.page.getByRole('heading', { name: word('ar', 'start.welcome') }).waitFor();
  const { lang, dir } = await app.page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir };
  });
  expect({ lang, dir }).toEqual({ lang: 'ar', dir: 'rtl' });
});

test('a list is sent; the navigation stands on the right, numbers read from left to right', async () => {
  const { page } = app;
  await skipFirstStart(page, 'أمينة');
  await practise(page);
  await skipFirstStart(page, 'أمينة');
  const navigation = await page.getByRole('navigation').first().boundingBox();
  const main = await page.locator('main').boundingBox();
  expect(navigation?.x).toBeGreaterThan(main?.x ?? Infinity);
  const { draft } = await call(page, 'sampleList', {});
  await open(page, `/draft/${draft}/list`);
  await page.getByRole('button', { name: word('ar', 'import.go_on') }).click();
  await settled(page);
  await call(page, 'updateDraft', { draft, settings: { template: 'مرحبا {{name}}' } });
  await call(page, 'buildDraft', { draft });
  await open(page, `/draft/${draft}/preview`);
  const number = page.getByText('+254712555101').first();
  await number.waitFor();
  expect(await number.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  await page.getByRole('button', { name: word('ar', 'preview.ready') }).click();
  await page.getByText(word('ar', 'send.on_record')).waitFor();
  await page.locator('main footer button, .page-footer button').last().click();
  await page
    .getByRole('link', { name: word('ar', 'send.see_reports') })
    .waitFor({ timeout: 20_000 });
  expect(await findInaccessible(page)).toEqual([]);
});

test('no mark for directions is shown as a sign, and no word is missing', async () => {
  for (const address of ['/', '/history', '/settings', '/settings/prices']) {
    await open(app.page, address);
    const text = await app.page.locator('body').innerText();
    expect(text).not.toMatch(/\[U\+/u);
    expect(text).not.toMatch(/\b(?:common|outbox|history|settings)\.[a-z_]+/u);
  }
});

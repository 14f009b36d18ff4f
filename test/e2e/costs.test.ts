/** What the screens say of money: sums that add up, no amount where there is none, and the maximum. */
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { launchForTest } from './host.ts';
import { call, open, skipFirstStart, word } from './support.ts';

const LIST = 'phone,name\n+254712555101,Amina\n+254712555102,Wanjik\u0169\n+256772555103,Okello\n';

async function preview(page: Page): Promise<string> {
  const { draft } = await call(page, 'pasteList', { text: LIST });
  await call(page, 'updateDraft', {
    draft,
    settings: { sender: 'Clinic', template: 'Dear {{name}}, hello.' },
  });
  await call(page, 'buildDraft', { draft });
  await open(page, `/draft/${draft}/preview`);
  return draft;
}

/** The figure under a label. */
const figure = (page: Page, id: string) =>
  page.locator('.figure').filter({ has: page.getByText(word('en', id), { exact: true }) });

test('costs by country sum up to the digit, and the proposed maximum is explained twice', async () => {
  const { page } = await launchForTest({ locale: 'en-GB', viewport: { width: 1366, height: 768 } });
  await skipFirstStart(page);
  await call(page, 'setPrices', {
    prices: [
      { country: 'KE', microPerPart: 20_000 },
      { country: 'UG', microPerPart: 34_500 },
    ],
  });
  const draft = await preview(page);
  const table = page.getByRole('table', { name: word('en', 'preview.by_country') });
  const costs = () => table.locator('tr > :last-child').allInnerTexts();
  await expect.poll(costs).toEqual(['Cost', '$0.0400', '$0.0345', '$0.0745']);
  expect(await table.locator('tfoot th, tfoot td').allInnerTexts()).toEqual([
    'Total',
    '3',
    '3',
    '',
    '$0.0745',
  ]);
  expect(await figure(page, 'preview.total').innerText()).toContain('Exactly $0.0745');
  await page.getByText('$0.10 is proposed before the send').waitFor();
  const { batch } = await call(page, 'readyDraft', { draft });
  await open(page, `/batch/${batch}/send`);
  const maximum = page.getByRole('textbox', { name: word('en', 'send.maximum') });
  await expect.poll(() => maximum.inputValue()).toBe('0.10');
  await page.getByText('This is proposed: a fifth above the estimate of $0.07').waitFor();
});

test('a list without prices has no cost, before the send and in the outbox', async () => {
  const { page } = await launchForTest({ locale: 'en-GB' });
  await skipFirstStart(page);
  const draft = await preview(page);
  await expect.poll(() => figure(page, 'preview.total').innerText()).toContain('–');
  const { batch } = await call(page, 'readyDraft', { draft });
  await open(page, `/batch/${batch}/send`);
  await expect.poll(() => figure(page, 'send.figure_cost').innerText()).toContain('–');
  await open(page, '/');
  await page.getByRole('cell', { name: word('en', 'history.not_known') }).waitFor();
  // The day before the month: as the system writes dates.
  await page
    .getByText(/\b\d{1,2} [A-Z][a-z]{2,3} 20\d\d\b/u)
    .first()
    .waitFor();
});

test('a column that keeps the message at 70 characters is named, and nothing is promised', async () => {
  const { page } = await launchForTest();
  await skipFirstStart(page);
  const draft = await preview(page);
  await call(page, 'updateDraft', { draft, settings: { template: 'Reçu, {{name}}?' } });
  await open(page, `/draft/${draft}/message`);
  const all = page.getByRole('button', { name: word('en', 'message.replace_all') });
  await all.waitFor();
  await page.getByRole('button', { name: word('en', 'message.next_person') }).click();
  await page.getByText('Replacing them saves nothing for this person').waitFor();
  expect(await all.count()).toBe(0);
});

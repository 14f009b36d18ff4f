/** What the outbox leads to: a list that is repeated, and one that waits for its turn. */
import { expect, test } from 'vitest';
import { openOffice, pressSend, readyList } from './office.ts';
import { call, open, settled } from './support.ts';

test('the last send is repeated for new people, pasted or from a file, with the same message', async () => {
  const { app } = await openOffice();
  const { page } = app;
  await pressSend(app, await readyList(app, { people: 3, template: 'Second dose, {{name}}' }));
  await page.getByText('Finished: 3 messages sent').waitFor();
  await open(page, '/');
  await page.getByRole('button', { name: 'Repeat last send' }).click();
  await page.getByText('Only the people are new').waitFor();
  await page.getByRole('button', { name: 'Paste from a spreadsheet' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('phone\tname\n0712999001\tNew person');
  await dialog.getByRole('button', { name: 'Use these rows' }).click();
  await page.getByRole('button', { name: 'Next: the message', disabled: false }).click();
  await page.getByText('Second dose, New person').waitFor();
});

test('a second list waits for its turn, goes by itself, and can leave the line before', async () => {
  const { app, gateway } = await openOffice({}, { faults: () => 'slow_300' });
  const { page } = app;
  const first = await readyList(app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
  const second = await readyList(app, { people: 5, name: 'Second', template: 'B {{name}}' });
  await pressSend(app, first);
  await page.getByRole('progressbar').waitFor();
  await open(page, `/batch/${second}/send`);
  const now = page.getByRole('button', { name: /^Send 5 messages now/u });
  await page.getByText('Another list is being sent. Choose to wait.').waitFor();
  expect(await now.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Wait, and go by itself' }).click();
  const wait = page.getByRole('button', { name: /^Wait for the line, then send 5/u });
  await wait.click();
  await page.getByText('This list waits for its turn').waitFor();
  await page.getByRole('button', { name: 'Don’t send it now' }).click();
  await wait.click();
  await page.getByText('This list waits for its turn').waitFor();
  await app.reload();
  await settled(page);
  await page.getByText('Finished: 5 messages sent').waitFor();
  expect(gateway.truth).toHaveLength(65);
  const { plan } = await call(page, 'batch', { batch: second });
  expect(plan.notAfterMs).not.toBeNull();
});

test('in a small window names stay whole, and the last columns are in sight', async () => {
  const { app } = await openOffice();
  const { page } = app;
  await page.setViewportSize({ width: 800, height: 600 });
  await readyList(app, { people: 3, name: 'Test: messy' });
  await call(page, 'setPreferences', { language: 'fr' });
  await app.reload();
  await open(page, '/');
  const link = page.getByRole('link', { name: 'Test: messy' });
  await link.waitFor();
  const lines = await link.evaluate((element) => element.getClientRects().length);
  expect(lines).toBeLessThanOrEqual(2);
  const table = page.getByRole('group', { name: 'Listes d’envoi' });
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  await open(page, '/history');
  await page.getByText('Test: messy').first().waitFor();
  const messages = page.getByRole('grid');
  expect(await messages.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

/** What became of a list: the result, its reasons, what can be done about them; and the history. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectAccessible, launchForTest } from './host.ts';
import { pressSend } from './office.ts';
import { call, open, practise, skipFirstStart } from './support.ts';

/** Numbers by which the practice gateway does something unusual: the last two digits say what. */
const MAGIC = [
  ['+254710999019', 'Network'],
  ['+254711999021', 'Stopped by herself'],
  ['+254712999030', 'Renamed'],
  ['+254713999001', 'Wrong'],
] as const;

const PEOPLE = Array.from({ length: 20 }, (_, at) => [`+2547125${50_000 + at}`, `Name ${at}`]);

test('delivery reports lead from the result to what can be done about it', async () => {
  const app = await launchForTest();
  const { page } = app;
  await skipFirstStart(page);
  await practise(page);
  await call(page, 'addPerson', { name: 'Amina' });
  const { draft } = await call(page, 'pasteList', {
    text: ['phone,name', ...[...PEOPLE, ...MAGIC].map((row) => row.join(','))].join('\n'),
  });
  await call(page, 'updateDraft', {
    draft,
    settings: { name: 'Visits', country: 'KE', template: 'Hello {{name}}, come on Monday.' },
  });
  await call(page, 'buildDraft', { draft });
  const { batch } = await call(page, 'readyDraft', { draft });
  await pressSend(app, batch);
  await page.getByText(/^Finished:/u).waitFor();
  await page.getByRole('link', { name: 'See the delivery reports' }).click();
  await expect
    .poll(async () => (await call(page, 'deliveryReport', { batch })).senderChanged, {
      timeout: 20_000,
    })
    .toBe(1);
  await page.getByText(/1 arrived as “SMSInfo”, not “/u).waitFor();
  await page.getByText('Asked not to be written to').first().waitFor();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Copy this sentence' }).click();
  await expect.poll(async () => (await app.system()).clipboard).toMatch(/^Visits, .*24 messages/u);

  await page.getByRole('button', { name: 'Put 1 person on the do-not-contact list' }).click();
  await page.getByText('They are on the do-not-contact list.').waitFor();
  const blocked = await call(page, 'listOptOuts', { search: '', offset: 0, limit: 10 });
  expect(blocked.rows.map(({ to }) => to)).toEqual(['254711999021']);

  await page.getByRole('button', { name: 'See them Asked not to be written to' }).click();
  await page.getByRole('grid').getByText('+254711999021').waitFor();
  await page.getByText('1 message', { exact: true }).waitFor();
  await expectAccessible(page);

  await page.getByRole('tab', { name: 'Result' }).click();
  await page.getByRole('button', { name: 'Make a new list of these people…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Make a list of/u })
    .click();
  await page.waitForURL(/#\/draft\/[^/]+\/list$/u);
});

test('history finds any message, shows all of it and saves what is shown', async () => {
  const app = await launchForTest();
  const { page } = app;
  await skipFirstStart(page);
  await practise(page);
  await call(page, 'addPerson', { name: 'Amina' });
  const { draft } = await call(page, 'pasteList', {
    text: [
      'phone,name,village',
      ...PEOPLE.map(([to, name]) => `${to},${name},Village of ${name}`),
    ].join('\n'),
  });
  await call(page, 'updateDraft', {
    draft,
    settings: { name: 'Visits', country: 'KE', template: 'Hello {{name}}, come on Monday.' },
  });
  await call(page, 'buildDraft', { draft });
  await call(page, 'readyDraft', { draft });
  await open(page, '/history');
  await page.getByText('20 messages', { exact: true }).waitFor();
  await page.getByLabel('Search').fill('Village of Name 7');
  await page.getByText('1 message', { exact: true }).waitFor();
  await expectAccessible(page);

  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Village of Name 7').waitFor();
  await dialog.getByText('It has not been sent yet.').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const file = join(app.home, 'history.csv');
  await app.dialogs.answerSave(file);
  await page.getByRole('button', { name: 'Other kinds of file' }).click();
  await page.getByRole('menuitem', { name: 'Save as CSV' }).click();
  await page.getByText(/^1 message saved in /u).waitFor();
  const saved = readFileSync(file, 'utf8');
  expect(saved).toContain('254712550007');
  expect(saved).not.toContain('254712550008');
});

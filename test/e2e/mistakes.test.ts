/** Slips of a hurried hand, and answers that come late: none of them may cost money. */
import { describe, expect, test } from 'vitest';
import type { PostbagBridge } from '../../shared/ipc/types.ts';
import { openOffice, readyList } from './office.ts';
import { call, open } from './support.ts';

const SEND = /^Send \d+ messages now/u;

describe('the one button', () => {
  test('pressed twice, once more with Enter: one send', async () => {
    const { app, gateway } = await openOffice();
    const batch = await readyList(app, { people: 12 });
    await open(app.page, `/batch/${batch}/send`);
    const send = app.page.getByRole('button', { name: SEND, disabled: false });
    await send.waitFor();
    await send.dblclick();
    await app.page.keyboard.press('Enter');
    await app.page.getByText('Finished: 12 messages sent').waitFor();
    expect(gateway.truth).toHaveLength(12);
    const { decisions } = await call(app.page, 'batch', { batch });
    expect(decisions.map(({ kind }) => kind)).toEqual(['send_started']);
  });

  test('waits for the cost, so that nothing leaves without the maximum that is about to stand there', async () => {
    const { app, gateway } = await openOffice({}, { readFaults: () => 'slow_300' });
    const batch = await readyList(app, { people: 12 });
    await open(app.page, `/batch/${batch}/send`);
    const send = app.page.getByRole('button', { name: SEND });
    await app.page.getByText('the cost is being worked out').waitFor();
    expect(await send.isDisabled()).toBe(true);
    await app.page.getByRole('button', { name: 'at most $0.30', disabled: false }).waitFor();
    expect(gateway.truth).toHaveLength(0);
  });

  test('does nothing while the maximum cannot be read, and says where there is none', async () => {
    const { app } = await openOffice();
    const batch = await readyList(app, { people: 12 });
    await open(app.page, `/batch/${batch}/send`);
    const send = app.page.getByRole('button', { name: SEND });
    const maximum = app.page.getByLabel('At most how much?');
    await app.page.getByRole('button', { name: 'at most $0.30', disabled: false }).waitFor();
    await maximum.fill('o,30');
    await app.page.getByText('The maximum cannot be read').waitFor();
    expect(await send.isDisabled()).toBe(true);
    await maximum.fill('');
    await app.page.getByText('There is no maximum').waitFor();
    await maximum.fill('0,50');
    await app.page.getByRole('button', { name: 'at most $0.50', disabled: false }).waitFor();
  });
});

test('what is set before a send is still set after another look elsewhere, and after a reload', async () => {
  const { app } = await openOffice();
  const batch = await readyList(app, { people: 12 });
  await open(app.page, `/batch/${batch}/send`);
  const maximum = app.page.getByLabel('At most how much?');
  await app.page.getByRole('button', { name: 'at most $0.30', disabled: false }).waitFor();
  await maximum.fill('0.35');
  await app.page.getByRole('link', { name: 'Outbox' }).click();
  await app.page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
  await open(app.page, `/batch/${batch}/send`);
  expect(await maximum.inputValue()).toBe('0.35');
  await app.page.getByText('When there is a line, by itself').click();
  await expect.poll(async () => (await call(app.page, 'batch', { batch })).plan.wait).toBe(true);
  await app.reload();
  await app.page.getByRole('button', { name: /^Wait for the line.*at most \$0\.35/u }).waitFor();
});

test('a number is typed anew, not behind the one that was deleted', async () => {
  const { app } = await openOffice();
  const batch = await readyList(app, { people: 12 });
  await open(app.page, `/batch/${batch}/send`);
  await app.page.getByRole('button', { name: 'Advanced' }).click();
  const first = app.page.getByLabel('First real messages');
  await first.click();
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Backspace');
  await app.page.keyboard.press('Backspace');
  expect(await first.inputValue()).toBe('');
  await app.page.keyboard.type('25');
  expect(await first.inputValue()).toBe('25');
  await first.fill('');
  await first.blur();
  expect(await first.inputValue()).toBe('10');
});

test('a price that cannot be read is not kept', async () => {
  const { app } = await openOffice();
  await open(app.page, '/settings/prices');
  await app.page.getByRole('button', { name: /Kenya/u }).first().click();
  const dialog = app.page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  for (const slip of ['0,o34', '0', '']) {
    await dialog.getByLabel('Price of one SMS').fill(slip);
    expect(await save.isDisabled()).toBe(true);
  }
  await dialog.getByLabel('Price of one SMS').fill('0,034');
  await save.click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await call(app.page, 'listPrices', {})).toMatchObject([{ microPerPart: 34_000 }]);
});

test('a question about some messages in doubt never becomes one about all', async () => {
  const { app, gateway } = await openOffice({}, { faults: ['close_after_body'] });
  const { page } = app;
  const batch = await readyList(app, { people: 15 });
  const { plan } = await call(page, 'batch', { batch });
  await call(page, 'startSend', { batch, plan, despite: {}, why: '' });
  await expect
    .poll(async () => (await call(page, 'doubts', { batch })).rows.length, { timeout: 10_000 })
    .toBe(10);
  await open(page, `/batch/${batch}/doubt`);
  await page.getByText('+254712550000', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Send 1 again' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('engageSPARK has not been asked about all of them yet').waitFor();
  await dialog.getByText('It must arrive').click();
  // Somebody settles the chosen one meanwhile.
  const [chosen] = (await call(page, 'doubts', { batch })).rows;
  if (chosen === undefined) throw new Error('nothing is in doubt');
  await call(page, 'decideDoubt', { batch, rows: [chosen.row], how: 'as_sent', why: 'phoned' });
  const confirm = dialog.getByRole('button', { name: /again/u });
  await expect.poll(() => confirm.isDisabled()).toBe(true);
  expect((await call(page, 'doubts', { batch })).remaining).toBe(9);
  expect(gateway.truth).toHaveLength(0);
});

test('what could not be stopped is not taken for stopped', async () => {
  const { app } = await openOffice({}, { faults: () => 'slow_300' });
  const { page } = app;
  const batch = await readyList(app, { people: 30, plan: { maxRequest: 5, lanes: 1 } });
  const { plan } = await call(page, 'batch', { batch });
  await call(page, 'startSend', { batch, plan, despite: {}, why: '' });
  await open(page, `/batch/${batch}/send`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('The send is paused').waitFor();
  await page.getByRole('button', { name: 'Stop: don’t send the rest' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.waitFor();
  // The one who works leaves: nobody is there to take the decision.
  await call(page, 'retirePerson', { name: 'Amina' });
  await dialog.getByRole('button', { name: 'Stop: don’t send the rest' }).click();
  await dialog.getByRole('alert').waitFor();
  expect((await call(page, 'batch', { batch })).summary.state).toBe('paused');
});

test('a test asks for what is missing, and one that could not be sent is not left behind', async () => {
  const { app, gateway } = await openOffice();
  const { page } = app;
  const { draft } = await call(page, 'pasteList', { text: 'phone,name\n0712550000,Name' });
  await call(page, 'updateDraft', { draft, settings: { country: 'KE', template: 'Hi {{name}}' } });
  await call(page, 'buildDraft', { draft });
  for (const { name } of (await call(page, 'appState', {})).people) {
    await call(page, 'retirePerson', { name });
  }
  await open(page, `/draft/${draft}/message`);
  await page.getByRole('button', { name: 'Send a test to my phone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your own mobile number').fill('+254712999000');
  const send = dialog.getByRole('button', { name: 'Send the test' });
  await dialog.getByText('Choose first who is sending').waitFor();
  expect(await send.isDisabled()).toBe(true);
  await dialog.getByLabel('Your name').fill('Amina');
  await dialog.getByRole('button', { name: 'This is me' }).click();
  await dialog.getByRole('button', { name: 'Send the test', disabled: false }).waitFor();
  // Taken away in the same moment, when the dialog cannot know it yet.
  await send.evaluate((button: HTMLElement) => {
    void (window as unknown as { readonly postbag: PostbagBridge }).postbag.call(
      'forgetApiKey',
      {},
    );
    button.click();
  });
  await dialog.getByText('No API key is set').waitFor();
  await expect.poll(async () => (await call(page, 'listOutbox', {})).batches).toEqual([]);
  expect(gateway.truth).toHaveLength(0);
});

test('another screen begins at its top', async () => {
  const { app } = await openOffice();
  const { page } = app;
  const rows = Array.from({ length: 20 }, (_, at) => `07125${50_000 + at},Name ${at}`);
  const { draft } = await call(page, 'pasteList', { text: ['phone,name', ...rows].join('\n') });
  await call(page, 'updateDraft', {
    draft,
    settings: { country: 'KE', template: 'Hi {{name}} –' },
  });
  await open(page, `/draft/${draft}/message`);
  await open(page, `/draft/${draft}/list`);
  const next = page.getByRole('button', { name: 'Next: the message', disabled: false });
  await next.waitFor();
  const main = page.locator('#main');
  await main.evaluate((box) => box.scrollTo(0, 10_000));
  expect(await main.evaluate((box) => box.scrollTop)).toBeGreaterThan(0);
  await next.click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  expect(await main.evaluate((box) => box.scrollTop)).toBe(0);
});

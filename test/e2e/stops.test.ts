/** What stops a send is one question on the screen, and its button does what it says. */
import { describe, expect, test } from 'vitest';
import { expectAccessible } from './host.ts';
import { breachesOf, openOffice, pressSend, readyList } from './office.ts';
import { call, open } from './support.ts';

const finished = (sent: number): string => `Finished: ${sent} messages sent to engageSPARK`;

describe('a stop', () => {
  test('by a price that is another: one question, the rest at the real price, kept for next time', async () => {
    const { app, gateway } = await openOffice({}, { prices: { 254: 34_000 } });
    const { page } = app;
    const batch = await readyList(app, { people: 60 });
    await pressSend(app, batch);
    await page.getByText('Real price $0.034, not $0.02; new total $2.04: continue?').waitFor();
    expect(gateway.truth).toHaveLength(10);
    await expectAccessible(page);
    expect(await page.getByLabel('New maximum for the whole list').inputValue()).toBe('2.15');
    await page.getByRole('button', { name: 'Continue, total $2.04' }).click();
    await page.getByText(finished(60)).waitFor();
    const prices = await call(page, 'listPrices', {});
    expect(prices).toMatchObject([{ country: 'KE', microPerPart: 34_000 }]);
    await page.getByText('Continued at the real price').waitFor();
  });

  test('by a key that is refused: the new one is typed beside the question', async () => {
    const { app, gateway } = await openOffice();
    const { page } = app;
    const batch = await readyList(app, { people: 12 });
    await call(page, 'setApiKey', { key: 'wrong-key' });
    await pressSend(app, batch);
    await page.getByText('engageSPARK refused the API key').waitFor();
    expect(gateway.truth).toHaveLength(0);
    await page.getByLabel('New API key').fill(gateway.apiKey);
    await page.getByRole('button', { name: 'Continue with the new key' }).click();
    await page.getByText(finished(12)).waitFor();
  });

  test('by the same text a second time: nobody gets it again unasked', async () => {
    const { app, gateway } = await openOffice();
    const { page } = app;
    await pressSend(app, await readyList(app, { people: 12 }));
    await page.getByText(finished(12)).waitFor();
    const again = await readyList(app, { people: 12, name: 'The same once more' });
    await pressSend(app, again);
    await page.getByText('12 people got exactly this text in the last 3 days').waitFor();
    expect(gateway.truth).toHaveLength(12);
    await page.getByLabel('Why? (for the record, can stay empty)').fill('The date has changed');
    await page.getByRole('button', { name: 'Send it again to these 12 people, too' }).click();
    await page.getByText(finished(12)).waitFor();
    expect(gateway.truth).toHaveLength(24);
    const { decisions } = await call(page, 'batch', { batch: again });
    expect(decisions).toContainEqual(
      expect.objectContaining({
        kind: 'send_same_text_again',
        who: 'Amina',
        why: 'The date has changed',
      }),
    );
  });

  test('by doubt: sent again only by a decision with its reason, and nothing twice', async () => {
    const { app, gateway } = await openOffice({}, { faults: ['close_after_body'] });
    const { page } = app;
    const batch = await readyList(app, { people: 15 });
    await pressSend(app, batch);
    await page.getByText('The first 10 messages got no clear answer').waitFor();
    await page.getByRole('button', { name: 'See what is being checked' }).click();
    await page.getByRole('button', { name: 'Ask engageSPARK', exact: true }).click();
    await page.getByText('None was found to be sent; 10 were not found').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send all 10 again' }).click();
    const dialog = page.getByRole('alertdialog');
    const confirm = dialog.getByRole('button', { name: 'Send 10 again' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByText('We phoned some of them: they did not get it').click();
    await expectAccessible(page);
    await confirm.click();
    await page.getByText('What may have been sent is settled').waitFor();
    const goOn = page.getByRole('button', { name: 'Continue', exact: true });
    await goOn.click();
    // What may have been sent may have cost already, so the maximum that was agreed to is asked for anew.
    await page.getByText('The maximum of $0.40 is not enough: $0.50 would be needed').waitFor();
    await goOn.click();
    await page.getByText(finished(15)).waitFor();
    await app.quit();
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });
});

describe('before the send', () => {
  test('a low maximum and closed hours are said, each with its button', async () => {
    const { app } = await openOffice();
    const { page } = app;
    const hour = new Date().getHours();
    const window = { fromHour: (hour + 2) % 24, toHour: (hour + 4) % 24 };
    const plan = { budgetMicro: 10_000, window };
    const batch = await readyList(app, { people: 12, plan });
    await open(page, `/batch/${batch}/send`);
    await page.getByText('The maximum of $0.01 is below the estimate of $0.24').waitFor();
    const send = page.getByRole('button', { name: /^Send 12 messages now/u });
    expect(await send.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Raise the maximum' }).click();
    expect(await send.isDisabled()).toBe(false);
    await page.getByText('Outside the sending hours').waitFor();
    await page.getByRole('button', { name: 'Wait, and go by itself' }).click();
    await page.getByRole('button', { name: /^Wait for the line/u }).waitFor();
    await expectAccessible(page);
  });
});

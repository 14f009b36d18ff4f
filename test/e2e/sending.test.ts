/** A send and what gets in its way: reloads, the line, power cuts, lost answers, the window's cross. */
import { describe, expect, test } from 'vitest';
import { launchForTest } from './host.ts';
import { breachesOf, openOffice, pressSend, readyList } from './office.ts';
import { call, open, settled, word } from './support.ts';

const finished = (sent: number): string => `Finished: ${sent} messages sent to engageSPARK`;

describe('in the middle of a send', () => {
  test('a reload loses nothing: the same screen goes on and ends', async () => {
    const { app, gateway } = await openOffice({}, { faults: () => 'slow_300' });
    const batch = await readyList(app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(app, batch);
    const progress = app.page.getByRole('progressbar');
    await progress.waitFor();
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(10);
    await app.reload();
    await progress.waitFor();
    expect(await app.page.getByRole('button', { name: 'Pause' }).isEnabled()).toBe(true);
    await app.page.getByText(finished(60)).waitFor();
    expect(gateway.truth).toHaveLength(60);
    await app.quit();
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });

  test('the computer is kept awake, and let go afterwards', async () => {
    const { app } = await openOffice({}, { faults: () => 'slow_300' });
    const batch = await readyList(app, { people: 30, plan: { maxRequest: 10, lanes: 1 } });
    expect((await app.system()).awake).toEqual([]);
    await pressSend(app, batch);
    await app.page.getByRole('progressbar').waitFor();
    expect((await app.system()).awake).toEqual(['prevent-app-suspension']);
    await app.page.getByText(finished(30)).waitFor();
    await expect.poll(async () => (await app.system()).awake).toEqual([]);
  });

  test('pause stops after what is on its way; continue sends the rest', async () => {
    const { app, gateway } = await openOffice({}, { faults: () => 'slow_300' });
    const batch = await readyList(app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(app, batch);
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(0);
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByText('The send is paused').waitFor();
    const taken = gateway.truth.length;
    expect(taken).toBeLessThan(60);
    await app.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await app.page.getByText(finished(60)).waitFor();
    expect(gateway.truth).toHaveLength(60);
  });

  test('stop for good asks first, and never sends the rest', async () => {
    const { app, gateway } = await openOffice({}, { faults: () => 'slow_300' });
    const batch = await readyList(app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(app, batch);
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(0);
    await app.page.getByRole('button', { name: 'Stop: don’t send the rest' }).click();
    const dialog = app.page.getByRole('alertdialog');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Stop: don’t send the rest' }).click();
    await app.page
      .getByText(/^Stopped for good/u)
      .first()
      .waitFor();
    expect(gateway.truth.length).toBeLessThan(60);
    await app.quit();
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });

  test('the window’s cross asks; staying stays, leaving settles what is in flight', async () => {
    const { app, gateway } = await openOffice({}, { faults: () => 'slow_300' });
    const batch = await readyList(app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(app, batch);
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(0);
    expect(await app.closeWindow()).toBe(false);
    await expect.poll(async () => (await app.dialogs.shown()).length).toBe(1);
    const before = gateway.truth.length;
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(before);
    await app.dialogs.answerMessage(1);
    await app.closeWindow();
    expect(await app.exited).toBe(0);
    expect(gateway.truth.length).toBeLessThan(60);
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });

  test('a power cut: the next start says so, and one button sends the rest, nothing twice', async () => {
    const first = await openOffice({}, { faults: () => 'slow_300' });
    const { gateway } = first;
    const batch = await readyList(first.app, { people: 60, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(first.app, batch);
    await expect.poll(() => gateway.truth.length).toBeGreaterThan(10);
    await first.app.kill();
    gateway.plan([]);
    const app = await launchForTest({ home: first.app.home });
    await settled(app.page);
    await app.page.getByText('Waiting for you').waitFor();
    await call(app.page, 'choosePerson', { name: 'Amina' });
    await open(app.page, `/batch/${batch}/send`);
    await app.page.getByText('The send was cut off').first().waitFor();
    await app.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await app.page.getByText(/^Finished:/u).waitFor();
    await app.quit();
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });
});

describe('the line', () => {
  test('a list waits for it and goes by itself', async () => {
    const { app, gateway } = await openOffice();
    const batch = await readyList(app, { people: 12 });
    await gateway.stopListening();
    await app.setOnline(false);
    await call(app.page, 'checkLine', {});
    await app.page.getByText('No line').first().waitFor();
    await open(app.page, `/batch/${batch}/send`);
    await app.page.getByText('There is no line now').first().waitFor();
    await app.page.getByText('When there is a line, by itself').click();
    await app.page.getByRole('button', { name: /^Wait for the line/u }).click();
    await app.page.getByText('Waiting for the line').first().waitFor();
    expect(gateway.truth).toHaveLength(0);
    await gateway.startListening();
    await app.setOnline(true);
    await app.page.getByRole('button', { name: 'Check the line again' }).click();
    await app.page.getByText(finished(12)).waitFor();
    expect(gateway.truth).toHaveLength(12);
  });

  test('a list is prepared to the end without it', async () => {
    const { app, gateway } = await openOffice({ online: false });
    await gateway.stopListening();
    await call(app.page, 'checkLine', {});
    const batch = await readyList(app, { people: 5 });
    await open(app.page, '/');
    await app.page.getByText('Ready, not sent yet').waitFor();
    await open(app.page, `/batch/${batch}/send`);
    await app.page.getByText('There is no line now').first().waitFor();
  });
});

describe('lost answers', () => {
  async function inDoubt(fault: 'close_after_body' | 'close_after_body_accepted') {
    const office = await openOffice({}, { faults: ['none', fault] });
    const { app } = office;
    const batch = await readyList(app, { people: 30, plan: { maxRequest: 10, lanes: 1 } });
    await pressSend(app, batch);
    await expect
      .poll(async () => (await call(app.page, 'sendState', {})).running, { timeout: 20_000 })
      .toBeNull();
    await open(app.page, '/');
    await app.page
      .getByText(/10 messages may have been sent/u)
      .first()
      .waitFor();
    await app.page.getByRole('link', { name: 'Check them' }).click();
    await settled(app.page);
    await app.page.getByRole('button', { name: word('en', 'send.ask'), exact: true }).click();
    return { ...office, batch };
  }

  test('what the list of the API holds was sent: settled by asking, never sent again', async () => {
    const { app, gateway, batch } = await inDoubt('close_after_body_accepted');
    await app.page.getByText(word('en', 'send.doubt_none')).first().waitFor();
    await app.quit();
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });

  test('what it does not hold is sent again only by a decision, one by one', async () => {
    const { app, gateway, batch } = await inDoubt('close_after_body');
    const { page } = app;
    await page.getByText(word('en', 'send.decide_title')).waitFor();
    expect(gateway.truth).toHaveLength(20);
    await page.getByRole('button', { name: /^Send .*again$/u }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('It must arrive, even if some get it twice').click();
    await dialog.getByRole('button', { name: 'Send 10 again' }).click();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByText(/^Finished:/u).waitFor();
    await app.quit();
    expect(gateway.truth).toHaveLength(30);
    expect(breachesOf({ app, gateway }, batch)).toEqual([]);
  });
});

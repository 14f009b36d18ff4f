/** Every screen: no violation of axe-core in light and dark, nothing cut off, in both directions. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTruthGateway, type TruthGateway } from '../helpers/truthGateway.ts';
import { findInaccessible, launch, type TestApp } from './host.ts';
import { findCutOff } from './layout.ts';
import { readyList } from './office.ts';
import { call, open, skipFirstStart, word } from './support.ts';

const SIZES = [
  // 1366 × 768 at 200 % zoom.
  { width: 683, height: 384 },
  { width: 800, height: 600 },
  { width: 1366, height: 768 },
];
const SETTINGS = [
  'account',
  'people',
  'prices',
  'do_not_contact',
  'defaults',
  'look',
  'practice',
  'about',
];

let app: TestApp;
let gateway: TruthGateway;
const addresses = new Map<string, string>([
  ['the outbox', '/'],
  ['the first start', '/start'],
  ['a new list', '/draft/new/list'],
  ['the history', '/history'],
  ...SETTINGS.map((tab) => [`the settings, ${tab}`, `/settings/${tab}`] as const),
]);

/** Something of everything: a list that went, one that stopped in doubt, one ready, one begun. */
async function fill({ page }: TestApp): Promise<void> {
  await skipFirstStart(page);
  await call(page, 'setAccount', {
    org: gateway.org,
    baseUrl: gateway.url,
    sender: 'Clinic',
    country: 'KE',
  });
  await call(page, 'setApiKey', { key: gateway.apiKey });
  await call(page, 'setPrices', { prices: [{ country: 'KE', microPerPart: 20_000 }] });
  await call(page, 'addOptOuts', { text: '+254712999888' });
  const done = await readyList(app, { people: 12, name: 'Vaccination days in Kisumu and Siaya' });
  const plan = (await call(page, 'batch', { batch: done })).plan;
  await call(page, 'startSend', { batch: done, plan, despite: {}, why: '' });
  await ended();
  const stopped = await readyList(app, {
    people: 30,
    name: 'Second doses',
    template: 'Second dose: {{name}}',
  });
  gateway.plan(['none', 'close_after_body_accepted']);
  await call(page, 'startSend', {
    batch: stopped,
    plan: { ...plan, maxRequest: 10, lanes: 1, doubtLimit: 5 },
    despite: {},
    why: '',
  });
  await ended();
  const ready = await readyList(app, {
    people: 5,
    name: 'Cash transfer, November',
    template: 'Cash: {{name}}',
  });
  const draft = await call(page, 'pasteList', {
    text: 'phone,name\n0712555101,Amina\n0712555102,Wanjikũ\n0712555102,Otieno\n12,Nobody\n',
  });
  await call(page, 'updateDraft', {
    draft: draft.draft,
    settings: { country: 'KE', template: 'Hello {{name}}, “see you” soon…', sender: 'Clinic' },
  });
  await call(page, 'buildDraft', { draft: draft.draft });
  for (const [name, batch] of [
    ['done', done],
    ['stopped', stopped],
    ['ready', ready],
  ]) {
    addresses.set(`a list that is ${name}: send`, `/batch/${batch}/send`);
    addresses.set(`a list that is ${name}: reports`, `/batch/${batch}/reports`);
  }
  addresses.set('what is in doubt', `/batch/${stopped}/doubt`);
  for (const step of ['list', 'message', 'preview']) {
    addresses.set(`a list being prepared: ${step}`, `/draft/${draft.draft}/${step}`);
  }
}

async function ended(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { running } = await call(app.page, 'sendState', {});
      if (running !== null) throw new Error('still sending');
    },
    { timeout: 20_000, interval: 100 },
  );
}

beforeAll(async () => {
  gateway = await startTruthGateway();
  app = await launch({ viewport: { width: 1366, height: 768 } });
  await fill(app);
}, 60_000);

afterAll(() => gateway.close());

// The theme changes colours and nothing else.
const THEMES = [
  ['light', []],
  ['dark', ['color-contrast']],
] as const;

describe.each(THEMES)('in the %s', (theme, rules) => {
  test('every screen can be used by everybody', { timeout: 90_000 }, async () => {
    await call(app.page, 'setPreferences', { theme, language: 'en' });
    const found: string[] = [];
    for (const [name, address] of addresses) {
      await open(app.page, address);
      found.push(...(await findInaccessible(app.page, rules)).map((one) => `${name}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});

/** What opens over a screen: where, by which button, and what it is. */
const OPENINGS = [
  ['a new list', 'Paste from a spreadsheet…', 'dialog'],
  ['a list being prepared: list', 'Show and fix them', 'dialog'],
  ['a list being prepared: message', /test/iu, 'dialog'],
  ['the outbox', /^More for /u, 'menu'],
  ['the outbox', /^Delete List without/u, 'alertdialog'],
  ['the outbox', /^Amina/u, 'menu'],
  ['a list that is stopped: send', 'Stop: don’t send the rest', 'alertdialog'],
] as const;

describe.each(THEMES)('over a screen in the %s', (theme, rules) => {
  test.each(OPENINGS)('%s: %s can be used by everybody', async (screen, name, role) => {
    await app.page.setViewportSize({ width: 800, height: 600 });
    await call(app.page, 'setPreferences', { theme, language: 'en' });
    await open(app.page, addresses.get(screen) ?? '');
    const button = app.page.getByRole('button', { name }).first();
    await button.click();
    const over = app.page.getByRole(role);
    await over.waitFor();
    expect(await findInaccessible(app.page, rules)).toEqual([]);
    expect(await findCutOff(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
    await over.waitFor({ state: 'hidden' });
    // Whoever closes it is back where they were.
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement))
      .toBe(true);
  });
});

describe.each([
  ['en', 'ltr'],
  ['fr', 'ltr'],
  ['es', 'ltr'],
  ['ar', 'rtl'],
] as const)('in %s', (language, direction) => {
  test.each(SIZES)('nothing is cut off at $width × $height', { timeout: 90_000 }, async (size) => {
    await app.page.setViewportSize(size);
    await call(app.page, 'setPreferences', { theme: 'light', language });
    const navigation = app.page.getByRole('link', { name: word(language, 'common.outbox') });
    await navigation.first().waitFor();
    expect(await app.page.evaluate(() => document.documentElement.dir)).toBe(direction);
    const found: string[] = [];
    for (const [name, address] of addresses) {
      await open(app.page, address);
      found.push(...(await findCutOff(app.page)).map((one) => `${name}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});

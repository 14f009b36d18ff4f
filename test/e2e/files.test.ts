/** Lists come in as files, by dropping and by pasting; bad ones say what to do; markup stays text. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type TestApp } from './host.ts';
import { openOffice, pressSend, readyList } from './office.ts';
import { call, open, settled, skipFirstStart } from './support.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'postbag-lists-'));
const list = join(folder, 'clinic list.csv');
writeFileSync(list, 'phone,name\n+254712555101,Amina\n+254712555102,Otieno\n');

let app: TestApp;

beforeAll(async () => {
  app = await launch();
  await skipFirstStart(app.page);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function isRead(people: number): Promise<void> {
  await app.page.getByText('people will get the message').waitFor();
  await app.page.getByText(String(people), { exact: true }).first().waitFor();
}

describe('a list', () => {
  test('is chosen', async () => {
    await open(app.page, '/draft/new/list');
    await app.dialogs.answerOpen(list);
    await app.page.getByRole('button', { name: 'Choose a file…' }).click();
    await isRead(2);
    await app.page.getByText('clinic list.csv').first().waitFor();
  });

  test('is not chosen after all: nothing happens', async () => {
    await open(app.page, '/draft/new/list');
    await app.page.getByRole('button', { name: 'Choose a file…' }).click();
    await expect.poll(async () => (await app.dialogs.shown()).length).toBe(2);
    await app.page.getByText('Drop your list here').waitFor();
  });

  test.each(['.filedrop', 'main h1'])('is dropped on %s', async (selector) => {
    await open(app.page, '/draft/new/list');
    await app.dropFiles(selector, list);
    await isRead(2);
  });

  test('is pasted from a spreadsheet', async () => {
    await open(app.page, '/draft/new/list');
    await app.page.getByRole('button', { name: /paste/iu }).click();
    await app.page
      .getByRole('textbox')
      .fill('phone\tname\n+254712555101\tAmina\n+254712555102\tB\n');
    await app.page.getByRole('dialog').getByRole('button').last().click();
    await isRead(2);
  });
});

describe('a file that is no list', () => {
  test.each([
    ['photo.png', /picture/u],
    ['paper.pdf', /PDF/u],
    ['old.xls', /Excel|CSV UTF-8/u],
    ['archive.zip', /not a list/u],
    ['empty.csv', /empty/u],
    ['blank.csv', /empty|no rows|header/iu],
    ['header-only.csv', /no rows/u],
    ['headerless.csv', /no header/u],
    ['utf-32.csv', /encoding|not a list|cannot be read/iu],
  ])('%s says what to do', async (name, words) => {
    await open(app.page, '/draft/new/list');
    await app.dialogs.answerOpen(fixture(name));
    await app.page.getByRole('button', { name: 'Choose a file…' }).click();
    await app.page.locator('main .notice').filter({ hasText: words }).first().waitFor();
    await settled(app.page);
  });

  test('a folder, and a file that is gone, are said too', async () => {
    for (const [path, words] of [
      [folder, /folder/u],
      [join(folder, 'gone.csv'), /There is no file/u],
    ] as const) {
      await open(app.page, '/draft/new/list');
      await app.dialogs.answerOpen(path);
      await app.page.getByRole('button', { name: 'Choose a file…' }).click();
      await app.page.locator('main .notice').filter({ hasText: words }).first().waitFor();
    }
  });
});

describe('markup from outside is text', () => {
  const CORPUS = [
    '<img src=x onerror=window.ran=1>',
    '<script>window.ran=1</script>',
    '"><svg onload=window.ran=1>',
    "javascript:window.ran=1//'",
    '{{constructor.constructor("window.ran=1")()}}',
    '&lt;b&gt;bold&amp;',
    '<a href=https://example.org>here</a>',
  ];

  test('in the name of the file, of a column, in cells and in the message', async () => {
    const path = join(folder, `${CORPUS[0]}.csv`);
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const header = ['phone', 'name', '<b onclick=window.ran=1>col</b>'].map(quoted).join(',');
    const rows = CORPUS.map((text, at) =>
      [`+25471255510${at}`, text, `x${text}`].map(quoted).join(','),
    );
    writeFileSync(path, [header, ...rows, `"${CORPUS[1]}","not a number",""`].join('\n'));
    await open(app.page, '/draft/new/list');
    await app.dialogs.answerOpen(path);
    await app.page.getByRole('button', { name: 'Choose a file…' }).click();
    await isRead(CORPUS.length);
    for (const text of [CORPUS[0], '<b onclick=window.ran=1>col</b>', CORPUS[1]]) {
      await app.page
        .getByText(text ?? '')
        .filter({ visible: true })
        .first()
        .waitFor();
    }
    const draft = /draft\/([^/]+)\//u.exec(app.page.url())?.[1] ?? '';
    await call(app.page, 'updateDraft', {
      draft,
      settings: {
        template: `${CORPUS[2]} {{name}} {{<b onclick=window.ran=1>col</b>}}`,
        sender: 'Clinic',
      },
    });
    await call(app.page, 'buildDraft', { draft });
    for (const step of ['list', 'message', 'preview']) {
      await open(app.page, `/draft/${draft}/${step}`);
    }
    await call(app.page, 'updateDraft', { draft, settings: { name: CORPUS[1] ?? '' } });
    await call(app.page, 'setPrices', { prices: [{ country: 'KE', microPerPart: 20_000 }] });
    await call(app.page, 'buildDraft', { draft });
    const { batch } = await call(app.page, 'readyDraft', { draft });
    for (const address of ['/', `/batch/${batch}/send`, `/batch/${batch}/reports`, '/history']) {
      await open(app.page, address);
      await app.page.waitForTimeout(100);
    }
    await open(app.page, '/');
    await app.page
      .getByText(CORPUS[1] ?? '')
      .first()
      .waitFor();
    expect(await app.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await app.page.locator('main img, main svg[onload], main script').count()).toBe(0);
  });

  test('in what the API answers', async () => {
    const markup = '<img src=x onerror=window.ran=1>';
    const office = await openOffice({}, { refuse: ({ to }) => (to.endsWith('1') ? markup : null) });
    const { page } = office.app;
    const batch = await readyList(office.app, { people: 5 });
    await pressSend(office.app, batch);
    await expect
      .poll(async () => (await call(page, 'batch', { batch })).summary.counts.rejected)
      .toBe(1);
    await expect.poll(async () => (await call(page, 'sendState', {})).running).toBeNull();
    for (const address of [`/batch/${batch}/send`, `/batch/${batch}/reports`, '/history']) {
      await open(page, address);
    }
    await open(page, `/batch/${batch}/reports`);
    await page.getByText(markup).filter({ visible: true }).first().waitFor();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await page.locator('main img').count()).toBe(0);
  });
});

/** A list on its way through the window's calls: from a file to a batch that is ready to send. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { checkDatabase } from '../../electron/db/check.ts';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { sendPlanQueries } from '../../electron/db/sendPlans.ts';
import { listedBatches } from '../../electron/services.ts';
import { callError, callValue, checkedCall } from '../helpers/calls.ts';
import { dataFolder, TEST_NOW_MS, unwrap, unwrapError } from '../helpers/dataFolder.ts';
import { isUntouched, listFile } from '../helpers/importRun.ts';
import { sendLine } from '../helpers/sendLine.ts';
import {
  begin,
  build,
  copiesOf,
  type Office,
  preparingOffice as office,
} from '../helpers/windowDrafts.ts';

const LIST = 'Phone,Name,Village\n0917 123 4567,Ana,Bago\n0917 123 4568,Ben,Bago\n';

/** Nothing of any list is left. */
function isEmpty(one: Office): boolean {
  const drafts = one.db.sql.prepare('SELECT count(*) FROM draft').pluck().get();
  return isUntouched(one.db) && copiesOf(one).length === 0 && drafts === 0;
}

describe('a list', () => {
  test('goes from a file to a batch that is ready, and leaves nothing behind', async () => {
    const one = office();
    const { handlers, db, told } = one;
    const { draft, ...begun } = await begin(one, LIST);
    expect(begun).toMatchObject({ isBuilt: false, isBuilding: false, batch: null, problem: null });
    expect(begun.settings).toMatchObject({ country: 'PH', sender: null, template: '' });
    const first = await callValue(handlers, 'buildDraft', { draft });
    expect(first).toMatchObject({ isBuilt: true, problem: null });
    expect(first.built).toMatchObject({ rows: 2, recipients: 2, rejected: 0 });
    expect(await callError(handlers, 'readyDraft', { draft })).toMatchObject({
      kind: 'bad_template',
      problem: 'empty',
    });
    const template = 'Hi {{Name}}, come to {{Village}}';
    const changed = await callValue(handlers, 'updateDraft', { draft, settings: { template } });
    expect(changed).toMatchObject({ isBuilt: false, batch: first.batch });
    const unread = { kind: 'draft_not_built', draft };
    expect(await callError(handlers, 'readyDraft', { draft })).toEqual(unread);
    const { batch, ...built } = await build(one, { draft });
    expect(built.isBuilt).toBe(true);
    expect(batch).not.toBe(first.batch);
    const plan = { ...built.settings.plan, budgetMicro: 9 };
    const named = { name: 'Clinic days', plan };
    const renamed = await callValue(handlers, 'updateDraft', { draft, settings: named });
    expect(renamed).toMatchObject({ isBuilt: true, settings: named });
    expect(await callValue(handlers, 'readyDraft', { draft })).toEqual({ batch });
    const ready = unwrap(batchQueries(db).find(batch));
    expect(ready).toMatchObject({ state: 'ready', name: 'Clinic days', template });
    expect(ready.accountKey).toBe(accountQueries(db).current()?.key);
    expect(sendPlanQueries(db).of(ready.key)).toEqual(plan);
    expect(told.some(({ name }) => name === 'batchesChanged')).toBe(true);
    await one.work.settle();
    expect(copiesOf(one)).toEqual([]);
    expect(await callValue(handlers, 'listDrafts', {})).toEqual([]);
    expect(await callError(handlers, 'draft', { draft })).toMatchObject({
      kind: 'draft_not_found',
    });
    expect(batchQueries(db).list()).toHaveLength(1);
    expect(checkDatabase(db)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('is copied for this user alone', async () => {
    const one = office();
    const { draft } = await begin(one, LIST);
    expect(copiesOf(one)).toEqual([`${draft}.list`]);
    const folder = join(one.db.dir, 'drafts');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, `${draft}.list`)).mode & 0o777).toBe(0o600);
  });

  test('may be dropped, pasted, or the one that comes with Postbag', async () => {
    const one = office();
    const { handlers, answers } = one;
    const path = join(dataFolder(), 'Dropped <b>.csv');
    writeFileSync(path, LIST);
    answers.dropped.set('token', path);
    const dropped = await callValue(handlers, 'openList', { token: 'token' });
    expect(dropped).toMatchObject({ source: 'Dropped <b>.csv', settings: { name: 'Dropped <b>' } });
    expect(await callError(handlers, 'openList', { token: 'token' })).toEqual({
      kind: 'choice_expired',
    });
    const text = 'Phone\tName\n0917 123 4567\tZoë\n';
    const pasted = await callValue(handlers, 'pasteList', { text });
    expect(pasted).toMatchObject({ source: '', settings: { name: '' } });
    const { batch } = await build(one, pasted, { template: 'Hi {{name}}' });
    const { message } = await callValue(handlers, 'recipient', { batch, seq: 1 });
    expect(message.text).toBe('Hi Zoë');
    const sample = await callValue(handlers, 'sampleList', {});
    const listed = await callValue(handlers, 'listDrafts', {});
    expect(listed.map(({ draft }) => draft).toSorted()).toEqual(
      [dropped, pasted, sample].map(({ draft }) => draft).toSorted(),
    );
  });

  test('is none where no file was chosen', async () => {
    const one = office();
    expect(await callValue(one.handlers, 'chooseList', {})).toBeNull();
    expect(isEmpty(one)).toBe(true);
  });

  test.each([
    [
      'a workbook',
      'PK\u0003\u0004[Content_Types].xml xl/',
      { kind: 'file_not_text', looksLike: 'xlsx' },
    ],
    ['an image', '\u0089PNG\r\n\u001a\n', { kind: 'file_not_text', looksLike: 'image' }],
    ['noise', Buffer.from([1, 2, 0, 3, 0, 0, 5, 6, 7, 0, 9, 1]), { kind: 'file_not_text' }],
    ['nothing', '', { kind: 'file_empty' }],
    ['blanks', ' \n \n', { kind: 'file_empty' }],
  ])('that is %s is refused at once, and nothing is left', async (_what, content, error) => {
    const one = office();
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    one.answers.file = listFile(bytes);
    const found = await callError(one.handlers, 'chooseList', {});
    expect(found).toMatchObject({ ...error, path: one.answers.file });
    expect(isEmpty(one)).toBe(true);
  });

  test('that is not there, or a folder, is refused at once', async () => {
    const one = office();
    one.answers.file = join(dataFolder(), 'none.csv');
    expect(await callError(one.handlers, 'chooseList', {})).toEqual({
      kind: 'file_not_found',
      path: one.answers.file,
    });
    one.answers.file = dataFolder();
    expect(await callError(one.handlers, 'chooseList', {})).toMatchObject({
      kind: 'file_unreadable',
      code: 'EISDIR',
    });
    expect(isEmpty(one)).toBe(true);
  });

  test('is prepared without account, key and sender; only being ready needs a sender', async () => {
    const one = office({}, false);
    const { handlers, db } = one;
    const begun = await begin(one, 'phone,name\n+639171234567,Ana\n09171234568,Ben\n');
    const built = await build(one, begun, { template: 'Hi {{name}}' });
    expect(built.built?.reasons).toEqual([{ reason: 'country_needed', rows: 1 }]);
    const { draft } = begun;
    const missing = { kind: 'sender_missing' };
    expect(await callError(handlers, 'readyDraft', { draft })).toEqual(missing);
    // The account of the assistant, set later, counts: what was read without it is read anew.
    const account = { org: 7, baseUrl: 'https://api.example', sender: 'OFFICE', country: 'PH' };
    accountQueries(db).set(account, TEST_NOW_MS);
    expect(await callValue(handlers, 'draft', { draft })).toMatchObject({ isBuilt: false });
    const again = await build(one, begun);
    expect(again.built).toMatchObject({ recipients: 2, rejected: 0 });
    const { batch } = await callValue(handlers, 'readyDraft', { draft });
    const { message } = await callValue(handlers, 'recipient', { batch, seq: 2 });
    expect(message.sender).toBe('OFFICE');
  });

  test('without a message has no text, costs nothing, and cannot be sent', async () => {
    const one = office();
    const { batch } = await build(one, await begin(one, LIST));
    const preview = await callValue(one.handlers, 'preview', { batch });
    expect(preview).toMatchObject({ recipients: 2, parts: 0, estimateMicro: 0, longest: [] });
    expect(preview.summary.state).toBe('draft');
    expect(listedBatches(one.db)).toEqual([]);
  });

  test('of nobody keeps its refused rows, and cannot be ready', async () => {
    const one = office();
    const begun = await begin(one, 'phone\n0917\n12\n');
    const built = await build(one, begun, { template: 'Hi' });
    expect(built).toMatchObject({ isBuilt: true, problem: { kind: 'no_valid_rows', rows: 2 } });
    const refused = { batch: built.batch, reason: null, afterRow: 0, limit: 10 };
    const { rows } = await callValue(one.handlers, 'refusedRows', refused);
    expect(rows).toHaveLength(2);
    const error = await callError(one.handlers, 'readyDraft', { draft: begun.draft });
    expect(error.kind).toBe('no_valid_rows');
  });

  test('is read anew only for what is read', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    const built = await build(one, begun, { template: 'Hi {{Name}}' });
    const isBuiltAfter = async (settings: Parameters<typeof build>[2]) => {
      const input = { draft: begun.draft, settings: settings ?? {} };
      return (await callValue(one.handlers, 'updateDraft', input)).isBuilt;
    };
    expect(await isBuiltAfter({ name: 'Other' })).toBe(true);
    expect(await isBuiltAfter({ messageColumn: 'Name', fieldColumns: { other: 'Name' } })).toBe(
      true,
    );
    expect(await isBuiltAfter({ plan: { ...built.settings.plan, lanes: 2 } })).toBe(true);
    expect(await isBuiltAfter({ sender: 'CLINIC' })).toBe(false);
    await build(one, begun);
    expect(await isBuiltAfter({ fieldColumns: { Name: 'Village' } })).toBe(false);
  });

  test('tells why it cannot be read, under its own name, and keeps what was read before', async () => {
    const one = office();
    const begun = await begin(one, '639171234567,Ana\n639171234568,Ben\n');
    const { draft } = begun;
    const peek = await callValue(one.handlers, 'peekDraft', { draft });
    const noHeader = { kind: 'no_header', path: begun.source };
    expect(peek).toMatchObject({ numberColumn: null, problem: noHeader });
    expect(await callValue(one.handlers, 'buildDraft', { draft })).toMatchObject({
      problem: noHeader,
      isBuilt: false,
      batch: null,
    });
    const good = await begin(one, LIST);
    const { batch } = await build(one, good);
    const settings = { numberColumn: 'Number' };
    await callValue(one.handlers, 'updateDraft', { draft: good.draft, settings });
    const failed = await callValue(one.handlers, 'buildDraft', { draft: good.draft });
    expect(failed).toMatchObject({ batch, isBuilt: false, problem: { kind: 'unknown_column' } });
    const mended = await build(one, good, { numberColumn: null });
    expect(mended).toMatchObject({ isBuilt: true, problem: null });
  });

  test('is read also while its message cannot be used, which is then the problem', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    const { draft } = begun;
    for (const [settings, kind] of [
      [{ template: 'Hi {{Name' }, 'bad_template'],
      [{ template: 'Hi {{Nobody}}' }, 'unknown_template_field'],
      [{ textFrom: 'column', messageColumn: 'Nothing' }, 'unknown_column'],
    ] as const) {
      const built = await build(one, begun, settings);
      expect(built).toMatchObject({ isBuilt: true, problem: { kind } });
      expect(built.built).toMatchObject({ recipients: 2 });
      expect(await callError(one.handlers, 'readyDraft', { draft })).toMatchObject({ kind });
    }
  });

  test('with the same column twice has both, under names of their own', async () => {
    const one = office();
    const begun = await begin(one, 'Phone,Phone,,name\n0917 123 4567,0917 123 4568,x,Ana\n');
    const { draft } = begun;
    const peek = await callValue(one.handlers, 'peekDraft', { draft });
    expect(peek.columns.map(({ column }) => column)).toEqual([
      'Phone',
      'Phone (2)',
      'column 3',
      'name',
    ]);
    expect(peek.numberColumn).toBeNull();
    const template = '{{Phone}} {{column 3}}';
    const { batch } = await build(one, begun, { numberColumn: 'Phone (2)', template });
    const { message } = await callValue(one.handlers, 'recipient', { batch, seq: 1 });
    expect(message).toMatchObject({ to: '639171234568', text: '0917 123 4567 x' });
  });

  test('keeps markup, formulas and control characters as the data that they are', async () => {
    const one = office();
    const column = '<img src=x onerror=alert(1)>';
    const cell = '=1+1 {{x}} </script> \u202Eevil';
    const path = join(dataFolder(), 'a "quoted" <name>.csv');
    writeFileSync(path, `phone,${column},__proto__\n0917 123 4567,${cell},ok\n`);
    one.answers.file = path;
    const begun = await callValue(one.handlers, 'chooseList', {});
    expect(begun?.source).toBe('a "quoted" <name>.csv');
    const template = `{{${column}}} {{__proto__}}`;
    const { batch } = await build(one, { draft: begun?.draft ?? '' }, { template });
    const { message, fields } = await callValue(one.handlers, 'recipient', { batch, seq: 1 });
    expect(message.text).toBe(`${cell} ok`);
    expect(fields.map(({ value }) => value)).toEqual(['0917 123 4567', cell, 'ok']);
    const control = await begin(one, 'phone,name\n0917 123 4567,A\u0007na\n');
    const built = await build(one, control, { template: 'Hi {{name}}' });
    expect(built.built?.reasons).toEqual([{ reason: 'bad_characters', rows: 1 }]);
  });

  test('that is deleted is gone, with all that was read of it', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    await build(one, begun, { template: 'Hi' });
    await callValue(one.handlers, 'deleteDraft', { draft: begun.draft });
    await one.work.settle();
    expect(isEmpty(one)).toBe(true);
  });
});

test('a list that is being prepared is never sent', async () => {
  const line = await sendLine({ messages: 2 });
  line.db.sql.prepare(`UPDATE batch SET state = 'draft'`).run();
  expect(unwrapError(await line.sendResult())).toMatchObject({
    kind: 'batch_state',
    state: 'draft',
  });
  expect(line.sizes()).toEqual([]);
});

describe('another file', () => {
  test('takes the place of the former one; the message stays', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    await build(one, begun, { template: 'Hi {{Name}}', numberColumn: 'Phone' });
    const path = join(dataFolder(), 'next.csv');
    writeFileSync(path, 'Mobile;Nom\n0917 123 4569;Zoé\n');
    one.answers.file = path;
    const { draft } = begun;
    const replaced = await callValue(one.handlers, 'replaceList', { draft });
    expect(replaced).toMatchObject({ draft, source: 'next.csv', isBuilt: false });
    expect(replaced?.settings).toMatchObject({
      numberColumn: null,
      template: 'Hi {{Name}}',
      fieldColumns: { Name: 'Nom' },
    });
    const { batch } = await build(one, begun);
    const { message } = await callValue(one.handlers, 'recipient', { batch, seq: 1 });
    expect(message.text).toBe('Hi Zoé');
    expect(copiesOf(one)).toEqual([`${draft}.list`]);
  });

  test('that is no list leaves everything as it was', async () => {
    const one = office();
    const begun = await begin(one, LIST);
    const built = await build(one, begun, { template: 'Hi' });
    one.answers.file = listFile('%PDF-1.7');
    const { draft } = begun;
    expect(await callError(one.handlers, 'replaceList', { draft })).toMatchObject({
      kind: 'file_not_text',
    });
    expect(await callValue(one.handlers, 'draft', { draft })).toEqual(built);
    expect(copiesOf(one)).toEqual([`${draft}.list`]);
  });
});

describe('refused rows', () => {
  const rows = Array.from({ length: 30 }, (_, i) =>
    i % 3 === 0 ? `0917${i},No${i}` : `12,No${i}`,
  );
  const MIXED = `phone,name\n0917 123 4567,Ana\n${rows.join('\n')}\n`;

  test('are looked through by reason, a page at a time', async () => {
    const one = office();
    const { batch, built } = await build(one, await begin(one, MIXED));
    const reasons = built?.reasons ?? [];
    expect(reasons.reduce((sum, reason) => sum + reason.rows, 0)).toBe(30);
    const seen: number[] = [];
    let afterRow = 0;
    for (let more = true; more;) {
      const input = { batch, reason: null, afterRow, limit: 7 };
      const page = await callValue(one.handlers, 'refusedRows', input);
      expect(page.columns).toEqual(['phone', 'name']);
      seen.push(...page.rows.map(({ row }) => row));
      afterRow = seen.at(-1) ?? 0;
      more = page.more;
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 3));
    for (const { reason, rows } of reasons) {
      const input = { batch, reason, afterRow: 0, limit: 500 };
      const page = await callValue(one.handlers, 'refusedRows', input);
      expect(page.rows).toHaveLength(rows);
      expect(page.more).toBe(false);
    }
  });

  test('are put right in place, and read with the next reading', async () => {
    const one = office();
    const begun = await begin(one, MIXED);
    const { draft } = begun;
    const { batch } = await build(one, begun, { template: 'Hi {{name}}' });
    const correct = (row: number, value: string | null) =>
      checkedCall(one.handlers, 'correctRow', { draft, row, value });
    expect(unwrap(await correct(3, '0917 765 4321'))).toEqual({
      to: '639177654321',
      country: 'PH',
      leftOut: null,
    });
    expect(await correct(4, '0917')).toMatchObject({ error: { kind: 'bad_phone' } });
    expect(await correct(2, '0917 765 4321')).toMatchObject({ error: { kind: 'bad_value' } });
    unwrap(await correct(5, '+254712345678'));
    unwrap(await correct(5, null));
    const page = { batch, reason: null, afterRow: 0, limit: 3 };
    const shown = await callValue(one.handlers, 'refusedRows', page);
    expect(shown.rows.map(({ correction }) => correction)).toEqual(['0917 765 4321', null, null]);
    const again = await build(one, begun);
    expect(again).toMatchObject({ corrections: 1, built: { recipients: 2, rejected: 29 } });
    const { message, fields } = await callValue(one.handlers, 'recipient', {
      batch: again.batch,
      seq: 2,
    });
    expect(message).toMatchObject({ to: '639177654321', text: 'Hi No0', row: 3 });
    expect(fields[0]).toEqual({ column: 'phone', value: '0917 765 4321' });
    unwrap(await correct(3, null));
    expect((await build(one, begun)).built).toMatchObject({ recipients: 1 });
  });

  test('are saved as a file that is a list again', async () => {
    const one = office();
    const { batch } = await build(one, await begin(one, MIXED), { name: 'May/June' });
    const file = join(dataFolder(), 'refused.csv');
    const input = { batch };
    expect(await callValue(one.handlers, 'saveRefused', input)).toBeNull();
    one.answers.saveFile = file;
    expect(await callValue(one.handlers, 'saveRefused', input)).toEqual({ file, rows: 30 });
    expect(one.asked.at(-1)).toBe('save May_June - refused.csv csv');
    one.answers.file = file;
    const again = await callValue(one.handlers, 'chooseList', {});
    const read = await build(one, { draft: again?.draft ?? '' });
    expect(read.built).toMatchObject({ rows: 30, recipients: 0 });
  });
});

describe('what is told of a list before its message is written', () => {
  test('how many of the recipients have nothing in a column', async () => {
    const one = office();
    const begun = await begin(
      one,
      'Phone,Name,Village\n0917 123 4567,,Bago\n0917 123 4568, ,\n12,,\n0917 123 4569,Ana,\n',
    );
    const read = await build(one, begun);
    expect(read.built).toMatchObject({ recipients: 3, rejected: 1 });
    expect(read.built?.blanks).toEqual([
      { column: 'Name', rows: 2 },
      { column: 'Village', rows: 2 },
    ]);
    const written = await build(one, begun, { template: 'Hi {{Name}}' });
    expect(written.built).toMatchObject({ recipients: 1, rejected: 3 });
    expect(written.built?.blanks).toEqual([{ column: 'Village', rows: 1 }]);
    expect(written.built?.reasons).toContainEqual({ reason: 'missing_field:Name', rows: 2 });
  });

  test('the country of the last list is that of the next, where there is no usual one', async () => {
    const one = office({}, false);
    const first = await begin(one, LIST);
    expect(first.settings.country).toBeNull();
    await callValue(one.handlers, 'sampleList', {});
    expect((await begin(one, LIST)).settings.country).toBeNull();
    await build(one, first, { country: 'PH' });
    expect((await begin(one, LIST)).settings.country).toBe('PH');
    const usual = office();
    await build(usual, await begin(usual, LIST), { country: 'KE' });
    expect((await begin(usual, LIST)).settings.country).toBe('PH');
  });
});

test('a number put right says where it is on the list already, or on the do-not-contact list', async () => {
  const one = office();
  optOutQueries(one.db).add([639171234569], 'test', TEST_NOW_MS);
  const begun = await begin(one, 'Phone,Name\n0917 123 4567,Ana\n12,Ben\n13,Cid\n');
  const { draft } = await build(one, begun);
  const leftOut = async (row: number, value: string) =>
    (await callValue(one.handlers, 'correctRow', { draft, row, value })).leftOut;
  expect(await leftOut(3, '0917 123 4567')).toBe('duplicate');
  expect(await leftOut(3, '0917 123 4569')).toBe('opted_out');
  expect(await leftOut(3, '0917 123 4568')).toBeNull();
  expect(await leftOut(3, '+63 917 123 4568')).toBeNull();
  expect(await leftOut(4, '0917 123 4568')).toBe('duplicate');
  await callValue(one.handlers, 'updateDraft', { draft, settings: { allowDuplicates: true } });
  expect(await leftOut(4, '0917 123 4567')).toBeNull();
});

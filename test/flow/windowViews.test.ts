/** Looking through messages by the window's calls: any filter, any place, and the same as a file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test, vi } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import type { OwnerDb } from '../../electron/db/open.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import { createViewHandlers } from '../../electron/ipc/handlers/views.ts';
import { en, type MessageId } from '../../renderer/i18n/en.ts';
import { tableWords } from '../../renderer/screens/history/tableWords.ts';
import { messageStateCode, type MessageState } from '../../shared/domain/message.ts';
import type { CallInput } from '../../shared/ipc/types.ts';
import { callError, callValue, checkedCall } from '../helpers/calls.ts';
import { dataFolder, sampleBatch, sampleMessage, TEST_NOW_MS } from '../helpers/dataFolder.ts';
import { handlerContext } from '../helpers/handlerContext.ts';
import { sentBatch } from '../helpers/sentBatch.ts';

type Filter = CallInput<'openView'>['filter'];

const EVERYTHING: Filter = {
  batch: null,
  states: null,
  country: null,
  search: '',
  sinceMs: null,
  untilMs: null,
  error: null,
};

function office() {
  const made = handlerContext();
  const { handlers, work } = createViewHandlers(made.context);
  return { ...made, handlers, work, db: made.session.services.db };
}

type Office = ReturnType<typeof office>;

/** The rows of a filter, by batch and place. */
async function rowsOf({ handlers }: Office, filter: Partial<Filter>, purpose = 'test') {
  const opened = await callValue(handlers, 'openView', {
    filter: { ...EVERYTHING, ...filter },
    purpose,
  });
  const { rows } = await callValue(handlers, 'viewPage', {
    view: opened.view,
    offset: 0,
    limit: 500,
  });
  expect(rows).toHaveLength(Math.min(opened.count, 500));
  return rows;
}

const places = (rows: readonly { readonly batchName: string; readonly seq: number }[]): string[] =>
  rows.map(({ batchName, seq }) => `${batchName} ${seq}`);

/** Puts a message into a state, with its count; straight into the tables. */
function setState({ sql }: OwnerDb, key: number, state: MessageState, error: string | null): void {
  sql
    .prepare('UPDATE message SET state = ?, error = ? WHERE key = ?')
    .run(messageStateCode(state), error, key);
}

const names = ['Ana', 'Zoë', '100%', 'a_b', String.raw`back\slash`, '"quoted"', '<b>Bo</b>'];

/** One batch of named people, of two countries. */
function people(db: OwnerDb, name = 'People') {
  const messages = names.map((person, i) =>
    sampleMessage(i + 1, {
      text: `Hello ${person}`,
      fields: [person, 'Bago, North'],
      country: i % 2 === 0 ? 'PH' : 'KE',
    }),
  );
  return sampleBatch(db, { name, messages, fieldNames: ['name', 'place'] });
}

describe('a view', () => {
  test('of everything has the newest batch first, each in the order of its list', async () => {
    const one = office();
    sampleBatch(one.db, { name: 'Old', messages: 2 });
    sampleBatch(one.db, { name: 'New', messages: 2 });
    expect(places(await rowsOf(one, {}))).toEqual(['New 1', 'New 2', 'Old 1', 'Old 2']);
  });

  test('shows what is known of a message', async () => {
    const one = office();
    priceQueries(one.db).set([{ country: 'PH', microPerPart: 30_000 }], 'test', TEST_NOW_MS);
    const batch = sampleBatch(one.db, { messages: 1 });
    expect(await rowsOf(one, { batch: batch.id })).toEqual([
      {
        batch: batch.id,
        batchName: 'Sample',
        seq: 1,
        row: 2,
        to: '639170000001',
        country: 'PH',
        sender: 'OFFICE',
        text: 'Hello 1',
        parts: 1,
        encoding: 'gsm7',
        estimateMicro: 30_000,
        state: 'queued',
        chargedMicro: null,
        messageId: null,
        sentAtMs: null,
        deliveredAtMs: null,
        error: null,
        warning: null,
      },
    ]);
  });

  test.each([
    ['ana', ['People 1']],
    ['zoë', ['People 2']],
    ['ZOË', ['People 2']],
    ['100%', ['People 3']],
    ['%', ['People 3']],
    ['a_b', ['People 4']],
    ['_', ['People 4']],
    ['\\', ['People 5']],
    ['"', ['People 6']],
    ['<b>', ['People 7']],
    ['","', []],
    ['[', []],
    ['bago, n', names.map((_, i) => `People ${i + 1}`)],
    ['EOPL', names.map((_, i) => `People ${i + 1}`)],
    ['0917 000 0003', ['People 3']],
    ['+63 9170000004', ['People 4']],
    ['٠٩١٧٠٠٠٠٠٠٥', ['People 5']],
    ['0000006', ['People 6']],
    ["' OR 1=1 --", []],
  ])(
    'of %s finds it as it stands in texts, fields, names of lists and numbers',
    async (search, found) => {
      const one = office();
      people(one.db);
      sampleBatch(one.db, {
        name: 'Other',
        messages: [sampleMessage(90, { text: 'Nothing here' })],
      });
      expect(places(await rowsOf(one, { search }))).toEqual(found);
    },
  );

  test('holds all that is asked for at once', async () => {
    const one = office();
    const batch = people(one.db);
    for (const seq of [1, 2, 3]) setState(one.db, batch.key * 2 ** 24 + seq, 'failed', 'no route');
    setState(one.db, batch.key * 2 ** 24 + 4, 'failed', 'barred');
    const failed: Partial<Filter> = { states: ['failed'] };
    expect(places(await rowsOf(one, failed))).toHaveLength(4);
    expect(places(await rowsOf(one, { ...failed, error: 'no route' }))).toHaveLength(3);
    expect(places(await rowsOf(one, { ...failed, country: 'PH' }))).toEqual([
      'People 1',
      'People 3',
    ]);
    const all = { ...failed, country: 'PH', error: 'no route', search: '100' };
    expect(places(await rowsOf(one, all))).toEqual(['People 3']);
  });

  test('by time goes by when a message was sent, else by when its list was made', async () => {
    const one = office();
    sentBatch(one.db, { name: 'Sent', messages: 2, perRequest: 1, sentAtMs: TEST_NOW_MS + 5000 });
    sampleBatch(one.db, { name: 'Made', messages: 1, createdAtMs: TEST_NOW_MS });
    const since = { sinceMs: TEST_NOW_MS + 5001 };
    expect(places(await rowsOf(one, since))).toEqual(['Sent 2']);
    const until = { untilMs: TEST_NOW_MS + 5001 };
    expect(places(await rowsOf(one, until))).toEqual(['Made 1', 'Sent 1']);
  });

  test('leaves out lists that are being prepared, unless it is of one', async () => {
    const one = office();
    const batch = sampleBatch(one.db, { name: 'Preparing' });
    one.db.sql.prepare(`UPDATE batch SET state = 'draft' WHERE batch_key = ?`).run(batch.key);
    expect(await rowsOf(one, {})).toEqual([]);
    expect(await rowsOf(one, { batch: batch.id })).toHaveLength(3);
  });

  test('jumps to any place, up to its last row', async () => {
    const one = office();
    const { handlers, db } = one;
    sampleBatch(db, { name: 'A', messages: 700 });
    sampleBatch(db, { name: 'B', messages: 700 });
    for (const [filter, name] of [
      [EVERYTHING, 'whole'],
      [{ ...EVERYTHING, search: 'Hello' }, 'gathered'],
    ] as const) {
      const { view, count } = await callValue(handlers, 'openView', { filter, purpose: name });
      expect(count).toBe(1400);
      const page = async (offset: number, limit: number) =>
        places((await callValue(handlers, 'viewPage', { view, offset, limit })).rows);
      expect(await page(698, 4)).toEqual(['B 699', 'B 700', 'A 1', 'A 2']);
      expect(await page(1399, 500)).toEqual(['A 700']);
      expect(await page(1400, 10)).toEqual([]);
    }
  });

  test('shows how its messages stand now, and stays what it was', async () => {
    const one = office();
    const { handlers, db } = one;
    const batch = sampleBatch(db, { messages: 2 });
    const filter: Filter = { ...EVERYTHING, states: ['queued'] };
    const { view } = await callValue(handlers, 'openView', { filter, purpose: 'a' });
    setState(db, batch.key * 2 ** 24 + 1, 'accepted', null);
    const { rows } = await callValue(handlers, 'viewPage', { view, offset: 0, limit: 10 });
    expect(rows.map(({ state }) => state)).toEqual(['accepted', 'queued']);
  });

  test('expires when six newer ones are read, and when its list is deleted', async () => {
    const one = office();
    const { handlers, db } = one;
    const batch = sampleBatch(db, { messages: 2 });
    const open = () => callValue(handlers, 'openView', { filter: EVERYTHING, purpose: 'a' });
    const first = await open();
    const second = await open();
    const page = { offset: 0, limit: 1 };
    for (let i = 0; i < 4; i += 1) await open();
    await callValue(handlers, 'viewPage', { view: first.view, ...page });
    const last = await open();
    const expired = { kind: 'view_expired', view: second.view };
    expect(await callError(handlers, 'viewPage', { view: second.view, ...page })).toEqual(expired);
    await callValue(handlers, 'viewPage', { view: first.view, ...page });
    batchQueries(db).remove(batch.key);
    const gone = { kind: 'view_expired', view: last.view };
    expect(await callError(handlers, 'viewPage', { view: last.view, ...page })).toEqual(gone);
  });

  test('of the same purpose ends the gathering of an older one', async () => {
    const one = office();
    sampleBatch(one.db, { messages: 5000 });
    const filter = { ...EVERYTHING, search: 'hello' };
    const older = checkedCall(one.handlers, 'openView', { filter, purpose: 'search' });
    const other = checkedCall(one.handlers, 'openView', { filter, purpose: 'reports' });
    const newer = checkedCall(one.handlers, 'openView', { filter, purpose: 'search' });
    expect(await older).toEqual({ ok: false, error: { kind: 'interrupted' } });
    expect(await other).toMatchObject({ ok: true, value: { count: 5000 } });
    expect(await newer).toMatchObject({ ok: true, value: { count: 5000 } });
  });

  test('of a list that there is not is refused', async () => {
    const { handlers } = office();
    const batch = '01900000-0000-7000-8000-000000000000';
    const filter = { ...EVERYTHING, batch };
    const error = await callError(handlers, 'openView', { filter, purpose: 'a' });
    expect(error).toEqual({ kind: 'batch_not_found', ref: batch });
  });
});

describe('an export', () => {
  const FILTERS: readonly Partial<Filter>[] = [
    {},
    { search: 'bago' },
    { search: '0917 000 0003' },
    { search: 'people' },
    { search: '","' },
    { country: 'KE' },
    { states: ['failed'], error: 'no route' },
    { untilMs: TEST_NOW_MS },
  ];

  test.each(FILTERS)('has exactly the messages of the view of %o', async (filter) => {
    const one = office();
    const { handlers, db, answers } = one;
    const batch = people(db);
    sampleBatch(db, { name: 'Others', messages: 3 });
    const preparing = sampleBatch(db, { name: 'Preparing people', messages: 3 });
    db.sql.prepare(`UPDATE batch SET state = 'draft' WHERE batch_key = ?`).run(preparing.key);
    for (const seq of [1, 2, 3]) setState(db, batch.key * 2 ** 24 + seq, 'failed', 'no route');
    const out = join(dataFolder(), 'out.ndjson');
    answers.saveFile = out;
    const input = { filter: { ...EVERYTHING, ...filter }, format: 'ndjson' } as const;
    const written = await callValue(handlers, 'exportMessages', input);
    const lines = readFileSync(out, 'utf8').split('\n').filter(Boolean);
    const seen = await rowsOf(one, filter);
    const texts = lines.map((line) => JSON.parse(line) as { batch: string; row: number });
    const name = ({ batch: id, row }: { batch: string; row: number }): string => `${id} ${row}`;
    expect(texts.map(name).toSorted()).toEqual(seen.map(name).toSorted());
    expect(written).toMatchObject({ file: out, rows: seen.length });
  });

  test('is told of, and offered under the name of the list', async () => {
    const { handlers, db, answers, asked, told } = office();
    const batch = sampleBatch(db, { name: 'May: <b>a/b</b>' });
    answers.saveFile = join(dataFolder(), 'out.csv');
    const input = { filter: { ...EVERYTHING, batch: batch.id }, format: 'csv' } as const;
    await callValue(handlers, 'exportMessages', input);
    expect(asked).toEqual(['save May_ _b_a_b__b_.csv csv']);
    const progress = told.filter(({ name }) => name === 'exportProgress');
    expect(progress.at(-1)?.payload).toEqual({ done: 3, total: 3 });
  });

  test('as a workbook is a table in the words of the window, named by the day', async () => {
    const { handlers, db, answers, asked } = office();
    const batch = sampleBatch(db, { name: 'May' });
    setState(db, batch.key * 2 ** 24 + 1, 'failed', 'contact absent (permanent)');
    answers.saveFile = join(dataFolder(), 'out.xlsx');
    const t = (id: MessageId): string => en[id];
    const input = { filter: EVERYTHING, format: 'xlsx', words: tableWords(t, 'en-GB') } as const;
    await callValue(handlers, 'exportMessages', input);
    expect(asked).toEqual([expect.stringMatching(/^save History \d{4}-\d\d-\d\d\.xlsx xlsx$/u)]);
    const [sheet] = (await readXlsx(readFileSync(answers.saveFile))).sheets;
    const [header = [], row = []] = sheet?.rows ?? [];
    const cell = (id: MessageId): unknown => row[header.indexOf(t(id))];
    expect(cell('history.list')).toBe('May');
    expect(cell('history.country')).toBe('Philippines');
    expect(cell('history.state')).toBe(en['common.message_failed']);
    expect(cell('history.column_reason')).toBe(en['reports.reason_absent_permanent']);
  });

  test('without a file is none', async () => {
    const { handlers } = office();
    const input = { filter: EVERYTHING, format: 'csv' } as const;
    expect(await callValue(handlers, 'exportMessages', input)).toBeNull();
  });

  test('that is cancelled leaves no file, and a second one waits its turn', async () => {
    const { handlers, db, answers, work } = office();
    sampleBatch(db, { messages: 20_000 });
    const out = join(dataFolder(), 'out.xlsx');
    answers.saveFile = out;
    const input = { filter: EVERYTHING, format: 'xlsx' } as const;
    const first = checkedCall(handlers, 'exportMessages', input);
    const second = await checkedCall(handlers, 'exportMessages', input);
    expect(second).toEqual({ ok: false, error: { kind: 'work_running', work: 'export' } });
    await vi.waitFor(() => expect(work.busyWith()).toBe('export'));
    await callValue(handlers, 'cancelExport', {});
    expect(await first).toEqual({ ok: false, error: { kind: 'interrupted' } });
    expect(existsSync(out)).toBe(false);
    expect(work.busyWith()).toBeNull();
    expect(await callValue(handlers, 'exportMessages', input)).toMatchObject({ rows: 20_000 });
  });
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { priceQueries } from '../../../../electron/db/prices.ts';
import { MESSAGE_STATES, type MessageState } from '../../../../shared/domain/message.ts';
import {
  sampleBatch,
  sampleMessage,
  TEST_NOW_MS,
  testDb,
  unwrapError,
} from '../../../helpers/dataFolder.ts';
import { csvOf, exported, isThere, ndjsonOf, outFile, xlsxOf } from './exportHelpers.ts';

const FIXED =
  'batch,batch_name,row,to,country,from,text,parts,encoding,state,message_id,estimate_micro,charged_micro,error,created_at,sent_at,delivered_at';
const LOCAL = 'created_at_local,sent_at_local,delivered_at_local';

const minutes = (count: number): number => TEST_NOW_MS + count * 60_000;

/** Puts the messages of a batch, in order, into these states, each sent a minute after the other. */
function setStates(db: OwnerDb, batchKey: number, states: readonly MessageState[]): void {
  const update = db.sql.prepare(
    `UPDATE message SET state = ?, message_id = ?, estimate_micro = ?, charged_micro = ?,
       error = ?, sent_at_ms = ?, delivered_at_ms = ? WHERE key = ?`,
  );
  for (const [index, state] of states.entries()) {
    const left = state !== 'queued' && state !== 'cancelled';
    const delivered = state === 'delivered' ? minutes(index) + 1234 : null;
    update.run(
      MESSAGE_STATES.indexOf(state),
      left ? `SMS-${index}` : null,
      left ? 40_000 : null,
      delivered === null ? null : 38_000,
      state === 'failed' ? 'unreachable' : null,
      left ? minutes(index) : null,
      delivered,
      batchKey * 2 ** 24 + index + 1,
    );
  }
  db.sql.prepare('DELETE FROM batch_count WHERE batch_key = ?').run(batchKey);
  const count = db.sql.prepare('INSERT INTO batch_count VALUES (?, ?, ?)');
  for (const [code, state] of MESSAGE_STATES.entries()) {
    count.run(batchKey, code, states.filter((s) => s === state).length);
  }
}

/** One batch with a message in every state. */
function everyState(): { readonly db: OwnerDb; readonly id: string } {
  const db = testDb();
  const batch = sampleBatch(db, { messages: MESSAGE_STATES.length });
  setStates(db, batch.key, MESSAGE_STATES);
  return { db, id: batch.id };
}

const statesOf = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((r) => r['state']);

describe('what is exported', () => {
  test('CSV: byte order mark, the columns in their order, CRLF', async () => {
    const { db } = everyState();
    const report = await exported(db, { format: 'csv' });
    const file = outFile(db, 'out');
    const text = readFileSync(file, 'utf8');
    expect(report).toEqual({
      ok: true,
      value: { rows: 10, file, bytes: Buffer.byteLength(text) },
    });
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(`\u{FEFF}${FIXED},field.name,${LOCAL}`);
    expect(lines).toHaveLength(12);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  test('every value is the stored one, in all three formats', async () => {
    const { db, id } = everyState();
    const delivered = MESSAGE_STATES.indexOf('delivered');
    const common = {
      batch: id,
      batch_name: 'Sample',
      to: '639170000005',
      country: 'PH',
      from: 'OFFICE',
      text: 'Hello 5',
      encoding: 'gsm7',
      state: 'delivered',
      message_id: 'SMS-4',
      created_at: '2025-03-01T12:00:00.000Z',
      sent_at: '2025-03-01T12:04:00.000Z',
      delivered_at: '2025-03-01T12:04:01.234Z',
      'field.name': 'Name 5',
    };
    const numbers = { row: 6, parts: 1, estimate_micro: 40_000, charged_micro: 38_000 };
    const asText = Object.fromEntries(Object.entries(numbers).map(([k, v]) => [k, String(v)]));
    const local = expect.stringMatching(/^2025-03-0[12] \d\d:\d4:01$/u) as unknown;
    const csv = (await csvOf(db))[delivered];
    expect(csv).toMatchObject({ ...common, ...asText, error: '', delivered_at_local: local });
    const sheet = (await xlsxOf(db))[delivered];
    expect(sheet).toMatchObject({ ...common, ...numbers, error: null, delivered_at_local: local });
    expect((await ndjsonOf(db))[delivered]).toEqual({ ...common, ...numbers, error: null });
  });

  test('a queued message follows the price list, one that left keeps its estimate', async () => {
    const { db } = everyState();
    const estimates = async () => (await ndjsonOf(db)).map((row) => row['estimate_micro']);
    const [queued, ...left] = await estimates();
    expect(queued).toBeNull();
    priceQueries(db).set([{ country: 'PH', microPerPart: 21_000 }], 'test', TEST_NOW_MS);
    expect(await estimates()).toEqual([21_000, ...left]);
    expect(left).toEqual([40_000, 40_000, 40_000, 40_000, 40_000, 40_000, 40_000, 40_000, null]);
  });

  test('several batches, oldest first; the union of their fields; nothing still being imported', async () => {
    const db = testDb();
    const message = (n: number, fields: string[]) => sampleMessage(n, { fields });
    sampleBatch(db, {
      name: 'A',
      fieldNames: ['name', 'date'],
      messages: [message(1, ['Ann', 'May'])],
    });
    sampleBatch(db, { name: 'B', fieldNames: [], messages: [message(2, [])] });
    sampleBatch(db, {
      name: 'C',
      fieldNames: ['__proto__', 'date', 'batch'],
      messages: [message(3, ['p', 'June', 'x'])],
    });
    const unfinished = sampleBatch(db, { name: 'D', fieldNames: ['secret'] });
    db.sql.prepare(`UPDATE batch SET state = 'importing' WHERE batch_key = ?`).run(unfinished.key);
    await exported(db, { format: 'csv' });
    const header = readFileSync(outFile(db, 'out'), 'utf8').split('\r\n')[0];
    expect(header).toBe(
      `\u{FEFF}${FIXED},field.name,field.date,field.__proto__,field.batch,${LOCAL}`,
    );
    const rows = await csvOf(db);
    expect(rows.map((row) => row['batch_name'])).toEqual(['A', 'B', 'C']);
    expect(rows).toMatchObject([
      { 'field.name': 'Ann', 'field.date': 'May', 'field.__proto__': '', 'field.batch': '' },
      { 'field.name': '', 'field.date': '', 'field.__proto__': '', 'field.batch': '' },
      { 'field.name': '', 'field.date': 'June', 'field.__proto__': 'p', 'field.batch': 'x' },
    ]);
    const [, second] = await ndjsonOf(db);
    expect(second).toMatchObject({ 'field.name': null, 'field.__proto__': null });
    expect(second).not.toHaveProperty('sent_at_local');
  });

  test('more than one page of a batch, in order, without a gap', async () => {
    const db = testDb();
    sampleBatch(db, { messages: 2345 });
    const rows = await ndjsonOf(db);
    expect(rows.map((row) => row['row'])).toEqual(Array.from({ length: 2345 }, (_, i) => i + 2));
    expect(await xlsxOf(db)).toHaveLength(2345);
  });

  test('nothing to export: a header and no rows', async () => {
    const db = testDb();
    expect(await csvOf(db)).toEqual([]);
    expect(readFileSync(outFile(db, 'out'), 'utf8')).toBe(`\u{FEFF}${FIXED},${LOCAL}\r\n`);
    expect(await xlsxOf(db)).toEqual([]);
    expect(await ndjsonOf(db)).toEqual([]);
  });
});

describe('filters', () => {
  test('by state', async () => {
    const { db } = everyState();
    expect(statesOf(await csvOf(db, { states: ['failed'] }))).toEqual(['failed']);
    expect(statesOf(await csvOf(db, { states: ['cancelled', 'queued'] }))).toEqual([
      'queued',
      'cancelled',
    ]);
  });

  test('by the time of sending; what was not sent counts by the creation of its batch', async () => {
    const { db } = everyState();
    expect(statesOf(await csvOf(db, { sinceMs: minutes(7) }))).toEqual(['rejected', 'in_doubt']);
    expect(statesOf(await csvOf(db, { untilMs: minutes(2) }))).toEqual([
      'queued',
      'sending',
      'cancelled',
    ]);
    expect(statesOf(await csvOf(db, { sinceMs: minutes(3), untilMs: minutes(4) }))).toEqual([
      'with_operator',
    ]);
    expect(await csvOf(db, { sinceMs: minutes(99) })).toEqual([]);
    expect(await csvOf(db, { sinceMs: TEST_NOW_MS })).toHaveLength(10);
    expect(await csvOf(db, { sinceMs: TEST_NOW_MS + 1 })).toHaveLength(8);
    expect(await csvOf(db, { untilMs: TEST_NOW_MS })).toEqual([]);
  });

  test('by batch; a batch without a fitting message brings no columns', async () => {
    const db = testDb();
    const one = sampleBatch(db, { name: 'One', fieldNames: ['a'] });
    const two = sampleBatch(db, { name: 'Two', fieldNames: ['b'], messages: 1 });
    setStates(db, two.key, ['failed']);
    expect((await csvOf(db, { batch: one.id })).map((row) => row['batch'])).toEqual([
      one.id,
      one.id,
      one.id,
    ]);
    expect(await csvOf(db, { batch: 'Two' })).toHaveLength(1);
    const [failed] = await csvOf(db, { states: ['failed'] });
    expect(failed).toHaveProperty('field.b');
    expect(failed).not.toHaveProperty('field.a');
  });

  test('an unknown batch is refused, and no file is made', async () => {
    const db = testDb();
    const error = unwrapError(await exported(db, { batch: 'nothing' }));
    expect(error).toEqual({ kind: 'batch_not_found', ref: 'nothing' });
    expect(isThere(outFile(db, 'out'))).toBe(false);
  });
});

describe('whole or not at all', () => {
  test('an interrupted export leaves what was there, and nothing else', async () => {
    const db = testDb();
    sampleBatch(db, { messages: 5000 });
    const [out, before] = [outFile(db, 'out'), readdirSync(db.dir)];
    for (const format of ['csv', 'xlsx', 'ndjson'] as const) {
      writeFileSync(out, 'old');
      const stop = new AbortController();
      const hooks = { signal: stop.signal, onProgress: () => stop.abort() };
      const error = unwrapError(await exported(db, { format }, hooks));
      expect(error).toEqual({ kind: 'interrupted' });
      expect(readFileSync(out, 'utf8')).toBe('old');
    }
    expect(readdirSync(db.dir).toSorted()).toEqual([...before, 'out'].toSorted());
  });

  test('one that is interrupted before it begins does nothing', async () => {
    const db = testDb();
    sampleBatch(db);
    const result = await exported(db, {}, { signal: AbortSignal.abort() });
    expect(unwrapError(result)).toEqual({ kind: 'interrupted' });
    expect(isThere(outFile(db, 'out'))).toBe(false);
  });

  test('a place that cannot be written is refused', async () => {
    const db = testDb();
    mkdirSync(outFile(db, 'folder'));
    for (const out of [outFile(db, 'folder'), outFile(db, 'missing/out.csv')]) {
      const error = unwrapError(await exported(db, { out }));
      expect(error).toMatchObject({ kind: 'file_not_writable', path: out });
    }
  });

  test('progress goes up to the number of messages', async () => {
    const db = testDb();
    sampleBatch(db, { messages: 2500 });
    const seen: number[] = [];
    const totals = new Set<number>();
    await exported(
      db,
      {},
      {
        onProgress: ({ done, total }) => {
          seen.push(done);
          totals.add(total);
        },
      },
    );
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect([seen.at(-1), ...totals]).toEqual([2500, 2500]);
  });

  test('it is the history of one moment, and holds up nobody who writes', async () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 3000 });
    const onProgress = (): void => {
      db.sql.prepare('UPDATE message SET state = 4 WHERE key > ?').run(key * 2 ** 24);
    };
    await exported(db, { format: 'ndjson' }, { onProgress });
    const text = readFileSync(outFile(db, 'out'), 'utf8');
    expect(text.match(/"state":"queued"/gu)).toHaveLength(3000);
    expect(statesOf(await ndjsonOf(db)).every((state) => state === 'delivered')).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import type { Batch, RefusedRow } from '../../../../electron/db/batches.ts';
import { checkDatabase } from '../../../../electron/db/check.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import { MAX_SEQ } from '../../../../electron/db/keys.ts';
import { messageQueries } from '../../../../electron/db/messages.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import {
  failureOf,
  sampleBatch,
  sampleMessage,
  testDb,
  TEST_NOW_MS,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';

const NEW = {
  id: '0195522b-7f00-7000-8000-00000000abcd',
  name: 'March',
  accountKey: null,
  source: 'march.csv',
  template: 'Hello {{name}}',
  fieldNames: ['name', '__proto__', 'größe'],
  allowDuplicates: true,
  createdAtMs: TEST_NOW_MS,
};

const messagesOf = (n: number, from = 1) =>
  Array.from({ length: n }, (_, i) => sampleMessage(from + i));

const refusedRow = (row: number): RefusedRow => ({
  row,
  value: `value ${row}`,
  reason: 'letters',
  cells: ['a,b', '"', 'line\nbreak', ''],
});

describe('creating', () => {
  test('gives back what was stored', () => {
    const batches = batchQueries(testDb());
    const key = batches.create(NEW);
    expect(batches.get(key)).toEqual({
      ...NEW,
      key,
      state: 'importing',
      stop: null,
      lastSeq: 0,
      rows: 0,
      rejected: 0,
      duplicates: 0,
      suppressed: 0,
      estimateMicro: null,
      readyAtMs: null,
      doneAtMs: null,
    });
  });

  test('never gives a key again, also when the newest batch was deleted', () => {
    const batches = batchQueries(testDb());
    const first = batches.create(NEW);
    batches.remove(first);
    expect(batches.create(NEW)).toBe(first + 1);
  });

  test('refuses the same id twice', () => {
    const batches = batchQueries(testDb());
    batches.create(NEW);
    expect(() => batches.create(NEW)).toThrow(/UNIQUE/u);
  });

  test('a batch that is not there is a bug', () => {
    expect(() => batchQueries(testDb()).get(77)).toThrow(/no batch/u);
  });
});

describe('appending', () => {
  // Around the rows of one statement, and around a slice.
  test.each([0, 1, 49, 50, 51, 99, 100, 499, 500, 501])(
    '%d messages keep order, seqs and counts',
    (n) => {
      const db = testDb();
      const batches = batchQueries(db);
      const key = batches.create(NEW);
      const messages = messagesOf(n);
      const refused = Array.from({ length: n }, (_, i) => refusedRow(2000 + i));
      batches.appendSlice(key, { messages, refused });
      batches.appendSlice(key, { messages: messagesOf(3, 1000), refused: [] });
      const stored = messageQueries(db).page(key, 0, 10_000);
      expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, i) => i + 1));
      expect(stored.map(({ row }) => row)).toEqual([
        ...messages.map(({ row }) => row),
        ...messagesOf(3, 1000).map(({ row }) => row),
      ]);
      expect([...batches.refusedRows(key)]).toEqual(refused);
      expect(countQueries(db).of(key).queued).toBe(n + 3);
      expect(batches.get(key).lastSeq).toBe(n + 3);
      expect(checkDatabase(db)).toEqual([]);
    },
  );

  test('stores every value as it was given', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const key = batches.create(NEW);
    const message = sampleMessage(1, {
      recipient: 999_999_999_999_999,
      encoding: 'ucs2',
      parts: 7,
      text: 'ñ 😀 \u0000 "quoted" \r\n ሰላም',
      fields: ['', '=1+1', '😀'],
    });
    batches.appendSlice(key, { messages: [message], refused: [] });
    const { fields, ...shown } = message;
    expect(messageQueries(db).page(key, 0, 1)).toMatchObject([shown]);
    const stored = db.sql.prepare('SELECT fields FROM message_body').pluck().get();
    expect(JSON.parse(String(stored))).toEqual(fields);
  });

  test('keeps the totals by country', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const key = batches.create(NEW);
    const ke = sampleMessage(3, { country: 'KE', parts: 3, encoding: 'ucs2' });
    batches.appendSlice(key, { messages: [...messagesOf(2), ke], refused: [] });
    batches.appendSlice(key, { messages: [sampleMessage(4, { parts: 2 }), ke], refused: [] });
    expect(batches.countries(key)).toEqual([
      { country: 'KE', recipients: 2, parts: 6, unicode: 2 },
      { country: 'PH', recipients: 3, parts: 4, unicode: 0 },
    ]);
  });

  test('goes up to the last seq of a batch and not beyond', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const key = batches.create(NEW);
    db.sql.prepare('UPDATE batch SET last_seq = ?').run(MAX_SEQ - 2);
    expect(
      failureOf(() => batches.appendSlice(key, { messages: messagesOf(3), refused: [] })),
    ).toEqual({ kind: 'too_many_rows', limit: MAX_SEQ });
    expect(countQueries(db).of(key).queued).toBe(0);
    batches.appendSlice(key, { messages: messagesOf(2), refused: [] });
    expect(batches.get(key).lastSeq).toBe(MAX_SEQ);
  });

  test('only to a batch that is being imported, and all of a slice or nothing', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key } = sampleBatch(db);
    expect(() => batches.appendSlice(key, { messages: messagesOf(1), refused: [] })).toThrow(
      /being imported/u,
    );
    const importing = batches.create(NEW);
    const slice = { messages: messagesOf(60), refused: [refusedRow(7), refusedRow(7)] };
    expect(() => batches.appendSlice(importing, slice)).toThrow(/UNIQUE/u);
    expect(batches.get(importing).lastSeq).toBe(0);
    expect(messageQueries(db).page(importing, 0, 100)).toEqual([]);
    expect(db.sql.inTransaction).toBe(false);
  });
});

describe('finishing an import', () => {
  const totals = { rows: 10, rejected: 4, duplicates: 2, suppressed: 1 };

  test('makes the batch ready with its totals', () => {
    const batches = batchQueries(testDb());
    const key = batches.create(NEW);
    batches.appendSlice(key, { messages: messagesOf(3), refused: [] });
    batches.finishImport(key, totals, 99);
    expect(batches.get(key)).toMatchObject({ ...totals, state: 'ready', readyAtMs: 99 });
  });

  test('refuses totals that do not add up, and changes nothing', () => {
    const batches = batchQueries(testDb());
    const key = batches.create(NEW);
    batches.appendSlice(key, { messages: messagesOf(2), refused: [] });
    expect(() => batches.finishImport(key, totals, 99)).toThrow(/add up/u);
    expect(batches.get(key)).toMatchObject({ state: 'importing', rows: 0 });
  });
});

describe('finding', () => {
  const ids = [
    '0195522b-7f00-7000-8000-00000000abcd',
    '0195522b-7f00-7000-8000-00000000beef',
    '0195522c-0000-7000-8000-000000001111',
  ] as const;

  function three(): { db: OwnerDb; find: (ref: string) => Batch } {
    const db = testDb();
    const names = ['March', 'April', 'April'];
    for (const [i, id] of ids.entries()) sampleBatch(db, { id, name: names[i] ?? '' });
    return { db, find: (ref) => unwrap(batchQueries(db).find(ref)) };
  }

  test.each([
    ['the whole id', ids[1], ids[1]],
    ['the id in capitals', ids[1].toUpperCase(), ids[1]],
    ['an end of it', 'beef', ids[1]],
    ['an end in capitals', 'BEEF', ids[1]],
    ['a longer end', '00000000abcd', ids[0]],
    ['a beginning', '0195522c', ids[2]],
    ['its name', 'March', ids[0]],
  ])('by %s', (_, ref, id) => {
    expect(three().find(ref).id).toBe(id);
  });

  test.each(['', 'nothing', 'eef', 'march', 'Mar', '%', '____', '7f00', `${ids[0]}0`])(
    'nothing by "%s"',
    (ref) => {
      const { db } = three();
      expect(unwrapError(batchQueries(db).find(ref))).toEqual({ kind: 'batch_not_found', ref });
    },
  );

  test.each([
    ['0195522b', 2],
    ['0195', 3],
    ['April', 2],
  ])('"%s" fits %d and is refused', (ref, matches) => {
    const { db } = three();
    expect(unwrapError(batchQueries(db).find(ref))).toEqual({
      kind: 'batch_ambiguous',
      ref,
      matches,
    });
  });

  test('a name that is also the end of another id is refused, its own id never', () => {
    const { db, find } = three();
    sampleBatch(db, { id: 'other', name: 'beef' });
    expect(unwrapError(batchQueries(db).find('beef'))).toMatchObject({ matches: 2 });
    sampleBatch(db, { id: 'another', name: ids[0] });
    expect(find(ids[0]).name).toBe('March');
  });

  test('the list has the newest first', () => {
    const { db } = three();
    expect(
      batchQueries(db)
        .list()
        .map(({ id }) => id),
    ).toEqual(ids.toReversed());
  });
});

describe('moving', () => {
  test('follows the reducer, and keeps the reason and the times', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key, readyAtMs } = sampleBatch(db);
    expect(batches.apply(key, { type: 'send_started' })).toBe('sending');
    const stop = { reason: 'budget', budgetMicro: 5, neededMicro: 6 } as const;
    expect(batches.apply(key, { type: 'stopped' }, { atMs: 1, stop })).toBe('paused');
    expect(batches.get(key)).toMatchObject({ state: 'paused', stop, readyAtMs, doneAtMs: null });
    batches.apply(key, { type: 'send_started' });
    expect(batches.get(key)).toMatchObject({ state: 'sending', stop: null });
    batches.apply(key, { type: 'finished' }, { atMs: 7 });
    expect(batches.get(key)).toMatchObject({ state: 'done', readyAtMs, doneAtMs: 7 });
    batches.apply(key, { type: 'reopened' });
    expect(batches.get(key)).toMatchObject({ state: 'paused', doneAtMs: null });
  });

  test('refuses what does not apply', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key, id } = sampleBatch(db);
    expect(failureOf(() => batches.apply(key, { type: 'reopened' }))).toEqual({
      kind: 'batch_state',
      batch: id,
      state: 'ready',
      action: 'reopened',
    });
    expect(() => batches.apply(key, { type: 'finished' })).toThrow(/needs its time/u);
    expect(batches.get(key).state).toBe('ready');
  });

  test('is undone with the transaction that it is part of', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key } = sampleBatch(db);
    const broken = (): void =>
      inTransaction(db, () => {
        batches.apply(key, { type: 'send_started' });
        throw new Error('something else');
      });
    expect(broken).toThrow('something else');
    expect(batches.get(key).state).toBe('ready');
  });

  test('the estimate and the account can be set', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key } = sampleBatch(db);
    batches.setEstimate(key, 123);
    expect(batches.get(key).estimateMicro).toBe(123);
    batches.setEstimate(key, null);
    expect(batches.get(key).estimateMicro).toBeNull();
    expect(() => batches.setAccount(key, 99)).toThrow(/FOREIGN KEY/u);
  });
});

describe('removing', () => {
  const rowsIn = (db: OwnerDb) =>
    ['batch', 'message', 'message_body', 'refused_row', 'batch_count', 'batch_country'].map(
      (table) => db.sql.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    );

  function twoBatches() {
    const db = testDb();
    const batches = batchQueries(db);
    const kept = sampleBatch(db, { messages: 5 });
    const key = batches.create(NEW);
    const refused = Array.from({ length: 500 }, (_, i) => refusedRow(i));
    batches.appendSlice(key, { messages: [], refused });
    for (let i = 0; i < 10; i += 1) {
      batches.appendSlice(key, { messages: messagesOf(500), refused: [] });
    }
    return { db, batches, kept, key };
  }

  test.each(['remove', 'removeInSteps'] as const)('%s takes all of it and no more', async (how) => {
    const { db, batches, kept, key } = twoBatches();
    await batches[how](key);
    expect(batches.list()).toEqual([kept]);
    expect(rowsIn(db)).toEqual([1, 5, 5, 0, 1, 1]);
    expect(checkDatabase(db)).toEqual([]);
    await batches[how](key);
  });

  test('in steps lets other work run in between', async () => {
    const { batches, key } = twoBatches();
    let turns = 0;
    const turn = setInterval(() => (turns += 1), 0);
    await batches.removeInSteps(key);
    clearInterval(turn);
    expect(turns).toBeGreaterThan(0);
  });

  test('half way, the batch counts as unfinished, so that the next start deletes the rest', async () => {
    const { db, batches, kept } = twoBatches();
    const ready = sampleBatch(db, { id: 'ready', messages: 6000 });
    const removing = batches.removeInSteps(ready.key);
    expect(batches.get(ready.key).state).toBe('importing');
    db.close();
    await expect(removing).rejects.toThrow(/not open/u);
    const again = testDb(db.dir);
    expect(batchQueries(again).list()).toEqual([kept]);
    expect(checkDatabase(again)).toEqual([]);
  });

  test('refuses a batch of which something left, and keeps it whole', () => {
    const db = testDb();
    const batches = batchQueries(db);
    const { key, id } = sampleBatch(db);
    db.sql
      .prepare(
        `INSERT INTO request (batch_key, kind, canary, phase, first_key, last_key, messages,
           body_hash, prepared_at_ms) VALUES (?, 'bulk', 1, 'prepared', 1, 1, 1, '', 1)`,
      )
      .run(key);
    const error = { kind: 'batch_state', batch: id, state: 'ready', action: 'remove' };
    expect(failureOf(() => batches.remove(key))).toEqual(error);
    batches.apply(key, { type: 'send_started' });
    expect(failureOf(() => batches.remove(key))).toEqual({ ...error, state: 'sending' });
    expect(messageQueries(db).page(key, 0, 10)).toHaveLength(3);
  });

  test('of unfinished imports leaves the others', () => {
    const { batches, kept } = twoBatches();
    expect(batches.removeImporting()).toBe(1);
    expect(batches.removeImporting()).toBe(0);
    expect(batches.list()).toEqual([kept]);
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteError } from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../../../electron/db/accounts.ts';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { optOutQueries } from '../../../../electron/db/optOuts.ts';
import { importFile, type ImportProgress } from '../../../../electron/import/importFile.ts';
import { unwrap, unwrapError, testDb, TEST_NOW_MS } from '../../../helpers/dataFolder.ts';
import {
  importDeps,
  isUntouched,
  listFile,
  runImportOf,
  storedMessages,
} from '../../../helpers/importRun.ts';

/** A list of so many valid rows. */
function listOf(rows: number): string {
  const numbered = Array.from({ length: rows }, (_, i) => `+63917${1_000_000 + i},N${i}\n`);
  return listFile(`phone,name\n${numbered.join('')}`);
}

/** A worker of one's own. */
function workerUrl(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('an import', () => {
  test('makes a batch that is ready, with counts that add up', async () => {
    const db = testDb();
    optOutQueries(db).add([639171234569], 'test', TEST_NOW_MS);
    const file = listFile(
      'phone;name\r\n09171234567;José\r\n\r\n+254712345678;Wanjirũ\r\n09171234567;Ana\r\n' +
        '09171234569;Cat\r\nnone;Dan\r\n',
    );
    const report = unwrap(await runImportOf(db, file, { name: ' Clinic ' }));
    expect(report).toMatchObject({
      name: 'Clinic',
      rows: 5,
      recipients: 2,
      rejected: 1,
      duplicates: 1,
      suppressed: 1,
      parts: 2,
      unicode: 1,
      encoding: 'utf-8',
      delimiter: ';',
      headerNames: ['phone', 'name'],
      numberColumn: 0,
      byCountry: [
        { country: 'KE', recipients: 1, parts: 1, unicode: 1 },
        { country: 'PH', recipients: 1, parts: 1, unicode: 0 },
      ],
      refused: [
        { row: 5, value: '09171234567', reason: 'duplicate' },
        { row: 6, value: '09171234569', reason: 'opted_out' },
        { row: 7, value: 'none', reason: 'letters' },
      ],
    });
    const batch = unwrap(batchQueries(db).find(report.batch));
    expect(batch).toMatchObject({
      state: 'ready',
      accountKey: null,
      name: 'Clinic',
      template: 'Hi {{name}}',
      fieldNames: ['phone', 'name'],
      allowDuplicates: false,
      lastSeq: 2,
      rows: 5,
      rejected: 1,
      duplicates: 1,
      suppressed: 1,
      createdAtMs: TEST_NOW_MS,
      readyAtMs: TEST_NOW_MS,
    });
    expect(storedMessages(db)).toEqual([
      [2, 639171234567, 'Hi José'],
      [4, 254712345678, 'Hi Wanjirũ'],
    ]);
    expect([...batchQueries(db).refusedRows(batch.key)].map(({ cells }) => cells)).toEqual([
      ['09171234567', 'Ana'],
      ['09171234569', 'Cat'],
      ['none', 'Dan'],
    ]);
  });

  test('takes sender and country from the account, and belongs to it', async () => {
    const db = testDb();
    const account = accountQueries(db).set(
      { org: 7, baseUrl: 'https://api.example.org', sender: 'CLINIC', country: 'KE' },
      TEST_NOW_MS,
    );
    const file = listFile('phone,name\n0712345678,Ana\n');
    const nothingSaid = { country: undefined, from: undefined };
    const report = unwrap(await runImportOf(db, file, nothingSaid));
    const batch = unwrap(batchQueries(db).find(report.batch));
    expect(batch.accountKey).toBe(account.key);
    expect(batch.name).toMatch(/^list-/u);
    expect(batch.name).not.toContain('.csv');
    expect(storedMessages(db)).toEqual([[2, 254712345678, 'Hi Ana']]);
    expect(db.sql.prepare('SELECT sender FROM message_body').pluck().get()).toBe('CLINIC');
  });

  test.each([
    [{ country: 'XX' }, 'unknown_country'],
    [{ country: 'Kenya' }, 'unknown_country'],
    [{ from: undefined }, 'sender_missing'],
    [{ from: 'much too long a sender' }, 'bad_sender'],
    [{ message: { template: ' ' } }, 'bad_template'],
    [{ encoding: 'ebcdic' }, 'unknown_encoding'],
    [{ delimiter: 'xx' }, 'bad_delimiter'],
    [{ to: 'mobile' }, 'unknown_column'],
    [{ sheet: 'Sheet1' }, 'sheets_unsupported'],
    [{ file: '/nowhere/list.csv' }, 'file_not_found'],
  ] as const)('refuses %j with %s, and changes nothing', async (request, kind) => {
    const db = testDb();
    const result = await runImportOf(db, listOf(3), request);
    expect(unwrapError(result).kind).toBe(kind);
    expect(isUntouched(db)).toBe(true);
  });

  test('takes a country in small letters', async () => {
    const db = testDb();
    expect((await runImportOf(db, listOf(1), { country: 'ph' })).ok).toBe(true);
  });

  test('without a single valid row changes nothing, and says why', async () => {
    const db = testDb();
    const rows = ['none,Ana', '1,Ben', 'none,Cat', ',Dan'].join('\n');
    const result = await runImportOf(db, listFile(`phone,name\n${rows}\n`));
    expect(unwrapError(result)).toEqual({
      kind: 'no_valid_rows',
      rows: 4,
      firstReasons: ['letters', 'too_short', 'empty'],
    });
    expect(isUntouched(db)).toBe(true);
  });
});

describe('storing', () => {
  test('is done in short transactions, each in a turn of its own', async () => {
    const db = testDb();
    let turn = 0;
    let isOver = false;
    const nextTurn = (): void => {
      turn += 1;
      if (!isOver) setImmediate(nextTurn);
    };
    setImmediate(nextTurn);
    const seen: (ImportProgress & { readonly turn: number })[] = [];
    const onProgress = (progress: ImportProgress): void => void seen.push({ ...progress, turn });
    const report = unwrap(await runImportOf(db, listOf(5_300), {}, { onProgress }));
    isOver = true;
    expect(report.recipients).toBe(5_300);
    const stored = seen.map(({ rows }, i) => rows - (seen[i - 1]?.rows ?? 0));
    expect(Math.max(...stored)).toBe(500);
    expect(stored).toHaveLength(11);
    expect(new Set(seen.map((progress) => progress.turn)).size).toBe(seen.length);
    const last = seen.at(-1);
    expect(last?.bytesRead).toBe(last?.bytesTotal);
    expect(last).toMatchObject({ rows: 5_300, recipients: 5_300 });
  });

  test('ends synced: the database is back at full syncing', async () => {
    const db = testDb();
    unwrap(await runImportOf(db, listOf(1_000)));
    expect(db.sql.pragma('synchronous', { simple: true })).toBe(2);
  });
});

describe('an import that does not end well leaves nothing', () => {
  test('when it is interrupted', async () => {
    const db = testDb();
    const controller = new AbortController();
    const onProgress = (): void => controller.abort();
    const { signal } = controller;
    const result = await runImportOf(db, listOf(20_000), {}, { onProgress, signal });
    expect(unwrapError(result)).toEqual({ kind: 'interrupted' });
    expect(isUntouched(db)).toBe(true);
  });

  test('when it was interrupted before it began', async () => {
    const db = testDb();
    const result = await runImportOf(db, listOf(3), {}, { signal: AbortSignal.abort() });
    expect(unwrapError(result)).toEqual({ kind: 'interrupted' });
    expect(isUntouched(db)).toBe(true);
  });

  test('when the database fails', async () => {
    const db = testDb();
    db.sql.exec(
      `CREATE TRIGGER failing BEFORE INSERT ON message WHEN new.row = 1200
       BEGIN SELECT RAISE(ABORT, 'a bug'); END`,
    );
    await expect(runImportOf(db, listOf(3_000))).rejects.toThrow('a bug');
    expect(isUntouched(db)).toBe(true);
    expect(db.sql.pragma('synchronous', { simple: true })).toBe(2);
  });

  test('when the disk is full', async () => {
    const db = testDb();
    const pages = Number(db.sql.pragma('page_count', { simple: true }));
    db.sql.pragma(`max_page_count = ${pages + 40}`);
    const result = await runImportOf(db, listOf(5_000));
    expect(unwrapError(result).kind).toBe('data_full');
    expect(isUntouched(db)).toBe(true);
  });

  test('when the disk is so full that only the reserve makes room for deleting', async () => {
    const db = testDb();
    db.sql.pragma(`max_page_count = ${Number(db.sql.pragma('page_count', { simple: true })) + 40}`);
    const reserve = join(db.dir, 'ballast');
    let refused = 0;
    db.sql.function('need_room', () => {
      if (!existsSync(reserve)) return 0;
      refused += 1;
      throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    });
    db.sql.exec('CREATE TEMP TRIGGER full BEFORE DELETE ON message BEGIN SELECT need_room(); END');
    expect(unwrapError(await runImportOf(db, listOf(5_000))).kind).toBe('data_full');
    expect(refused).toBe(1);
    expect(isUntouched(db)).toBe(true);
  });

  test('when a hook throws', async () => {
    const db = testDb();
    const onProgress = (): void => {
      throw new Error('a bug of the screen');
    };
    await expect(runImportOf(db, listOf(3), {}, { onProgress })).rejects.toThrow('the screen');
    expect(isUntouched(db)).toBe(true);
  });

  test.each([
    ['throws', 'throw new Error("crashed")', /crashed/u],
    ['ends too early', 'process.exit(0)', /ended too early/u],
    [
      'runs out of memory',
      'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
      /memory/u,
    ],
    [
      'ends after it has begun',
      `import { parentPort } from 'node:worker_threads';
       const shape = { encoding: 'utf-8', delimiter: ',', headers: ['phone'], numberColumn: 0 };
       parentPort.postMessage({ type: 'opened', shape });`,
      /ended too early/u,
    ],
  ])('when the worker %s', async (_what, code, message) => {
    const db = testDb();
    const deps = { ...importDeps(db), workerUrl: workerUrl(code) };
    const request = { file: listOf(3), message: { template: 'Hi' }, from: 'OFFICE' };
    await expect(importFile(deps, request)).rejects.toThrow(message);
    expect(isUntouched(db)).toBe(true);
  });
});

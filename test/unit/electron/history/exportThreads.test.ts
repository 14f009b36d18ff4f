/** Large exports are made by threads: the file is the same, and nothing hangs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportHistory, type ExportHooks } from '../../../../electron/history/exportHistory.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../../electron/history/rowTexts.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import {
  sampleBatch,
  sampleMessage,
  testClock,
  testDb,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';
import { isThere, outFile, readNdjson, readSheets } from './exportHelpers.ts';

const WORKER = new URL('../../../../electron/history/worker.ts', import.meta.url);

/** Enough messages for threads, in two batches, with texts of very different lengths. */
function largeDb(): OwnerDb {
  const db = testDb();
  const messages = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      sampleMessage(i + 1, { fields: [i % 997 === 0 ? 'ẍ'.repeat(20_000) : `Name ${i}`] }),
    );
  sampleBatch(db, { name: 'One', messages: messages(15_500) });
  sampleBatch(db, { name: 'Two', messages: messages(5_001), fieldNames: ['other'] });
  return db;
}

function exportWith(
  db: OwnerDb,
  format: ExportFormat,
  workerUrl: URL | null,
  hooks: ExportHooks = {},
) {
  const deps = { db, clock: testClock, ...(workerUrl === null ? {} : { workerUrl }) };
  return exportHistory(deps, { format, out: outFile(db, 'out') }, hooks);
}

/** A worker of the test's own. */
const script = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

describe('threads', () => {
  test('make the same file as one thread alone, to the byte', async () => {
    const db = largeDb();
    for (const format of EXPORT_FORMATS) {
      const here = unwrap(await exportWith(db, format, null));
      const bytes = readFileSync(here.file);
      const threaded = unwrap(await exportWith(db, format, WORKER));
      expect(threaded).toEqual({ ...here, rows: 20_501 });
      expect(readFileSync(here.file).equals(bytes)).toBe(true);
    }
    const file = unwrap(await exportWith(db, 'xlsx', WORKER)).file;
    const sheet = (await readSheets(file))[0] ?? [];
    expect(sheet.map((row) => row['row'])).toEqual([
      ...Array.from({ length: 15_500 }, (_, i) => i + 2),
      ...Array.from({ length: 5_001 }, (_, i) => i + 2),
    ]);
    const lines = readNdjson(unwrap(await exportWith(db, 'ndjson', WORKER)).file);
    expect(lines).toHaveLength(20_501);
  }, 60_000);

  test('stop when the export is interrupted', async () => {
    const db = largeDb();
    const stop = new AbortController();
    const hooks = { signal: stop.signal, onProgress: () => stop.abort() };
    expect(unwrapError(await exportWith(db, 'csv', WORKER, hooks))).toEqual({
      kind: 'interrupted',
    });
    expect(isThere(outFile(db, 'out'))).toBe(false);
  });

  test.each([
    ['dies at once', 'process.exit(1)', 'an export thread ended early'],
    ['throws at once', 'throw new Error("boom")', 'boom'],
    [
      'dies at its second page',
      `import { parentPort } from 'node:worker_threads';
       let n = 0;
       parentPort.on('message', (m) => {
         if (m.kind === 'close' || n++ > 0) process.exit(1);
         const bytes = new Uint8Array(3);
         parentPort.postMessage({ kind: 'page', page: { bytes, rows: 1, messages: 1000 } });
       });`,
      'an export thread ended early',
    ],
  ])('that %s are a bug, not a hang, and leave no file', async (_, code, message) => {
    const db = largeDb();
    await expect(exportWith(db, 'csv', script(code))).rejects.toThrow(message);
    expect(isThere(outFile(db, 'out'))).toBe(false);
  });

  test('hand over an expected failure of the database', async () => {
    const db = largeDb();
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', (m) => {
        if (m.kind === 'close') process.exit(0);
        const error = { kind: 'data_corrupt', path: 'p', detail: 'd' };
        parentPort.postMessage({ kind: 'failed', error });
      });`;
    const error = unwrapError(await exportWith(db, 'csv', script(code)));
    expect(error).toEqual({ kind: 'data_corrupt', path: 'p', detail: 'd' });
    expect(isThere(outFile(db, 'out'))).toBe(false);
  });
});

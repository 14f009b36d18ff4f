/** Large exports are made by threads, too: the file is the same, and nothing hangs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
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
import { isThere, outFile, readSheets } from './exportHelpers.ts';
import { EXPORT_WORKER } from '../../../helpers/workers.ts';

const WORKER = EXPORT_WORKER;
const [ONE, TWO] = [30_500, 10_001];

let db: OwnerDb;

/** Enough messages for threads, in two batches, with texts of very different lengths. */
beforeAll(() => {
  db = testDb();
  const messages = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      sampleMessage(i + 1, { fields: [i % 997 === 0 ? 'ẍ'.repeat(20_000) : `Name ${i}`] }),
    );
  sampleBatch(db, { name: 'One', messages: messages(ONE) });
  sampleBatch(db, { name: 'Two', messages: messages(TWO), fieldNames: ['other'] });
});

/** Keeps this thread from making everything before the others have started. */
function dawdle(): void {
  const end = performance.now() + 20;
  while (performance.now() < end);
}

function exportWith(
  format: ExportFormat,
  workerUrl: URL | null,
  hooks: ExportHooks = { onProgress: dawdle },
) {
  const deps = { db, clock: testClock, ...(workerUrl === null ? {} : { workerUrl }) };
  return exportHistory(deps, { format, out: outFile(db, 'out') }, hooks);
}

/** A worker of the test's own. */
const script = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

/** The real worker, which also leaves a mark when it makes a page. */
function markedWorker(mark: string): URL {
  const code = `import { writeFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (m) => m.kind === 'page' && writeFileSync(${JSON.stringify(mark)}, ''));
    await import(${JSON.stringify(WORKER.href)});`;
  const file = `${mark}.mjs`;
  writeFileSync(file, code);
  return pathToFileURL(file);
}

describe('threads', () => {
  test('make the same file as one thread alone, to the byte', async () => {
    for (const format of EXPORT_FORMATS) {
      const here = unwrap(await exportWith(format, null, {}));
      const bytes = readFileSync(here.file);
      const mark = outFile(db, `mark-${format}`);
      const threaded = unwrap(await exportWith(format, markedWorker(mark)));
      expect(threaded).toEqual({ ...here, rows: ONE + TWO });
      expect(readFileSync(here.file).equals(bytes)).toBe(true);
      expect(existsSync(mark)).toBe(true);
    }
  }, 60_000);

  test('keep every row in its place', async () => {
    const file = unwrap(await exportWith('xlsx', WORKER)).file;
    const sheet = (await readSheets(file))[0] ?? [];
    expect(sheet.map((row) => row['row'])).toEqual([
      ...Array.from({ length: ONE }, (_, i) => i + 2),
      ...Array.from({ length: TWO }, (_, i) => i + 2),
    ]);
  }, 60_000);

  test('stop when the export is interrupted', async () => {
    const stop = new AbortController();
    const onProgress = ({ done }: { readonly done: number }): void => {
      dawdle();
      if (done > 20_000) stop.abort();
    };
    const result = await exportWith('ndjson', WORKER, { signal: stop.signal, onProgress });
    expect(unwrapError(result)).toEqual({ kind: 'interrupted' });
  });

  test.each([
    ['die at once', 'process.exit(1)', 'an export thread ended early'],
    ['throw at once', 'throw new Error("boom")', 'boom'],
    [
      'die at their second page',
      `import { parentPort } from 'node:worker_threads';
       let n = 0;
       parentPort.on('message', (m) => {
         if (m.kind === 'close' || n++ > 0) process.exit(1);
         const bytes = new Uint8Array(3);
         parentPort.postMessage({ kind: 'page', page: { bytes, rows: 1, messages: 1000 } });
       });
       parentPort.postMessage({ kind: 'ready' });`,
      'an export thread ended early',
    ],
  ])('that %s are a bug, not a hang, and leave the file as it was', async (_, code, message) => {
    writeFileSync(outFile(db, 'out'), 'old');
    await expect(exportWith('csv', script(code))).rejects.toThrow(message);
    expect(readFileSync(outFile(db, 'out'), 'utf8')).toBe('old');
  });

  test.each([
    ['at once', `parentPort.postMessage(failed);`],
    ['at a page', `parentPort.postMessage({ kind: 'ready' });`],
  ])('hand over an expected failure of the database, %s', async (_, start) => {
    const code = `import { parentPort } from 'node:worker_threads';
      const failed = { kind: 'failed', error: { kind: 'data_corrupt', path: 'p', detail: 'd' } };
      parentPort.on('message', (m) => {
        if (m.kind === 'close') process.exit(0);
        parentPort.postMessage(failed);
      });
      ${start}`;
    const error = unwrapError(await exportWith('csv', script(code)));
    expect(error).toEqual({ kind: 'data_corrupt', path: 'p', detail: 'd' });
    expect(isThere(outFile(db, 'out'))).toBe(true);
  });
});

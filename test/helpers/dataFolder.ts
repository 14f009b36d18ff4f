/** Real data folders with real databases, deleted after the test file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import type { Batch, ImportedMessage, NewBatch } from '../../electron/db/batches.ts';
import { openOwner, openReader } from '../../electron/db/open.ts';
import type { OpenDeps, OwnerDb, ReaderDb } from '../../electron/db/open.ts';
import { AppFailure } from '../../shared/errors.ts';
import type { AppError, Result } from '../../shared/errors.ts';

const folders: string[] = [];
const open: { close(): void }[] = [];

afterAll(() => {
  for (const db of open) db.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The moment of everything that a test's database does not date itself. */
export const TEST_NOW_MS = Date.UTC(2025, 2, 1, 12);

/** A clock that stands still. */
export const testClock = { nowMs: () => TEST_NOW_MS, monotonicMs: () => 0 };

/** A new, empty folder. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-test-'));
  folders.push(folder);
  return folder;
}

/** What a result holds; a failure fails the test. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`expected success, got ${JSON.stringify(result.error)}`);
}

/** The error of a result; a success fails the test. */
export function unwrapError<T, E>(result: Result<T, E>): E {
  if (!result.ok) return result.error;
  throw new Error('expected an error, got success');
}

/** The expected failure that something throws; anything else fails the test. */
export function failureOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppFailure) return error.error;
    throw error;
  }
  throw new Error('expected a failure, got none');
}

/** Opens a data folder, a new one if none is named, for writing. */
export function testDb(dir: string = dataFolder(), deps: Partial<OpenDeps> = {}): OwnerDb {
  const db = unwrap(openOwner(dir, { clock: testClock, ...deps }));
  open.push(db);
  return db;
}

/** Opens a data folder that has a database for reading. */
export function testReader(dir: string): ReaderDb {
  const db = unwrap(openReader(dir));
  if (db === null) throw new Error('there is no database to read');
  open.push(db);
  return db;
}

/** An importable message; the `n`-th of a list, with a number and a row of its own. */
export function sampleMessage(n: number, changes: Partial<ImportedMessage> = {}): ImportedMessage {
  return {
    row: n + 1,
    recipient: 639_170_000_000 + n,
    country: 'PH',
    parts: 1,
    encoding: 'gsm7',
    sender: 'OFFICE',
    text: `Hello ${n}`,
    fields: [`Name ${n}`],
    ...changes,
  };
}

/** What {@link sampleBatch} may be told. */
export interface SampleBatch extends Partial<NewBatch> {
  /** How many messages, or the messages themselves. */
  readonly messages?: number | readonly ImportedMessage[];
}

/** Imports a batch and makes it ready. */
export function sampleBatch(db: OwnerDb, { messages = 3, ...changes }: SampleBatch = {}): Batch {
  const list =
    typeof messages === 'number'
      ? Array.from({ length: messages }, (_, i) => sampleMessage(i + 1))
      : messages;
  const batches = batchQueries(db);
  const key = batches.create({
    id: v7(),
    name: 'Sample',
    accountKey: null,
    source: 'sample.csv',
    template: null,
    fieldNames: ['name'],
    allowDuplicates: false,
    createdAtMs: TEST_NOW_MS,
    ...changes,
  });
  for (let at = 0; at < list.length; at += 500) {
    batches.appendSlice(key, { messages: list.slice(at, at + 500), refused: [] });
  }
  const totals = { rows: list.length, rejected: 0, duplicates: 0, suppressed: 0 };
  batches.finishImport(key, totals, TEST_NOW_MS);
  return batches.get(key);
}

/**
 * When the ledger is on the disk: before `append` returns, or not at all.
 *
 * Only the system's calls tell, so the ones of interest are noted on their way, in their order.
 */
import type * as Fs from 'node:fs';
import { fdatasyncSync, fsyncSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLedger } from '../../../../electron/send/ledger.ts';
import type { Ledger } from '../../../../electron/send/ledger.ts';

vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof Fs>();
  return {
    ...fs,
    writeSync: vi.fn<typeof fs.writeSync>(fs.writeSync),
    fdatasyncSync: vi.fn<typeof fs.fdatasyncSync>(fs.fdatasyncSync),
    fsyncSync: vi.fn<typeof fs.fsyncSync>(fs.fsyncSync),
  };
});

const ENTRY = {
  batch: '01890000-0000-7000-8000-000000000001',
  requestKey: 7,
  kind: 'bulk',
  runs: '1-500',
  count: 500,
  bodyHash: 'ab'.repeat(32),
} as const;

const written = vi.mocked(writeSync).mock;
const synced = vi.mocked(fdatasyncSync).mock;

let dir: string;
let ledger: Ledger;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'postbag-ledger-'));
  const opened = openLedger(join(dir, 'ledger'));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  ledger = opened.value;
  vi.clearAllMocks();
});
afterEach(() => {
  ledger.close();
  rmSync(dir, { recursive: true });
});

test('every entry is synced after its last byte was written', () => {
  for (const no of [1, 2, 3]) {
    ledger.append(ENTRY);
    expect(synced.calls).toHaveLength(no);
    expect(synced.invocationCallOrder.at(-1)).toBeGreaterThan(
      written.invocationCallOrder.at(-1) ?? Infinity,
    );
    expect(synced.calls.at(-1)?.[0]).toBe(written.calls.at(-1)?.[0]);
  }
});

// A folder cannot be synced on Windows.
test.skipIf(process.platform === 'win32')('a new file is synced in its folder, once', () => {
  ledger.append(ENTRY);
  ledger.append(ENTRY);
  expect(vi.mocked(fsyncSync).mock.calls).toHaveLength(1);
});

test('an entry that could not be synced does not count, and no other one is taken', () => {
  ledger.append(ENTRY);
  const failed = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  vi.mocked(fdatasyncSync).mockImplementationOnce(() => {
    throw failed;
  });
  expect(() => ledger.append(ENTRY)).toThrow('EIO');
  // The disk works again, but nobody knows what of the file it has.
  expect(() => ledger.append(ENTRY)).toThrow('EIO');
  expect(written.calls).toHaveLength(2);
});

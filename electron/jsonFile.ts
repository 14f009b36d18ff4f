/**
 * Small JSON files of the main process: settings, encrypted keys.
 *
 * Such a file is read whole and replaced whole: a new one under a temporary name, on disk before it
 * takes the old one's place. One that cannot be read as JSON is never overwritten in silence: it is put
 * aside under a name of its own, where someone may still look at it.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type FileError, type Result } from '../shared/errors.ts';
import { syncPath } from './db/folder.ts';

/** What was found where a JSON file should be. */
export type JsonFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly json: unknown }
  /** Not JSON; it lies now at `keptAs`, or is still there where that failed (`null`). */
  | { readonly kind: 'damaged'; readonly keptAs: string | null }
  /** The system does not let it be read; it was left alone. */
  | { readonly kind: 'unreadable'; readonly code: string };

/** Only the owner of the account reads these files. */
const PRIVATE_FILE = 0o600;

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    throw error;
  return error.code;
}

/** Reads a JSON file; damage puts it aside. `nowMs` (UTC milliseconds) names what is put aside. */
export function readJsonFile(path: string, nowMs: number): JsonFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', code };
  }
  try {
    return { kind: 'read', json: JSON.parse(text) };
  } catch {
    return { kind: 'damaged', keptAs: putAside(path, nowMs) };
  }
}

/** Renames a file to `<path>.damaged-<UTC time>`; `null` where the system does not allow it. */
export function putAside(path: string, nowMs: number): string | null {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]/g, '').replace(/\..*/, 'Z');
  const aside = `${path}.damaged-${stamp}`;
  try {
    renameSync(path, aside);
    return aside;
  } catch (error) {
    codeOf(error);
    return null;
  }
}

/**
 * Replaces a JSON file: whole or not at all.
 *
 * Errors: `file_not_writable`; the old file is then as it was.
 */
export function writeJsonFile(path: string, json: unknown): Result<null, FileError> {
  const temporary = join(dirname(path), `.postbag-${randomBytes(6).toString('hex')}.part`);
  try {
    writePrivately(temporary, `${JSON.stringify(json, null, 2)}\n`);
    renameSync(temporary, path);
    syncPath(dirname(path));
    return ok(null);
  } catch (error) {
    const code = codeOf(error);
    rmSync(temporary, { force: true });
    return err({ kind: 'file_not_writable', path, code });
  }
}

function writePrivately(path: string, text: string): void {
  const fd = openSync(path, 'wx', PRIVATE_FILE);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

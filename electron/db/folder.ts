/** The data folder itself: made, checked, written safely. */
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { AppFailure } from '../../shared/errors.ts';
import { dataErrorOf } from './failures.ts';

/** Nobody but the owner of the account reads personal data. */
const PRIVATE_FOLDER = 0o700;

/**
 * Makes the folder if it is missing, readable by this user only, and checks that it can be used.
 *
 * @throws AppFailure or a system error, where it is not a folder or cannot be written.
 */
export function ensureFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: PRIVATE_FOLDER });
  if (!statSync(dir).isDirectory()) {
    throw new AppFailure({ kind: 'data_unusable', path: dir, code: 'ENOTDIR' });
  }
  accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
}

/**
 * Makes sure that a reader's folder is a folder, or is not there yet: below a file there would seem to
 * be no data.
 *
 * @throws AppFailure `data_unusable`, or a system error, where it cannot be looked at.
 */
export function requireFolder(dir: string): void {
  try {
    if (statSync(dir).isDirectory()) return;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  throw new AppFailure({ kind: 'data_unusable', path: dir, code: 'ENOTDIR' });
}

/** The size of a file in bytes, or `null` where there is none. */
export function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/** Brings a file or folder to the disk. A folder cannot be synced on Windows, and need not be. */
export function syncPath(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return;
  // Windows syncs only what is open for writing; elsewhere a folder can only be opened for reading.
  const fd = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Deletes an unfinished database and what SQLite keeps beside it, as far as that can be done. */
export function discard(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(file + suffix, { force: true });
    } catch (error) {
      // Mostly it follows another failure, and that is the one to tell.
      if (dataErrorOf(error, file) === null) throw error;
    }
  }
}

/**
 * The private copies of the lists that are being prepared, under `<data>/drafts/`.
 *
 * A copy, because the operator's own file is changed, moved, or on a stick that is pulled out; readable by
 * this user only, and removed as soon as the list is ready or deleted.
 */
import { chmod, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppFailure, err, type FileError, ok, type Result } from '../../shared/errors.ts';
import { looksLike, SNIFF_BYTES } from '../import/sniff.ts';

/** The largest list that is taken, in bytes: far above the most rows that a list can have. */
export const MAX_LIST_BYTES = 1024 ** 3;

const CHUNK_BYTES = 1024 * 1024;
const EXTENSION = '.list';
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** The private copies of one data folder. */
export interface ListCopies {
  /** Where the copy of a draft lies. */
  pathOf(draft: string): string;
  /**
   * Copies a file.
   *
   * Errors: `file_not_found`; `file_unreadable` with the system's code (`EBUSY` where another program has
   * locked it), `EFBIG` where it is too large, `CHANGED` where it was written to meanwhile; `file_empty`;
   * `file_not_text`. Each leaves the former copy, if any, as it was.
   *
   * @throws AppFailure `file_unreadable` in the middle of the file; the system's error where the copy
   *   cannot be written.
   */
  take(draft: string, file: string): Promise<Result<void, FileError>>;
  /** Makes a list of what is written into its new, empty file. */
  write(draft: string, write: (file: FileHandle) => Promise<void>): Promise<void>;
  /** Makes the copy of one draft that of another, in whose place it comes. */
  move(from: string, to: string): Promise<void>;
  remove(draft: string): Promise<void>;
  /** Removes every copy but those of these drafts. */
  removeOthers(drafts: ReadonlySet<string>): Promise<void>;
}

/** The system's answer as an expected failure; anything else is a bug. */
function unreadable(path: string, error: unknown): FileError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'file_not_found', path };
  return { kind: 'file_unreadable', path, code: error.code };
}

/** What the file cannot be taken for, by its size and kind. */
async function refusalOf(path: string, source: FileHandle): Promise<FileError | null> {
  const found = await source.stat();
  if (!found.isFile()) {
    const code = found.isDirectory() ? 'EISDIR' : 'NOT_A_FILE';
    return { kind: 'file_unreadable', path, code };
  }
  if (found.size === 0) return { kind: 'file_empty', path };
  if (found.size > MAX_LIST_BYTES) return { kind: 'file_unreadable', path, code: 'EFBIG' };
  const { buffer, bytesRead } = await source.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
  const other = looksLike(buffer.subarray(0, bytesRead));
  return other === null ? null : { kind: 'file_not_text', path, looksLike: other };
}

/** @throws AppFailure where the source cannot be read; the system's error where the copy cannot be written. */
async function copyBytes(path: string, source: FileHandle, target: FileHandle): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let at = 0; ;) {
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, at).catch((error: unknown) => {
      throw new AppFailure(unreadable(path, error));
    });
    if (bytesRead === 0) return;
    await target.writeFile(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** Copies into a file that is not there yet. */
async function copyTo(
  path: string,
  source: FileHandle,
  target: FileHandle,
): Promise<Result<void, FileError>> {
  const refusal = await refusalOf(path, source);
  if (refusal !== null) return err(refusal);
  const before = await source.stat();
  await copyBytes(path, source, target);
  const after = await source.stat();
  const isSame = before.size === after.size && before.mtimeMs === after.mtimeMs;
  return isSame ? ok(undefined) : err({ kind: 'file_unreadable', path, code: 'CHANGED' });
}

async function closing<T>(file: FileHandle, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    await file.close();
  }
}

class FolderCopies implements ListCopies {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(draft: string): string {
    return join(this.#folder, draft + EXTENSION);
  }

  #partOf(draft: string): string {
    return `${this.pathOf(draft)}.part`;
  }

  async take(draft: string, file: string): Promise<Result<void, FileError>> {
    const source = await open(file, 'r').catch((error: unknown) => unreadable(file, error));
    if ('kind' in source) return err(source);
    try {
      const target = await this.#open(this.#partOf(draft));
      const copied = await closing(target, () => copyTo(file, source, target));
      if (copied.ok) await rename(this.#partOf(draft), this.pathOf(draft));
      return copied;
    } finally {
      await source.close();
      await rm(this.#partOf(draft), { force: true });
    }
  }

  async write(draft: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
    const target = await this.#open(this.pathOf(draft));
    await closing(target, () => write(target));
  }

  async #open(path: string): Promise<FileHandle> {
    await mkdir(this.#folder, { recursive: true, mode: PRIVATE_FOLDER });
    const target = await open(path, 'w', PRIVATE_FILE);
    // A file that was there before keeps its mode.
    await chmod(path, PRIVATE_FILE);
    return target;
  }

  move(from: string, to: string): Promise<void> {
    return rename(this.pathOf(from), this.pathOf(to));
  }

  async remove(draft: string): Promise<void> {
    await rm(this.pathOf(draft), { force: true });
    await rm(this.#partOf(draft), { force: true });
  }

  async removeOthers(drafts: ReadonlySet<string>): Promise<void> {
    const kept = new Set([...drafts].map((draft) => draft + EXTENSION));
    const found = await readdir(this.#folder).catch(() => []);
    for (const name of found) {
      if (!kept.has(name)) await rm(join(this.#folder, name), { force: true, recursive: true });
    }
  }
}

/** The private copies in a folder, which is made when it is needed. */
export function listCopies(folder: string): ListCopies {
  return new FolderCopies(folder);
}

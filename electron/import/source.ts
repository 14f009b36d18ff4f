/**
 * The file behind an import, read from start to end in chunks, as often as needed.
 *
 * Synchronous on purpose: only the import worker reads lists, and a thread of its own may wait.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppFailure, err, type FileError, ok, type Result } from '../../shared/errors.ts';

/** Bytes read at once. Also what a cell that crosses the border between two chunks costs twice. */
export const CHUNK_BYTES = 64 * 1024;

/** A file open for reading. */
export interface Source {
  readonly path: string;
  /** Its size when it was opened, in bytes. */
  readonly size: number;
  /** Bytes given out by the latest `chunks()`. */
  readonly bytesRead: number;
  /**
   * The file's bytes from the start. Each chunk is overwritten by the next: use it at once.
   *
   * @throws AppFailure `file_unreadable` when the system refuses to go on.
   */
  chunks(): Generator<Uint8Array, void, undefined>;
  /** Whether the file was written to since it was opened: what was read may be half of each. */
  changed(): boolean;
  close(): void;
}

/** The system's answer as an expected failure; anything else is a bug. */
function unreadable(path: string, error: unknown): FileError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'file_not_found', path };
  return { kind: 'file_unreadable', path, code: error.code };
}

class FileSource implements Source {
  readonly path: string;
  readonly size: number;
  bytesRead = 0;
  readonly #fd: number;
  readonly #modifiedMs: number;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);

  constructor(path: string, fd: number, size: number, modifiedMs: number) {
    this.path = path;
    this.size = size;
    this.#fd = fd;
    this.#modifiedMs = modifiedMs;
  }

  *chunks(): Generator<Uint8Array, void, undefined> {
    this.bytesRead = 0;
    for (;;) {
      const bytes = this.#read(this.bytesRead);
      if (bytes === 0) return;
      this.bytesRead += bytes;
      yield this.#buffer.subarray(0, bytes);
    }
  }

  #read(position: number): number {
    try {
      return readSync(this.#fd, this.#buffer, 0, CHUNK_BYTES, position);
    } catch (error) {
      throw new AppFailure(unreadable(this.path, error));
    }
  }

  changed(): boolean {
    const now = fstatSync(this.#fd);
    return now.size !== this.size || now.mtimeMs !== this.#modifiedMs;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/**
 * Opens a file for reading.
 *
 * Errors: `file_not_found`; `file_unreadable` (no permission, a folder, a device or pipe: an import
 * reads the file twice).
 */
export function openSource(path: string): Result<Source, FileError> {
  let fd: number | null = null;
  try {
    fd = openSync(path, 'r');
    const found = fstatSync(fd);
    if (found.isFile()) return ok(new FileSource(path, fd, found.size, found.mtimeMs));
    closeSync(fd);
    const code = found.isDirectory() ? 'EISDIR' : 'NOT_A_FILE';
    return err({ kind: 'file_unreadable', path, code });
  } catch (error) {
    return err(unreadable(path, error));
  }
}

/**
 * A file that appears complete or not at all.
 *
 * Everything is written to a hidden temporary file in the target's folder (a rename works only
 * within one file system), which takes the target's name at the very end, on disk before it does.
 * Whatever fails before that leaves the target as it was, and no rest beside it.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { err, type FileError, ok, type Result } from '../../shared/errors.ts';

/** A file being written, under a temporary name. */
export interface AtomicFile {
  /** The path that the file will have. */
  readonly path: string;
  /** Bytes written so far, gathered ones included. */
  readonly bytes: number;
  /**
   * Adds to the file. Wait for the answer before writing more: that is the backpressure.
   * Small pieces are gathered, so that a caller may write line by line. When the answer is there,
   * the bytes may be used for something else. A refusal of the disk may show a few writes later, at
   * the latest in `commit`.
   */
  write(chunk: string | Uint8Array): Promise<Result<void, FileError>>;
  /**
   * Puts the file on disk under its own name. After a failed write it refuses with that failure
   * and leaves nothing, so a forgotten answer of `write` cannot make half a file look whole.
   */
  commit(): Promise<Result<void, FileError>>;
  /** Gives up and removes what was written. Harmless after `commit` and when called twice. */
  abort(): Promise<void>;
}

/** Gathered bytes go to the system from this size on. */
const GATHER_BYTES = 512 * 1024;
/** Larger pieces are not copied together with others. */
const BUFFER_BYTES = 4 * GATHER_BYTES;
/** UTF-8 needs at most this for one UTF-16 unit. */
const MAX_UTF8 = 3;

/** A refusal of the system as an expected failure; anything else is a bug and is thrown on. */
function notWritable(path: string, error: unknown): FileError {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    throw error;
  if (error.code.startsWith('ERR_')) throw error;
  return { kind: 'file_not_writable', path, code: error.code };
}

/**
 * The path that a rename must replace: behind a symbolic link, the linked file.
 *
 * Opening an existing target for writing finds out early what would otherwise fail at the very
 * end: a read-only file, or on Windows one that is open in a spreadsheet.
 *
 * @throws a system error with a `code`, where the target cannot be replaced.
 */
async function replaceablePath(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return resolve(path);
  // A rename would replace a device such as /dev/stdout by a plain file.
  if (!found.isFile()) throw Object.assign(new Error('not a plain file'), { code: 'NOT_A_FILE' });
  const handle = await open(path, 'r+');
  await handle.close();
  return realpath(path);
}

/** Puts a rename on disk. Not every system can (Windows cannot open a folder): then it is left to it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file itself is synced; only the moment at which its name is on disk is unknown.
  }
}

class TemporaryFile implements AtomicFile {
  readonly path: string;
  bytes = 0;
  readonly #target: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  /** Texts are gathered in one buffer while the system takes what was gathered in the other. */
  #buffer = Buffer.alloc(0);
  #spare = Buffer.alloc(0);
  #gathered = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: FileError | null = null;
  #open = true;

  constructor(path: string, target: string, temporary: string, handle: FileHandle) {
    this.path = path;
    this.#target = target;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  async write(chunk: string | Uint8Array): Promise<Result<void, FileError>> {
    const most = typeof chunk === 'string' ? chunk.length * MAX_UTF8 : chunk.length;
    if (this.#gathered + most > BUFFER_BYTES) await this.#pass();
    if (most > BUFFER_BYTES) await this.#passDirectly(chunk);
    else this.#gather(chunk);
    if (this.#gathered >= GATHER_BYTES) await this.#pass();
    return this.#state();
  }

  #gather(chunk: string | Uint8Array): void {
    if (this.#buffer.length === 0) this.#buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
    if (typeof chunk !== 'string') this.#buffer.set(chunk, this.#gathered);
    const size =
      typeof chunk === 'string' ? this.#buffer.write(chunk, this.#gathered) : chunk.length;
    this.#gathered += size;
    this.bytes += size;
  }

  /** Gives what is gathered to the system, when it has taken what it was given before. */
  async #pass(): Promise<void> {
    await this.#writing;
    const full = this.#buffer;
    this.#writing = this.#writeAll(full.subarray(0, this.#gathered));
    this.#gathered = 0;
    this.#buffer = this.#spare;
    this.#spare = full;
  }

  async #passDirectly(chunk: string | Uint8Array): Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.bytes += bytes.length;
    await this.#writing;
    this.#writing = this.#writeAll(bytes);
    await this.#writing;
  }

  #writeAll(bytes: Uint8Array): Promise<void> {
    return this.#attempt(async () => {
      // `write` may take only a part of it, for example on a nearly full disk.
      for (let rest = bytes; rest.length > 0;) {
        const { bytesWritten } = await this.#handle.write(rest);
        rest = rest.subarray(bytesWritten);
      }
    });
  }

  /** Does something to the file unless it has failed before; a refusal is kept as its failure. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    if (this.#failure !== null) return;
    try {
      await action();
    } catch (error) {
      this.#failure = notWritable(this.path, error);
    }
  }

  #state(): Result<void, FileError> {
    return this.#failure === null ? ok(undefined) : err(this.#failure);
  }

  async commit(): Promise<Result<void, FileError>> {
    if (!this.#open) throw new Error('the file is already committed or aborted');
    await this.#pass();
    await this.#writing;
    await this.#attempt(() => this.#handle.sync());
    await this.#attempt(() => this.#handle.close());
    await this.#attempt(() => rename(this.#temporary, this.#target));
    if (this.#failure !== null) {
      await this.abort();
      return err(this.#failure);
    }
    this.#open = false;
    await syncFolder(dirname(this.#target));
    return ok(undefined);
  }

  async abort(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#writing;
    // The file is removed whether or not it still closes properly.
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }
}

/**
 * Starts a file that replaces `path` when it is complete.
 *
 * A missing or read-only folder, a read-only target and a target that is no plain file are
 * `file_not_writable`, at once, with the system's code (`ENOENT`, `EACCES`, `NOT_A_FILE`…).
 */
export async function openAtomicFile(path: string): Promise<Result<AtomicFile, FileError>> {
  try {
    const target = await replaceablePath(path);
    // Not made from the target's name, which may already be as long as a name can be.
    const name = `.postbag-${randomBytes(6).toString('hex')}.part`;
    const temporary = join(dirname(target), name);
    const handle = await open(temporary, 'wx');
    return ok(new TemporaryFile(path, target, temporary, handle));
  } catch (error) {
    return err(notWritable(path, error));
  }
}

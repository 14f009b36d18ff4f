/**
 * The log of the main process: JSON lines in `<data>/logs/postbag.log`, 5 files of 1 MB.
 *
 * It must never hold a number, a text or a key. An error's message may hold any of them (a parser
 * quotes what it could not read), so a message is logged only where its author is known to put no
 * values in it; otherwise the error's name, code and stack frames say where to look.
 *
 * Written synchronously: the last line before the process ends is the one that is needed. Own code,
 * because the kept libraries write asynchronously or keep a single old file.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A value that may be logged: figures, codes, ids of batches and rows. */
export type LogValue = string | number | boolean | null;

/** The log. */
export interface Log {
  /** Records a bug once; answers the id that the screen shows. */
  readonly bug: (error: unknown, where: string) => string;
  /** Records what happened. The caller gives no numbers, texts or keys. */
  readonly event: (name: string, data?: Readonly<Record<string, LogValue>>) => void;
}

/** What a log needs. */
export interface LogDeps {
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Bytes after which a file is put aside; 1 MB. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 1_000_000;
const FILES = 5;

/** A log in a folder, which is made with the first line. */
export function createLog(folder: string, deps: LogDeps): Log {
  const write = (line: Readonly<Record<string, unknown>>): void => {
    try {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, 'postbag.log');
      rotate(file, deps.maxBytes ?? MAX_BYTES);
      const entry = { at: new Date(deps.nowMs()).toISOString(), pid: process.pid, ...line };
      appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch {
      // A full or read-only disk must not turn a reported problem into another one.
    }
  };
  return {
    bug: (error, where) => {
      const id = deps.newId();
      write({ event: 'internal', id, where, ...describeError(error) });
      return id;
    },
    event: (name, data = {}) => write({ event: name, ...data }),
  };
}

/** `postbag.log` → `postbag.1.log` → … → `postbag.4.log`, the oldest overwritten. */
function rotate(file: string, maxBytes: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxBytes) return;
  const old = (age: number): string => (age === 0 ? file : file.replace(/\.log$/u, `.${age}.log`));
  for (let age = FILES - 2; age >= 0; age -= 1) {
    if (statSync(old(age), { throwIfNoEntry: false })) renameSync(old(age), old(age + 1));
  }
}

/** SQLite's messages name tables and columns, never values. */
const SAFE_MESSAGES = new Set(['SqliteError']);

/** What of an error may be logged. */
function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const syscall = 'syscall' in error ? error.syscall : undefined;
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof syscall === 'string' ? { syscall } : {}),
    ...(SAFE_MESSAGES.has(error.name) ? { message: error.message } : {}),
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** The stack without its first lines, which repeat the message (and may break it over lines). */
function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n');
  return lines.flatMap((line) => /^\s+at (.*:\d+:\d+\)?)$/u.exec(line)?.[1] ?? []).slice(0, 20);
}

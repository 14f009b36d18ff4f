/**
 * The send ledger: an append-only file beside the database, always ahead of it.
 *
 * A line is written and on the disk before the first byte of its request leaves. So what the ledger
 * does not have was never sent, and a database that has lost its memory (corrupt, restored, copied)
 * shows as a difference between the two.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { asFailure, attempt } from '../db/failures.ts';
import { syncPath } from '../db/folder.ts';
import { formatLine, LEDGER_HEADER, parseLine } from './ledgerLine.ts';
import type { LedgerEntry } from './ledgerLine.ts';

export type { LedgerEntry, RequestKind } from './ledgerLine.ts';

/** The ledger of a data folder, open for appending. Only the folder's owner opens it. */
export interface Ledger {
  readonly file: string;
  /** Every entry, in order, as it is in the file now. */
  entries(): readonly LedgerEntry[];
  /**
   * Appends an entry and brings it to the disk; returns its number.
   *
   * @throws AppFailure `data_full` or `data_unusable`: the entry does not count, nothing may be sent.
   */
  append(entry: Omit<LedgerEntry, 'no'>): number;
  close(): void;
}

interface Contents {
  readonly entries: readonly LedgerEntry[];
  /** Bytes up to and with the last good line. */
  readonly goodBytes: number;
}

/**
 * Opens the ledger; a file that does not exist yet is made by the first `append`.
 *
 * A torn last line means that its sync never ended, so that nothing was sent: it does not count, and
 * the first `append` cuts it off (not before, so that a data folder that turns out to be frozen stays
 * as it is). A damaged line before the last one is `data_frozen`.
 */
export function openLedger(file: string): Result<Ledger> {
  const read = attempt(file, () => readLedger(file));
  if (!read.ok) return read;
  if (!read.value.ok) return read.value;
  const { entries, goodBytes } = read.value.value;
  return ok(new FileLedger(file, entries.length, goodBytes));
}

/** Everything that counts in a ledger file; none where there is no file. */
function readLedger(file: string): Result<Contents> {
  if (!existsSync(file)) return ok({ entries: [], goodBytes: 0 });
  // One byte a character, so that positions in the text are positions in the file.
  const text = readFileSync(file, 'latin1');
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  const entries: LedgerEntry[] = [];
  let goodBytes = 0;
  for (const [index, line] of lines.entries()) {
    const entry = index === 0 ? null : parseLine(line);
    const good = index === 0 ? line === LEDGER_HEADER : entry?.no === index;
    if (!good) {
      const torn = index === lines.length - 1 && tail === '' && !endsInGoodLine(line);
      return torn ? ok({ entries, goodBytes }) : frozen(file, index + 1);
    }
    if (entry !== null) entries.push(entry);
    goodBytes += line.length + 1;
  }
  return ok({ entries, goodBytes });
}

/** Whether two lines have run together: then it is the line end between them that was damaged. */
function endsInGoodLine(line: string): boolean {
  for (let at = 1; at < line.length; at++) if (parseLine(line.slice(at)) !== null) return true;
  return false;
}

function frozen(path: string, line: number): Result<never> {
  return err({ kind: 'data_frozen', path, detail: `line ${line} of the send ledger is damaged` });
}

class FileLedger implements Ledger {
  readonly file: string;
  #count: number;
  #bytes: number;
  #fd: number | null = null;
  /** After a failed sync nobody knows what is on the disk: no more appending until it is read anew. */
  #spoiled: unknown = null;

  constructor(file: string, count: number, bytes: number) {
    this.file = file;
    this.#count = count;
    this.#bytes = bytes;
  }

  entries(): readonly LedgerEntry[] {
    const read = readLedger(this.file);
    if (!read.ok) throw new AppFailure(read.error);
    return read.value.entries;
  }

  append(entry: Omit<LedgerEntry, 'no'>): number {
    if (this.#spoiled !== null) throw asFailure(this.#spoiled, this.file);
    const no = this.#count + 1;
    const header = this.#bytes === 0 ? `${LEDGER_HEADER}\n` : '';
    const bytes = Buffer.from(`${header}${formatLine({ ...entry, no })}\n`, 'latin1');
    try {
      const fd = this.#fd ?? this.#openForAppending();
      this.#write(fd, bytes);
    } catch (error) {
      throw asFailure(error, this.file);
    }
    this.#count = no;
    this.#bytes += bytes.length;
    return no;
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
    this.#spoiled ??= new Error('the ledger is closed');
  }

  #openForAppending(): number {
    const isNew = !existsSync(this.file);
    const fd = openSync(this.file, isNew ? 'wx+' : 'r+', 0o600);
    try {
      if (isNew) syncPath(dirname(this.file));
      else ftruncateSync(fd, this.#bytes);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    this.#fd = fd;
    return fd;
  }

  #write(fd: number, bytes: Buffer): void {
    try {
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(fd, bytes, written, bytes.length - written, this.#bytes + written);
      }
    } catch (error) {
      this.#cutBack(fd);
      throw error;
    }
    try {
      fdatasyncSync(fd);
    } catch (error) {
      this.#spoiled = error;
      throw error;
    }
  }

  /** Takes back a half-written line, so that the next one does not follow it. */
  #cutBack(fd: number): void {
    try {
      ftruncateSync(fd, this.#bytes);
    } catch (error) {
      this.#spoiled = error;
    }
  }
}

/**
 * One run of an import: rows go to a batch in state `importing`, a slice a transaction, until it is whole.
 *
 * If anything ends the run early the batch is removed, with the reserve of disk space where that is
 * needed, and if even that fails, at the next start.
 */
import { basename } from 'node:path';
import { err, ok, type Result } from '../../shared/errors.ts';
import { batchQueries, type BatchQueries } from '../db/batches.ts';
import type { OwnerDb } from '../db/open.ts';
import type { Log } from '../log.ts';
import type { Clock, NewId } from '../runtime.ts';
import { dropBallast, keepBallast } from '../send/ballast.ts';
import { storedNames } from './columns.ts';
import { unpackMessages, unpackRefused } from './packing.ts';
import type { ImportJob, ListShape, RowSlice } from './protocol.ts';
import { runThread } from './thread.ts';

/** What an import needs. */
export interface ImportDeps {
  readonly db: OwnerDb;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly newId: NewId;
  /** The worker's script: `worker.ts`, or its bundle. */
  readonly workerUrl: URL;
  readonly log?: Log;
}

/** A row that was not taken. */
export interface Refused {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** What was refused: the number, the sender, or the beginning of a line that could not be split. */
  readonly value: string;
  /** A `RowReason`. */
  readonly reason: string;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly recipients: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** What may be watched and stopped. */
export interface ImportHooks {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The batch that a run makes. */
export interface RunTarget {
  readonly name: string;
  /** The list's own name, where the file that is read has another. */
  readonly source?: string;
  readonly accountKey: number | null;
  /** In which state the batch is left; a list without recipients can only be prepared. */
  readonly as: 'ready' | 'draft';
}

/** What a run made. */
export interface FinishedRun {
  readonly batchKey: number;
  /** The batch's id. */
  readonly batch: string;
  readonly shape: ListShape;
  readonly rows: number;
  readonly recipients: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
  /** Every row that was not taken; only for a batch that is ready. */
  readonly refused: readonly Refused[];
  /** Rows that were not taken, by reason. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Messages that have no sender id as yet. */
  readonly senderless: number;
  /** How many of the recipients have nothing in each column. */
  readonly blanks: readonly number[];
}

/** Runs one import. */
export class ImportRun {
  readonly #deps: ImportDeps;
  readonly #job: ImportJob;
  readonly #target: RunTarget;
  readonly #hooks: ImportHooks;
  readonly #batches: BatchQueries;
  readonly #id: string;
  readonly #refused: Refused[] = [];
  readonly #reasons = new Map<string, ReasonCount>();
  readonly #counts = { recipients: 0, rejected: 0, duplicates: 0, suppressed: 0 };
  #senderless = 0;
  readonly #blanks: number[] = [];
  #list: { readonly batchKey: number; readonly shape: ListShape } | null = null;

  constructor(deps: ImportDeps, job: ImportJob, target: RunTarget, hooks: ImportHooks) {
    this.#deps = deps;
    this.#job = job;
    this.#target = target;
    this.#hooks = hooks;
    this.#batches = batchQueries(deps.db);
    this.#id = deps.newId();
  }

  /**
   * Reads the list to its end; may be called once.
   *
   * Errors: what the worker found, `no_valid_rows`, `interrupted`, those of the data folder. Throws where
   * the worker crashes.
   */
  async finish(): Promise<Result<FinishedRun>> {
    let isKept = false;
    try {
      const read = await runThread(
        this.#deps.workerUrl,
        this.#job,
        { opened: (shape) => this.#open(shape), slice: (slice) => this.#store(slice) },
        this.#hooks.signal,
      );
      const report = read.ok ? this.#close() : read;
      isKept = report.ok;
      return report;
    } finally {
      if (!isKept) await this.#remove();
    }
  }

  #open(shape: ListShape): void {
    const { message, file, allowDuplicates } = this.#job;
    const { name, accountKey, source = basename(file) } = this.#target;
    const batchKey = this.#batches.create({
      id: this.#id,
      name,
      accountKey,
      source,
      template: 'template' in message ? message.template : null,
      fieldNames: storedNames(shape.headers),
      allowDuplicates,
      createdAtMs: this.#deps.clock.nowMs(),
    });
    this.#list = { batchKey, shape };
    // On a disk that fills up, the rows stored so far can be deleted with the help of this reserve.
    keepBallast(this.#deps.db.dir);
  }

  #store({ rows: packed, bytesRead, bytesTotal }: RowSlice): void {
    const messages = unpackMessages(packed);
    const refused = unpackRefused(packed);
    if (this.#list === null) throw new Error('rows came before their list was opened');
    this.#batches.appendSlice(this.#list.batchKey, { messages, refused });
    this.#counts.recipients += messages.length;
    for (const { sender } of messages) if (sender === '') this.#senderless += 1;
    for (const [column, rows] of packed.blanks.entries()) {
      this.#blanks[column] = (this.#blanks[column] ?? 0) + rows;
    }
    for (const { row, value, reason } of refused) {
      this.#counts[kindOf(reason)] += 1;
      const known = this.#once(reason);
      if (this.#target.as === 'ready') this.#refused.push({ row, value, reason: known });
    }
    const { recipients, rejected, duplicates, suppressed } = this.#counts;
    const rows = recipients + rejected + duplicates + suppressed;
    this.#hooks.onProgress?.({ rows, recipients, bytesRead, bytesTotal });
  }

  /** Counts a reason; the same text for the same one, as there may be a million refused rows. */
  #once(reason: string): string {
    const known = this.#reasons.get(reason);
    if (known === undefined) this.#reasons.set(reason, { reason, rows: 1 });
    else known.rows += 1;
    return known?.reason ?? reason;
  }

  /** Gives the batch its state: the one step after which the import has happened. */
  #close(): Result<FinishedRun> {
    if (this.#list === null) throw new Error('the list ended before it was opened');
    const { batchKey, shape } = this.#list;
    const { recipients, ...others } = this.#counts;
    const rows = recipients + others.rejected + others.duplicates + others.suppressed;
    const reasons = new Map([...this.#reasons.values()].map((known) => [known.reason, known.rows]));
    const isReady = this.#target.as === 'ready';
    if (recipients === 0 && isReady) {
      return err({ kind: 'no_valid_rows', rows, firstReasons: firstReasons(reasons) });
    }
    const readyAtMs = isReady ? this.#deps.clock.nowMs() : null;
    this.#batches.finishImport(batchKey, { rows, ...others }, readyAtMs);
    this.#deps.log?.event('imported', { batch: this.#id, rows, recipients });
    const made = { batchKey, batch: this.#id, shape, rows, recipients, ...others };
    const found = { refused: this.#refused, reasons, blanks: this.#blanks };
    return ok({ ...made, ...found, senderless: this.#senderless });
  }

  /** Leaves nothing behind. */
  async #remove(): Promise<void> {
    if (this.#list === null) return;
    const { batchKey } = this.#list;
    try {
      await this.#batches.removeInSteps(batchKey).catch(async () => {
        // Deleting takes space, too: where the disk is full, the reserve is given free for it.
        dropBallast(this.#deps.db.dir);
        await this.#batches.removeInSteps(batchKey);
      });
    } catch (error) {
      // Why the import ended matters more; what is left is in state `importing`, which is not listed,
      // and which the next start deletes.
      this.#deps.log?.bug(error, 'import: removing an unfinished batch');
    }
  }
}

interface ReasonCount {
  readonly reason: string;
  rows: number;
}

function kindOf(reason: string): 'rejected' | 'duplicates' | 'suppressed' {
  if (reason === 'duplicate') return 'duplicates';
  return reason === 'opted_out' ? 'suppressed' : 'rejected';
}

/** Different reasons that are shown where no row could be taken. */
const SHOWN_REASONS = 5;

/** The reasons to show where no row could be taken, in the order in which they came. */
export function firstReasons(reasons: ReadonlyMap<string, number>): readonly string[] {
  return [...reasons.keys()].slice(0, SHOWN_REASONS);
}

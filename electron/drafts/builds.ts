/**
 * Reading whole lists: one reading of a list at a time, a newer one ending the older.
 *
 * What was read before stays until the new batch is whole; then the draft points at the new one, and the
 * former is deleted in steps. A process that ends in between leaves a batch that no draft knows, which
 * the next start deletes.
 */
import { ok, type AppError, type Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import { draftQueries, type BuiltList, type StoredDraft } from '../db/drafts.ts';
import { optOutQueries } from '../db/optOuts.ts';
import { storedNames } from '../import/columns.ts';
import {
  firstReasons,
  type FinishedRun,
  ImportRun,
  type ImportProgress,
} from '../import/importRun.ts';
import { prepareJob } from '../import/prepare.ts';
import { currentAccount, findDraft, type DraftParts } from './parts.ts';
import { importRequestOf, readingOf } from './settings.ts';

/** Progress is told this often at most. */
const PROGRESS_MS = 200;

interface Build {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** The readings of one data folder. */
export class Builds {
  readonly #parts: DraftParts;
  readonly #running = new Map<string, Build>();
  readonly #removals = new Set<Promise<void>>();

  constructor(parts: DraftParts) {
    this.#parts = parts;
  }

  isRunning(draft: string): boolean {
    return this.#running.has(draft);
  }

  /** Whether a list is being read. */
  isBusy(): boolean {
    return this.#running.size > 0;
  }

  /**
   * Reads a list to its end, with the settings of this moment. Why it cannot be read is kept with the
   * draft, and is no failure of this call.
   *
   * Errors: `draft_not_found`, `interrupted`, those of the data folder.
   */
  async build(draft: string): Promise<Result<void>> {
    await this.cancel(draft);
    // Another call may have begun meanwhile: the latest one wins.
    while (this.#running.has(draft)) await this.cancel(draft);
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, this.#parts.signal]);
    const ended = this.#run(draft, signal);
    const build: Build = { controller, ended };
    this.#running.set(draft, build);
    try {
      return await ended;
    } finally {
      if (this.#running.get(draft) === build) this.#running.delete(draft);
    }
  }

  /** Ends the reading of a list, if one is under way. */
  async cancel(draft: string): Promise<void> {
    const build = this.#running.get(draft);
    if (build === undefined) return;
    build.controller.abort();
    await build.ended.catch(() => undefined);
    if (this.#running.get(draft) === build) this.#running.delete(draft);
  }

  /** Ends everything that is under way. */
  async settle(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((draft) => this.cancel(draft)));
    await Promise.all(this.#removals);
  }

  /** Deletes a batch in steps, later; what is left at the end of the process the next start deletes. */
  remove(batchKey: number): void {
    const { db, log } = this.#parts;
    const removal = batchQueries(db)
      .removeInSteps(batchKey)
      .catch((error: unknown) => void log.bug(error, 'drafts: removing what was read before'))
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  async #run(id: string, signal: AbortSignal): Promise<Result<void>> {
    const found = findDraft(this.#parts, id);
    if (!found.ok) return found;
    const draft = found.value;
    const reading = readingOf(draft.settings, currentAccount(this.#parts));
    const read = await this.#read(draft, signal);
    if (read.ok) return this.#keep(draft, read.value, reading);
    const { error } = read;
    if (isPassing(error)) return read;
    const still = findDraft(this.#parts, id);
    if (!still.ok) return still;
    if (still.value.revision === draft.revision) this.#setProblem(still.value, named(error, draft));
    return ok(undefined);
  }

  #setProblem({ id, updatedAtMs }: StoredDraft, problem: AppError): void {
    draftQueries(this.#parts.db).change(id, { problem }, updatedAtMs);
  }

  async #read(draft: StoredDraft, signal: AbortSignal): Promise<Result<FinishedRun>> {
    const { db, copies } = this.#parts;
    const account = currentAccount(this.#parts);
    const request = importRequestOf(copies.pathOf(draft.id), draft, account);
    const job = prepareJob(request, account, Float64Array.from(optOutQueries(db).all()));
    if (!job.ok) return job;
    const { source, settings } = draft;
    const target = { name: settings.name, source, accountKey: null, as: 'draft' } as const;
    const onProgress = this.#progressOf(draft.id);
    return new ImportRun(this.#parts, job.value, target, { signal, onProgress }).finish();
  }

  #progressOf(draft: string): (progress: ImportProgress) => void {
    const { clock, emit } = this.#parts;
    let toldMs = -Infinity;
    return (progress) => {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldMs < PROGRESS_MS) return;
      toldMs = nowMs;
      emit('buildProgress', { draft, ...progress });
    };
  }

  /** Points the draft at what was read, unless it has gone meanwhile. */
  #keep(draft: StoredDraft, run: FinishedRun, reading: string): Result<void> {
    const { batchKey } = run;
    const now = findDraft(this.#parts, draft.id);
    if (!now.ok) {
      this.remove(batchKey);
      return now;
    }
    const problem = problemOf(run);
    const built = builtOf(run, reading);
    const { revision } = draft;
    draftQueries(this.#parts.db).setBuilt(draft.id, { batchKey, revision, built, problem });
    if (now.value.batchKey !== null) this.remove(now.value.batchKey);
    return ok(undefined);
  }
}

/** Failures that say nothing about the list. */
function isPassing({ kind }: AppError): boolean {
  return kind === 'interrupted' || kind.startsWith('data_');
}

/** The failure with the name that the operator knows the list by. */
export function named(error: AppError, { source }: Pick<StoredDraft, 'source'>): AppError {
  const isOfFile = error.kind.startsWith('file_') || error.kind === 'no_header';
  return isOfFile && 'path' in error ? { ...error, path: source } : error;
}

function problemOf({ shape, rows, recipients, reasons }: FinishedRun): AppError | null {
  if (recipients > 0) return shape.messageProblem;
  return { kind: 'no_valid_rows', rows, firstReasons: firstReasons(reasons) };
}

function builtOf(run: FinishedRun, reading: string): BuiltList {
  const { shape, rows, recipients, rejected, duplicates, suppressed, senderless } = run;
  const { encoding, delimiter } = shape;
  const columns = storedNames(shape.headers);
  const reasons = [...run.reasons]
    .map(([reason, rows]) => ({ reason, rows }))
    .toSorted((a, b) => b.rows - a.rows);
  const numberColumn = columns[shape.numberColumn] ?? '';
  const blanks = columns.flatMap((column, place) => {
    const rows = run.blanks[place] ?? 0;
    return rows === 0 ? [] : [{ column, rows }];
  });
  const counts = { rows, recipients, rejected, duplicates, suppressed, reasons, blanks };
  const report = { ...counts, encoding, delimiter, columns, numberColumn };
  return { report, reading, isTextless: shape.isTextless, senderless };
}

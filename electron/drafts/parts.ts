/** What the work on lists being prepared takes, and what its parts share. */
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { accountQueries, type Account } from '../db/accounts.ts';
import { batchQueries, type Batch } from '../db/batches.ts';
import { type BuildReport, draftQueries, type StoredDraft } from '../db/drafts.ts';
import { asFailure } from '../db/failures.ts';
import type { OwnerDb } from '../db/open.ts';
import type { Emit } from '../ipc/context.ts';
import type { Log } from '../log.ts';
import type { Clock, NewId } from '../runtime.ts';
import type { ListCopies } from './listCopy.ts';
import { readingOf } from './settings.ts';

/** A list being prepared, as the screen knows it. */
export type Draft = CallOutput<'draft'>;

/** What the work on lists takes. */
export interface DraftParts {
  readonly db: OwnerDb;
  readonly copies: ListCopies;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly emit: Emit;
  readonly log: Log;
  /** The script of the import's worker. */
  readonly workerUrl: URL;
  /** Aborted when the data is being closed. */
  readonly signal: AbortSignal;
}

/** The account that a list will belong to, if there is one. */
export function currentAccount({ db }: Pick<DraftParts, 'db'>): Account | null {
  return accountQueries(db).current();
}

/** Errors: `draft_not_found`, also for a list that is not being prepared any more. */
export function findDraft({ db }: Pick<DraftParts, 'db'>, draft: string): Result<StoredDraft> {
  const found = draftQueries(db).find(draft);
  if (found === null || found.readiedAtMs !== null) return err({ kind: 'draft_not_found', draft });
  return ok(found);
}

/** Errors: `batch_not_found`. */
export function findBatch({ db }: Pick<DraftParts, 'db'>, batch: string): Result<Batch> {
  const found = batchQueries(db).find(batch);
  // A part of an id never stands for it here, nor does a name.
  return found.ok && found.value.id !== batch
    ? err({ kind: 'batch_not_found', ref: batch })
    : found;
}

/** Whether what was read last is what reading now would give. */
export function isBuilt(stored: StoredDraft, account: Account | null): boolean {
  const { built, builtRevision, revision, settings } = stored;
  return (
    built !== null && builtRevision === revision && built.reading === readingOf(settings, account)
  );
}

function shownReport(stored: BuildReport): NonNullable<Draft['built']> {
  const { columns, reasons, blanks = [], ...report } = stored;
  return {
    ...report,
    columns: [...columns],
    reasons: reasons.map((reason) => ({ ...reason })),
    blanks: blanks.map((blank) => ({ ...blank })),
  };
}

/** A stored draft as the screen knows it. */
export function shownDraft(
  parts: Pick<DraftParts, 'db'>,
  stored: StoredDraft,
  isBuilding: boolean,
): Draft {
  const { id, source, settings, batchKey, built, problem, corrections } = stored;
  return {
    draft: id,
    source,
    settings,
    batch: batchKey === null ? null : batchQueries(parts.db).get(batchKey).id,
    isBuilt: isBuilt(stored, currentAccount(parts)),
    isBuilding,
    built: built === null ? null : shownReport(built.report),
    problem,
    corrections: corrections.size,
    createdAtMs: stored.createdAtMs,
    updatedAtMs: stored.updatedAtMs,
  };
}

/** Runs something that may fail because of the disk or the database; bugs go on being thrown. */
export async function expected<T>(
  { db }: Pick<DraftParts, 'db'>,
  run: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await run();
  } catch (error) {
    const failure = asFailure(error, db.dir);
    if (failure instanceof AppFailure) return err(failure.error);
    throw failure;
  }
}

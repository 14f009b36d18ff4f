/** Opening the data folder for a command, and closing it whatever happens. */
import { err, ok, type Result } from '../../shared/errors.ts';
import { batchQueries, type Batch } from '../db/batches.ts';
import { asDatabaseFailure } from '../db/failures.ts';
import { openReader, type Db, type ReaderDb } from '../db/open.ts';
import { openOwnerServices, type OwnerServices } from '../services.ts';
import type { CliContext } from './context.ts';
import type { CliError } from './errors.ts';
import { errorText } from './errorText.ts';
import { NO_DATA } from './errorTextLine.ts';

/** Work over an open data folder. */
type Work<Services, T> = (services: Services) => Promise<Result<T, CliError>>;

/** Works as the owner of the data folder, making it where it is new. */
export async function withOwner<T>(
  context: CliContext,
  work: Work<OwnerServices, T>,
): Promise<Result<T, CliError>> {
  return readable(context, async () => {
    const services = openOwnerServices(context.dataDir, context.clock);
    if (!services.ok) return services;
    try {
      warnOfFreeze(context, services.value);
      return await work(services.value);
    } finally {
      services.value.close();
    }
  });
}

/** Works as a reader, also while another process owns the folder; `null` where there is no data. */
export async function withReader<T>(
  context: CliContext,
  work: Work<ReaderDb | null, T>,
): Promise<Result<T, CliError>> {
  return readable(context, async () => {
    const db = openReader(context.dataDir);
    if (!db.ok) return db;
    try {
      return await work(db.value);
    } finally {
      db.value?.close();
    }
  });
}

/** A damaged page shows only when it is read, in the middle of the work: that is no bug. */
async function readable<T>(
  { dataDir }: CliContext,
  work: () => Promise<Result<T, CliError>>,
): Promise<Result<T, CliError>> {
  try {
    return await work();
  } catch (error) {
    throw asDatabaseFailure(error, dataDir);
  }
}

/** What works on one batch of a folder that this process owns. */
export interface BatchServices extends OwnerServices {
  readonly batch: Batch;
}

/**
 * Works as the owner on one batch. A batch that does not exist is refused before the folder is
 * locked or made.
 */
export async function withBatch<T>(
  context: CliContext,
  ref: string,
  work: Work<BatchServices, T>,
): Promise<Result<T, CliError>> {
  const seen = await withReader(context, async (db) => findBatch(db, ref));
  // A folder from an older version is migrated by opening it as its owner.
  if (!seen.ok && seen.error.kind !== 'data_older') return seen;
  return withOwner(context, async (services) => {
    const batch = findBatch(services.db, ref);
    return batch.ok ? work({ ...services, batch: batch.value }) : batch;
  });
}

/** A batch by id, part of an id, or name; where there is no data there is no batch. */
export function findBatch(db: Db | null, ref: string): Result<Batch, CliError> {
  if (db === null) return err({ kind: 'batch_not_found', ref });
  return batchQueries(db).find(ref);
}

/** The same for a batch that need not be named. */
export function findOptionalBatch(
  db: Db | null,
  ref: string | undefined,
): Result<Batch | null, CliError> {
  return ref === undefined ? ok(null) : findBatch(db, ref);
}

/** What a frozen folder means must be seen, whatever the command was. */
function warnOfFreeze(context: CliContext, { sending }: OwnerServices): void {
  if (!sending.ok) context.warn(errorText(sending.error));
}

/** There is no database to read from. */
export function nothingYet({ dataDir }: CliContext): Result<never, CliError> {
  return err({ kind: 'data_unusable', path: dataDir, code: NO_DATA });
}

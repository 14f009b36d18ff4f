/** Batches: made by an import, sent once, kept as history. */
import { nextBatchState } from '../../shared/domain/batch.ts';
import type { BatchEvent, BatchState, StopReason } from '../../shared/domain/batch.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { RequestError, Result } from '../../shared/errors.ts';
import { BATCH_COLUMNS, batchOf } from './batchRow.ts';
import type { Batch, BatchRow } from './batchRow.ts';
import { textListOf } from './codes.ts';
import { inTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { removal } from './removal.ts';
import type { Removal } from './removal.ts';
import { sliceAppender } from './slices.ts';
import type { RefusedRow, Slice } from './slices.ts';

export type { Batch } from './batchRow.ts';
export type { ImportedMessage, NewRefusedRow, RefusedRow } from './slices.ts';

/** A shorter part of an id fits too many batches to be meant. */
const MIN_REF = 4;

/** What a new batch begins with. */
export interface NewBatch {
  /** A UUIDv7. */
  readonly id: string;
  readonly name: string;
  readonly accountKey: number | null;
  readonly source: string;
  readonly template: string | null;
  readonly fieldNames: readonly string[];
  readonly allowDuplicates: boolean;
  readonly createdAtMs: number;
}

/** The rows of an import; disjoint: `rows` is the recipients and the three others together. */
interface ImportTotals {
  readonly rows: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
}

/** What a batch has in one country. */
export interface CountryTotals {
  readonly country: string;
  readonly recipients: number;
  readonly parts: number;
  /** Messages that are not in the GSM alphabet. */
  readonly unicode: number;
}

/** What goes with a transition. */
interface Transition {
  readonly atMs: number;
  /** Why it stopped; left out, a former reason is cleared. */
  readonly stop?: StopReason | null;
}

/** Reads and writes batches. */
export interface BatchQueries extends Removal {
  /** Makes a batch in state `importing` and gives its key. */
  create(batch: NewBatch): number;
  /** See {@link sliceAppender}. */
  appendSlice(batchKey: number, slice: Slice): void;
  /**
   * Makes an imported batch ready, or, without a time, one that is still being prepared.
   *
   * @throws Error where the totals do not add up to its messages.
   */
  finishImport(batchKey: number, totals: ImportTotals, readyAtMs: number | null): void;
  /**
   * Finds a batch by its id, by a beginning or an end of it (at least 4 characters) or by its exact
   * name. What fits more than one is refused: to send the wrong list costs money.
   */
  find(ref: string): Result<Batch, RequestError>;
  /** @throws Error where there is no such batch. */
  get(batchKey: number): Batch;
  /** Every batch, the newest first. */
  list(): Batch[];
  /**
   * Moves a batch by an event and gives its new state. Inside or outside a transaction.
   *
   * @throws AppFailure `batch_state` where the event does not apply; Error where an event that is
   *   dated (`readied`, `finished`) comes without its time.
   */
  apply(batchKey: number, event: BatchEvent, transition?: Transition): BatchState;
  /** Freezes what the operator agreed to, or frees it again. */
  setEstimate(batchKey: number, micro: number | null): void;
  setAccount(batchKey: number, accountKey: number): void;
  rename(batchKey: number, name: string): void;
  /** Totals by country, by country code. */
  countries(batchKey: number): CountryTotals[];
  /** The refused rows in the order of the file, one at a time. */
  refusedRows(batchKey: number): IterableIterator<RefusedRow>;
  /**
   * Some of them, behind a row: for work that waits in between, during which an open iterator would
   * keep the connection from writing.
   */
  refusedPage(batchKey: number, afterRow: number, limit: number): RefusedRow[];
}

type StoredRefused = Omit<RefusedRow, 'cells'> & { readonly cells: string };

function reading({ sql }: Db) {
  const select = (where: string) =>
    sql.prepare<unknown[], BatchRow>(`SELECT ${BATCH_COLUMNS} FROM batch ${where}`);
  return {
    byKey: select('WHERE batch_key = ?'),
    byId: select('WHERE id = ?'),
    byRef: select(
      `WHERE name = $name OR substr(id, 1, length($part)) = $part
         OR substr(id, -length($part)) = $part`,
    ),
    all: select('ORDER BY batch_key DESC'),
    countries: sql.prepare<[number], CountryTotals>(
      `SELECT country, recipients, parts, unicode FROM batch_country
       WHERE batch_key = ? ORDER BY country`,
    ),
    refused: sql.prepare<[number], StoredRefused>(
      'SELECT row, value, reason, cells FROM refused_row WHERE batch_key = ? ORDER BY row',
    ),
    refusedPage: sql.prepare<[number, number, number], StoredRefused>(
      `SELECT row, value, reason, cells FROM refused_row
       WHERE batch_key = ? AND row > ? ORDER BY row LIMIT ?`,
    ),
  };
}

function writing({ sql }: Db) {
  return {
    insert: sql.prepare(
      `INSERT INTO batch (id, account_key, name, state, source, template, field_names,
         allow_duplicates, created_at_ms)
       VALUES (?, ?, ?, 'importing', ?, ?, ?, ?, ?)`,
    ),
    totals: sql.prepare<[number, number, number, number, number]>(
      `UPDATE batch SET row_count = ?, rejected = ?, duplicates = ?, suppressed = ?
       WHERE batch_key = ?`,
    ),
    move: sql.prepare<[BatchState, string | null, number | null, number | null, number]>(
      `UPDATE batch SET state = ?, stop = ?, ready_at_ms = ?, done_at_ms = ? WHERE batch_key = ?`,
    ),
    estimate: sql.prepare<[number | null, number]>(
      'UPDATE batch SET estimate_micro = ? WHERE batch_key = ?',
    ),
    account: sql.prepare<[number, number]>('UPDATE batch SET account_key = ? WHERE batch_key = ?'),
    name: sql.prepare<[string, number]>('UPDATE batch SET name = ? WHERE batch_key = ?'),
  };
}

type Statements = ReturnType<typeof reading> & ReturnType<typeof writing>;

function getBatch({ byKey }: Statements, batchKey: number): Batch {
  const row = byKey.get(batchKey);
  if (row === undefined) throw new Error(`there is no batch ${batchKey}`);
  return batchOf(row);
}

function findBatch({ byId, byRef }: Statements, ref: string): Result<Batch, RequestError> {
  const id = ref.toLowerCase();
  const exact = byId.get(id);
  if (exact !== undefined) return ok(batchOf(exact));
  const part = id.length >= MIN_REF ? id : null;
  const found = byRef.all({ name: ref, part });
  const [first] = found;
  if (first === undefined) return err({ kind: 'batch_not_found', ref });
  if (found.length > 1) return err({ kind: 'batch_ambiguous', ref, matches: found.length });
  return ok(batchOf(first));
}

/** The time that an event puts on the batch, beside the one that it had. */
function dated(
  event: BatchEvent,
  atMs: number | undefined,
  { readyAtMs, doneAtMs }: Batch,
): Pick<Batch, 'readyAtMs' | 'doneAtMs'> {
  switch (event.type) {
    case 'readied':
      return { readyAtMs: required(atMs), doneAtMs };
    case 'finished':
      return { readyAtMs, doneAtMs: required(atMs) };
    case 'reopened':
      return { readyAtMs, doneAtMs: null };
    case 'drafted':
    case 'send_started':
    case 'stopped':
      return { readyAtMs, doneAtMs };
  }
}

function required(atMs: number | undefined): number {
  if (atMs === undefined) throw new Error('this transition needs its time');
  return atMs;
}

function applyEvent(
  statements: Statements,
  batchKey: number,
  event: BatchEvent,
  { atMs, stop = null }: Partial<Transition> = {},
): BatchState {
  const batch = getBatch(statements, batchKey);
  const state = nextBatchState(batch.state, event);
  if (state === null) {
    const { id, state: was } = batch;
    throw new AppFailure({ kind: 'batch_state', batch: id, state: was, action: event.type });
  }
  const { readyAtMs, doneAtMs } = dated(event, atMs, batch);
  const reason = stop === null ? null : JSON.stringify(stop);
  statements.move.run(state, reason, readyAtMs, doneAtMs, batchKey);
  return state;
}

function createBatch({ insert }: Statements, batch: NewBatch): number {
  const { id, accountKey, name, source, template, fieldNames, allowDuplicates } = batch;
  const fields = JSON.stringify(fieldNames);
  const duplicates = allowDuplicates ? 1 : 0;
  const values = [id, accountKey, name, source, template, fields, duplicates, batch.createdAtMs];
  return Number(insert.run(...values).lastInsertRowid);
}

function setTotals(statements: Statements, batchKey: number, totals: ImportTotals): void {
  const { rows, rejected, duplicates, suppressed } = totals;
  const { lastSeq } = getBatch(statements, batchKey);
  if (rows !== lastSeq + rejected + duplicates + suppressed) {
    throw new Error(`an import's totals do not add up: ${rows} rows, ${lastSeq} messages`);
  }
  statements.totals.run(rows, rejected, duplicates, suppressed, batchKey);
}

function* refusedRowsOf({ refused }: Statements, batchKey: number): IterableIterator<RefusedRow> {
  for (const row of refused.iterate(batchKey)) yield refusedOf(row);
}

function refusedOf(row: StoredRefused): RefusedRow {
  return { ...row, cells: textListOf(row.cells) };
}

/** The queries of `batch` and what belongs to it. */
export const batchQueries: (db: Db) => BatchQueries = oncePerConnection((db) => {
  const statements: Statements = { ...reading(db), ...writing(db) };
  const apply: BatchQueries['apply'] = (batchKey, event, transition) =>
    applyEvent(statements, batchKey, event, transition);
  return {
    ...removal(db),
    create: (batch) => createBatch(statements, batch),
    appendSlice: sliceAppender(db),
    finishImport: (batchKey, totals, readyAtMs) =>
      inTransaction(db, () => {
        setTotals(statements, batchKey, totals);
        if (readyAtMs === null) apply(batchKey, { type: 'drafted' });
        else apply(batchKey, { type: 'readied' }, { atMs: readyAtMs });
      }),
    find: (ref) => findBatch(statements, ref),
    get: (batchKey) => getBatch(statements, batchKey),
    list: () => statements.all.all().map(batchOf),
    apply,
    setEstimate: (batchKey, micro) => void statements.estimate.run(micro, batchKey),
    setAccount: (batchKey, accountKey) => void statements.account.run(accountKey, batchKey),
    rename: (batchKey, name) => void statements.name.run(name, batchKey),
    countries: (batchKey) => statements.countries.all(batchKey),
    refusedRows: (batchKey) => refusedRowsOf(statements, batchKey),
    refusedPage: (batchKey, afterRow, limit) =>
      statements.refusedPage.all(batchKey, afterRow, limit).map(refusedOf),
  };
});

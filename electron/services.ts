/**
 * The services over one data folder, put together once for the window and for the command line.
 *
 * An owner writes and sends; it recovers before it does anything else. A reader only reads, also
 * while another process owns the folder.
 */
import type { BatchState, StopReason } from '../shared/domain/batch.ts';
import type { MessageCounts } from '../shared/domain/message.ts';
import { err, ok, type Result } from '../shared/errors.ts';
import { accountQueries, type Account } from './db/accounts.ts';
import { batchQueries, type Batch } from './db/batches.ts';
import { countQueries } from './db/counts.ts';
import { agreedEstimateMicro, batchEstimate } from './db/estimate.ts';
import { keyRange } from './db/keys.ts';
import { dataPaths, openOwner, type Db, type OwnerDb } from './db/open.ts';
import { priceQueries } from './db/prices.ts';
import { receiptQueries } from './db/receipts.ts';
import { spendingQueries } from './db/spending.ts';
import type { Clock } from './runtime.ts';
import { openLedger, type Ledger } from './send/ledger.ts';
import { recover, type RecoveryReport } from './send/recover.ts';

/** What sending needs beside the database. */
export interface SendingServices {
  readonly ledger: Ledger;
  /** What the recovery at this start found. */
  readonly recovery: RecoveryReport;
}

/** Everything that writes: the one owner of a data folder. */
export interface OwnerServices {
  readonly db: OwnerDb;
  /** `data_frozen` where ledger and database disagree: the rest works, sending does not. */
  readonly sending: Result<SendingServices>;
  close(): void;
}

/**
 * Opens a data folder as its owner, making it where it is new, and recovers.
 *
 * Errors: `data_busy`, `data_newer`, `data_corrupt`, `data_full`, `data_unusable`.
 */
export function openOwnerServices(dir: string, clock: Clock): Result<OwnerServices> {
  const opened = openOwner(dir, { clock });
  if (!opened.ok) return opened;
  const db = opened.value;
  const ledger = openLedger(dataPaths(dir).ledger);
  const close = (): void => {
    if (ledger.ok) ledger.value.close();
    db.close();
  };
  try {
    const sending = ledger.ok ? recovered(db, ledger.value, clock) : ledger;
    if (sending.ok || sending.error.kind === 'data_frozen') return ok({ db, sending, close });
    close();
    return sending;
  } catch (error) {
    close();
    throw error;
  }
}

function recovered(db: OwnerDb, ledger: Ledger, clock: Clock): Result<SendingServices> {
  const recovery = recover({ db, ledger, clock });
  return recovery.ok ? ok({ ledger, recovery: recovery.value }) : recovery;
}

/**
 * The account that a batch belongs to, or would belong to when it is sent.
 *
 * Errors: `account_missing`.
 */
export function accountOf(db: Db, batch: Batch | null): Result<Account> {
  const accounts = accountQueries(db);
  const key = batch?.accountKey ?? null;
  const account = key === null ? accounts.current() : accounts.byKey(key);
  return account === null ? err({ kind: 'account_missing' }) : ok(account);
}

/** One batch as lists of batches show it. */
export interface BatchSummary {
  readonly batch: string;
  readonly name: string;
  readonly state: BatchState;
  /** Why the last send run stopped, if it did. */
  readonly stopped: StopReason | null;
  readonly counts: MessageCounts;
  /** micro-USD: what was agreed to when sending began; before that by the current price list. */
  readonly estimateMicro: number;
  /** Recipients without a price: not in the estimate. */
  readonly unpriced: number;
  /** micro-USD: what the API answered for the messages that it accepted. */
  readonly acceptedMicro: number;
  /** micro-USD: what the statuses say was charged. */
  readonly chargedMicro: number;
  readonly createdAtMs: number;
}

/**
 * The batches that an operator may see in a list: all but those in state `importing`, and those in state
 * `draft`, which are lists that the window is preparing.
 *
 * One in state `importing` is an import under way, or what is left of one that was killed or found no space
 * even to delete its rows; a reader cannot tell which. By its id or name each can be shown all the same.
 */
export function listedBatches(db: Db): readonly Batch[] {
  return batchQueries(db)
    .list()
    .filter(({ state }) => state !== 'importing' && state !== 'draft');
}

/** Sums up batches. Costs are added up over their messages: milliseconds for 100,000 of them. */
export function summarise(db: Db, batches: readonly Batch[]): readonly BatchSummary[] {
  const prices = priceQueries(db).map();
  return batches.map((batch) => {
    const estimate = batchEstimate(db, batch.key, prices);
    return {
      batch: batch.id,
      name: batch.name,
      state: batch.state,
      stopped: batch.stop,
      counts: countQueries(db).of(batch.key),
      estimateMicro: agreedEstimateMicro(db, batch) ?? estimate.estimateMicro,
      unpriced: estimate.unpriced,
      acceptedMicro: spendingQueries(db).acceptedMicro(batch.key),
      chargedMicro: receiptQueries(db).chargedMicro(keyRange(batch.key)),
      createdAtMs: batch.createdAtMs,
    };
  });
}

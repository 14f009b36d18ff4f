/**
 * Recovery: what an interrupted process left, settled before anything else happens.
 *
 * What never reached the ledger was never sent and goes back to the queue. What the ledger has, or the
 * journal has on the wire, may have been sent: it is in doubt, never queued. Where ledger and database
 * disagree the database has lost its memory, and sending from it would send twice: everything stays as
 * it is, frozen.
 */
import { isSent } from '../../shared/domain/batch.ts';
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import type { OwnerDb } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { attempt } from '../db/failures.ts';
import { syncPath } from '../db/folder.ts';
import { journalQueries } from '../db/journal.ts';
import type { OpenRequest } from '../db/journal.ts';
import { leavingQueries } from '../db/leaving.ts';
import { resultQueries } from '../db/results.ts';
import type { Clock } from '../runtime.ts';
import { differenceOf } from './ledgerCheck.ts';
import type { Ledger } from './ledger.ts';
import type { SendDeps } from './types.ts';

/** What recovery did. */
export interface RecoveryReport {
  /** Messages that went back to the queue. */
  readonly returned: number;
  /** Messages that are in doubt now. */
  readonly inDoubt: number;
  /** Ids of the batches whose send had been interrupted. */
  readonly interrupted: readonly string[];
}

/** What recovery needs. */
export interface RecoverDeps {
  readonly db: OwnerDb;
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly journalPoint?: SendDeps['journalPoint'];
}

/**
 * Recovers after any end of the process before; does nothing after a clean one.
 *
 * All of it is one transaction, so that being killed in it is the same as not having begun.
 *
 * Errors: `data_frozen` with the difference between ledger and database; nothing is changed then.
 */
export function recover(deps: RecoverDeps): Result<RecoveryReport> {
  const { db, ledger, journalPoint } = deps;
  const difference = attempt(db.dir, () => differenceOf(journalQueries(db), ledger.entries()));
  if (!difference.ok) return difference;
  if (difference.value !== null) {
    return err({ kind: 'data_frozen', path: db.dir, detail: difference.value });
  }
  const open = journalQueries(db).open();
  const batches = batchQueries(db).list();
  const sending = batches.filter((batch) => batch.state === 'sending');
  if (open.length === 0 && sending.length === 0) {
    return ok({ returned: 0, inDoubt: 0, interrupted: [] });
  }
  // A send that ran out of disk may have ended its batch, but not its last requests.
  const unsettled = new Set(open.map((request) => request.batchKey));
  const recovered = attempt(db.dir, () =>
    inTransaction(db, () => {
      const report = settleOpen(deps, open);
      for (const batch of batches) {
        if (batch.state === 'sending' || unsettled.has(batch.key)) endSend(deps, batch);
      }
      journalPoint?.('recovering');
      return { ...report, interrupted: sending.map((batch) => batch.id) };
    }),
  );
  journalPoint?.('recovered');
  return recovered;
}

function settleOpen(
  { db, ledger, clock }: RecoverDeps,
  open: readonly OpenRequest[],
): Omit<RecoveryReport, 'interrupted'> {
  const inLedger = firstEntries(ledger);
  const journal = journalQueries(db);
  const settledAtMs = clock.nowMs();
  let returned = 0;
  let inDoubt = 0;
  for (const request of open) {
    const { requestKey, phase, messages, preparedAtMs } = request;
    const ledgerNo = inLedger.get(requestKey);
    if (phase === 'prepared' && ledgerNo === undefined) {
      leavingQueries(db).giveBack(request);
      journal.settle(requestKey, { verdict: 'not_sent', settledAtMs, detail: 'interrupted' });
      returned += messages;
    } else {
      if (phase === 'prepared' && ledgerNo !== undefined) {
        // It ended between the two: for every guard it left, and the ledger must never lose it.
        syncPath(ledger.file);
        journal.wire(requestKey, ledgerNo, preparedAtMs);
      }
      const sinceMs = request.wireAtMs ?? preparedAtMs;
      const doubt = { sinceMs, reason: 'interrupted', probable: false, salvagedIds: [] };
      resultQueries(db).doubt(request, doubt);
      journal.settle(requestKey, { verdict: 'in_doubt', settledAtMs, detail: 'interrupted' });
      inDoubt += messages;
    }
  }
  return { returned, inDoubt };
}

/** The number of the first entry of each request, which is the one that the journal names. */
function firstEntries(ledger: Ledger): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { requestKey, no } of ledger.entries()) {
    if (!first.has(requestKey)) first.set(requestKey, no);
  }
  return first;
}

function endSend({ db, clock }: RecoverDeps, { key, state }: Batch): void {
  const counts = countQueries(db).of(key);
  if (counts.sending > 0) throw new Error('messages are being sent by no request');
  const atMs = clock.nowMs();
  const batches = batchQueries(db);
  if (isSent(counts)) batches.apply(key, { type: 'finished' }, { atMs });
  else if (state === 'sending') {
    batches.apply(key, { type: 'stopped' }, { atMs, stop: { reason: 'interrupted' } });
  }
}

/**
 * The write barrier: what must be on the disk before the first byte of a request leaves.
 *
 * The HTTP client calls it synchronously at that very moment. If it throws, nothing is sent. So what is
 * on neither disk was not sent, and what may have been sent is on both.
 */
import { journalQueries } from '../db/journal.ts';
import { seqOf } from '../db/keys.ts';
import { formatRuns } from './ledgerLine.ts';
import type { SendRequest } from './request.ts';
import type { SendRun } from './run.ts';

/** Thrown by the barrier once nothing more may leave. */
export class SendStopped extends Error {
  constructor() {
    super('the send was stopped');
    this.name = 'SendStopped';
  }
}

/** A barrier for one call. */
export interface Barrier {
  readonly onWire: () => void;
  /** Whether the call was let through. */
  readonly passed: () => boolean;
}

/**
 * Makes the barrier of one call.
 *
 * It throws in a transaction (its commit would be a savepoint, undone by a rollback), when called twice
 * (a replay of the request), once the run is stopped, and after the operator's last moment.
 */
export function writeBarrier(run: SendRun, request: SendRequest): Barrier {
  const { db, clock, ledger, journalPoint } = run.parts.deps;
  let called = false;
  let passed = false;
  const onWire = (): void => {
    if (called) throw new Error('the request was started twice');
    called = true;
    if (db.sql.inTransaction) throw new Error('the write barrier was reached in a transaction');
    if (run.stop !== null || isTooLate(run)) throw new SendStopped();
    journalPoint?.('before_ledger');
    const ledgerNo = ledger.append(ledgerEntry(run, request));
    journalPoint?.('ledger');
    // A repeated single call is on the wire already.
    if (request.wireAtMs === null) {
      const nowMs = clock.nowMs();
      journalQueries(db).wire(request.requestKey, ledgerNo, nowMs);
      request.wireAtMs = nowMs;
    }
    pace(run, request);
    passed = true;
    run.requests += 1;
    journalPoint?.('wire');
  };
  return { onWire, passed: () => passed };
}

/** A number's minute begins when its message leaves, however long ago the request was prepared. */
function pace({ parts }: SendRun, request: SendRequest): void {
  const { batch, deps, pacing } = parts;
  if (!batch.allowDuplicates) return;
  const nowMs = deps.clock.monotonicMs();
  for (const { to } of request.queued ?? []) {
    pacing.leavesAt(Number(to), request.pacedAtMs, nowMs);
  }
  request.pacedAtMs = nowMs;
}

/** Connecting takes time: what was prepared in time must not leave after it. */
function isTooLate({ parts }: SendRun): boolean {
  const { notAfterMs } = parts.settings;
  return notAfterMs !== null && parts.deps.clock.nowMs() > notAfterMs;
}

function ledgerEntry({ parts }: SendRun, request: SendRequest) {
  const { requestKey, kind, messages, bodyHash } = request;
  const runs = formatRuns(request.keys.map(seqOf));
  return { batch: parts.batch.id, requestKey, kind, runs, count: messages, bodyHash };
}

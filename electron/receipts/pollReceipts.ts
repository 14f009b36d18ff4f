/**
 * Polls receipts: what is due, or one batch at once, or until everything is known.
 *
 * The list of calls is used where it answers and is cheaper; the rest is asked by id. Whatever was
 * learnt is written at once, so that a run may be interrupted at any moment.
 */
import { accountQueries } from '../db/accounts.ts';
import { batchQueries } from '../db/batches.ts';
import { receiptQueries } from '../db/receipts.ts';
import type { ReceiptScope } from '../db/receipts.ts';
import { SHORTEST_PAUSE_MS } from '../../shared/domain/receiptSchedule.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { statusApplier } from './applyStatuses.ts';
import { createGate } from './gate.ts';
import { createPatience, retryAfterMsOf } from './patience.ts';
import { reportOf } from './report.ts';
import type { ReceiptReport } from './report.ts';
import { pollOnce } from './round.ts';
import { noFindings } from './run.ts';
import type { ReceiptDeps, ReceiptProgress, ReceiptRun } from './run.ts';
import { createSeenKeys } from './seenKeys.ts';

export type { ReceiptReport } from './report.ts';
export type { ReceiptDeps, WarningCounts } from './run.ts';

/** What is polled, and for how long. */
export interface ReceiptOptions {
  /** A batch: all its messages whose end is not known are due now, once. Else: whatever is due. */
  readonly batch?: string;
  /** Goes on by the schedule until nothing is open any more. */
  readonly untilFinal?: boolean;
  /** Ends the run after so many seconds. */
  readonly maxSeconds?: number;
  /** Questions a minute at most, for polling in the background; left out: no limit. */
  readonly perMinute?: number;
  /** The shortest pause between two polls; for practice, where receipts come fast. */
  readonly shortestMs?: number;
}

/** What the caller hears, and how it interrupts. */
export interface ReceiptHooks {
  readonly onProgress?: (progress: ReceiptProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Polls receipts.
 *
 * Fails with what the line or the API said where not a single answer came; a run that broke off
 * later succeeds, and its report's `stopped` says why it broke off.
 */
export async function pollReceipts(
  deps: ReceiptDeps,
  options: ReceiptOptions,
  hooks: ReceiptHooks = {},
): Promise<Result<ReceiptReport>> {
  const scope = scopeOf(deps, options.batch);
  if (!scope.ok) return scope;
  const run = createRun(deps, scope.value, options, hooks);
  try {
    await pollOnce(run, scope.value.batchKey !== null);
    if (options.untilFinal === true) await pollOn(run, hooks.signal);
  } catch (error) {
    // What was learnt before stays; a full disk has undone the page under way.
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
  const { found } = run;
  const error = found.stopped ?? found.lastError;
  const hasAnswer = found.checked > 0 || found.unknown > 0;
  return error === null || hasAnswer ? ok(await reportOf(run)) : err(error);
}

/** The API key is the current account's: what was sent by another one cannot be asked for. */
function scopeOf({ db }: ReceiptDeps, ref: string | undefined): Result<ReceiptScope> {
  const account = accountQueries(db).current();
  if (account === null) return err({ kind: 'account_missing' });
  if (ref === undefined) return ok({ accountKey: account.key, batchKey: null });
  const batch = batchQueries(db).find(ref);
  if (!batch.ok) return batch;
  const { accountKey, key: batchKey } = batch.value;
  if (accountKey !== null && accountKey !== account.key) {
    const expected = 'a batch of the current account (postbag account set --org N changes it)';
    return err({ kind: 'bad_value', name: 'batch', value: ref, expected });
  }
  return ok({ accountKey: account.key, batchKey });
}

function createRun(
  deps: ReceiptDeps,
  scope: ReceiptScope,
  { maxSeconds, perMinute, shortestMs }: ReceiptOptions,
  { onProgress, signal }: ReceiptHooks,
): ReceiptRun {
  const { clock, sleep } = deps;
  const untilMs = maxSeconds === undefined ? null : clock.monotonicMs() + maxSeconds * 1000;
  const gate = createGate({ clock, sleep, perMinute: perMinute ?? null, untilMs, signal });
  return {
    deps,
    scope,
    gate,
    patience: createPatience(gate, clock),
    apply: statusApplier(deps.db, scope.accountKey),
    found: noFindings(),
    asked: createSeenKeys(),
    shortestMs: shortestMs ?? SHORTEST_PAUSE_MS,
    onProgress: onProgress ?? (() => {}),
  };
}

/** Polls by the schedule until nothing is due any more, the time is over, or the key is refused. */
async function pollOn(run: ReceiptRun, signal: AbortSignal | undefined): Promise<void> {
  const { deps, gate, found, scope, shortestMs } = run;
  for (;;) {
    const dueMs = receiptQueries(deps.db).nextDueMs(scope);
    if (dueMs === null || isRefused(run)) return;
    // After a failure of the line the same messages are due still: not at once again.
    const { stopped } = found;
    const shortest = stopped === null ? 0 : Math.max(shortestMs, retryAfterMsOf(stopped));
    const waitMs = Math.max(dueMs - deps.clock.nowMs(), shortest);
    if (waitMs >= gate.leftMs()) return;
    await deps.sleep(waitMs, signal);
    if (gate.isClosed()) return;
    found.stopped = null;
    await pollOnce(run, false);
  }
}

/** Waiting does not help where the key or the certificate is refused. */
function isRefused({ found: { stopped } }: ReceiptRun): boolean {
  if (stopped === null) return false;
  if (stopped.kind === 'api_refused') return stopped.status === 401 || stopped.status === 403;
  return stopped.kind !== 'offline' && stopped.kind !== 'timeout';
}

/** What a run learns from a finished request: memory only, once per request. */
import { AppFailure } from '../../shared/errors.ts';
import type { StopReason } from '../../shared/domain/batch.ts';
import { afterAnswer, afterTooLarge, afterTrouble } from '../../shared/domain/requestSize.ts';
import { QUICK_TRIES, QUICK_WAIT_MS } from '../../shared/domain/retry.ts';
import type { BulkRow } from '../api/types.ts';
import { asFailure } from '../db/failures.ts';
import { SendStopped } from './barrier.ts';
import type { Finished, Outcome, SendRequest } from './request.ts';
import type { SendRun } from './run.ts';

/** After doubt the line may be going down: hold still for a moment, milliseconds. */
const AFTER_DOUBT_MS = 1_000;

/**
 * Messages that were refused alone without one being accepted in between. Then it is not the messages
 * that the API refuses, but something about all of them, and they must not all be rejected for it.
 */
const REFUSED_ALONE_LIMIT = 20;

/** Adapts the run to what came of a request. */
export function react(run: SendRun, finished: Finished): void {
  const { request, outcome, exchange } = finished;
  run.inFlight -= 1;
  if (exchange.wireStarted) run.gate.lineWorks();
  switch (outcome.kind) {
    case 'answered':
      answered(run, request, outcome, exchange.tookMs);
      break;
    case 'rejected':
      rejectedAlone(run, request, outcome.error, exchange.status ?? 0);
      break;
    case 'not_sent':
      cameBack(run, request);
      notSent(run, outcome);
      break;
    case 'refused':
      refused(run, request, outcome);
      break;
    case 'in_doubt':
      doubted(run, request);
      break;
  }
  run.changed();
}

function answered(
  run: SendRun,
  request: SendRequest,
  { rows, estimateMicro }: Outcome & { kind: 'answered' },
  tookMs: number,
): void {
  run.gate.apiWorks();
  if (rows.some((row) => row.error === null)) run.refusedAlone = 0;
  if (request.kind === 'bulk' && !request.canary) {
    run.size = afterAnswer(run.size, rows.length, tookMs);
  }
  results(run, request, rows, estimateMicro);
}

function results(
  run: SendRun,
  request: SendRequest,
  rows: readonly BulkRow[],
  totalMicro: number | null,
): void {
  run.settled += rows.length;
  run.parts.spend.answered(request.estimates, rows);
  if (!request.canary) return;
  run.canary.answered(request.queued ?? [], rows, totalMicro);
  const problem = run.canary.problem();
  if (problem !== null) run.stopFor(problem);
}

function rejectedAlone(run: SendRun, request: SendRequest, detail: string, status: number): void {
  results(run, request, [{ id: null, error: detail, estimateMicro: null }], null);
  run.refusedAlone += 1;
  if (run.refusedAlone >= REFUSED_ALONE_LIMIT) run.stopFor({ reason: 'refused', status, detail });
}

function cameBack(run: SendRun, request: SendRequest): void {
  const { queue, queued, estimates, firstKey, pacedAtMs } = request;
  const { batch, pacing, spend } = run.parts;
  queue.givenBack(firstKey);
  spend.givenBack(estimates);
  if (!batch.allowDuplicates) return;
  for (const { to } of queued ?? []) pacing.cameBack(Number(to), pacedAtMs);
}

function notSent(run: SendRun, { code, stop, cause }: Outcome & { kind: 'not_sent' }): void {
  const { deps, settings } = run.parts;
  if (cause instanceof SendStopped || run.stop !== null) return;
  if (cause !== null) barrierFailed(run, asFailure(cause, deps.db.dir));
  else if (stop) run.stopFor({ reason: 'certificate', code });
  else {
    const failures = run.gate.lineFailed(deps.clock.monotonicMs());
    if (!settings.wait && failures >= QUICK_TRIES) run.stopFor({ reason: 'offline', code });
  }
}

function barrierFailed(run: SendRun, failure: unknown): void {
  if (isDiskFull(failure)) run.stopFor({ reason: 'disk_full' });
  else run.failWith(failure);
}

/** Whether something failed for lack of space. */
export function isDiskFull(failure: unknown): boolean {
  return failure instanceof AppFailure && failure.error.kind === 'data_full';
}

function refused(run: SendRun, request: SendRequest, outcome: Outcome & { kind: 'refused' }): void {
  cameBack(run, request);
  if (outcome.action === 'split') request.queue.split(request.keys);
  else if (outcome.action === 'halve') run.size = afterTooLarge(run.size, request.messages);
  else heed(run, request, outcome);
}

/** What a refusal says of everything else that would leave. */
function heed(run: SendRun, { kind }: SendRequest, outcome: Outcome & { kind: 'refused' }): void {
  const { action, status, detail } = outcome;
  const call = kind === 'single' ? { call: kind } : {};
  if (action === 'stop') run.stopFor({ reason: 'refused', status, detail, ...call });
  else if (action === 'balance') run.stopFor(balanceShort(run));
  else if (action === 'wait') busy(run, outcome);
}

/**
 * What the repetition of a call in doubt met: it settles nothing of the call, but the run must not go
 * on against it.
 */
export function heedRepetition(run: SendRun, { request, outcome }: Finished): void {
  if (outcome.kind === 'refused') heed(run, request, outcome);
  else if (outcome.kind === 'not_sent' && (outcome.stop || outcome.cause !== null)) {
    notSent(run, outcome);
  }
}

function balanceShort({ parts }: SendRun): StopReason {
  const { balance, spend } = parts;
  const balanceMicro = balance.remaining(spend.leftMicro + spend.inFlightMicro);
  return { reason: 'balance', balanceMicro, neededMicro: spend.queuedMicro || null };
}

function busy(run: SendRun, { retryAfterMs, status, detail }: Outcome & { kind: 'refused' }): void {
  const { deps, settings } = run.parts;
  const { waitMs, answers } = run.gate.apiBusy(retryAfterMs, deps.clock.monotonicMs());
  run.size = afterTrouble(run.size);
  const tooLong = waitMs > QUICK_WAIT_MS || answers > QUICK_TRIES;
  if (!settings.wait && tooLong) run.stopFor({ reason: 'refused', status, detail });
}

function doubted(run: SendRun, request: SendRequest): void {
  const { deps, settings, spend } = run.parts;
  run.settled += request.messages;
  run.doubted += request.messages;
  run.size = afterTrouble(run.size);
  run.gate.rest(AFTER_DOUBT_MS, deps.clock.monotonicMs());
  spend.doubted(request.estimates);
  if (request.canary) run.stopFor({ reason: 'canary_doubt', inDoubt: request.messages });
  else if (run.doubted >= settings.doubtLimit) {
    run.stopFor({ reason: 'doubt_limit', inDoubt: run.doubted, limit: settings.doubtLimit });
  }
}

/** Sends a batch: from the operator's word to the last answer. */
import { isSent } from '../../shared/domain/batch.ts';
import type { BatchState, StopReason } from '../../shared/domain/batch.ts';
import { AppFailure, err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import { inTransaction } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { agreedEstimateMicro, batchEstimate } from '../db/estimate.ts';
import { leavingQueries } from '../db/leaving.ts';
import { priceQueries } from '../db/prices.ts';
import { beginSend } from './active.ts';
import { keepBallast } from './ballast.ts';
import { clearControl, pendingControl } from './control.ts';
import { runLanes } from './lanes.ts';
import { ProgressReporter } from './progress.ts';
import { isDiskFull } from './react.ts';
import { recover } from './recover.ts';
import type { SendRun } from './run.ts';
import { countSameText } from './sameText.ts';
import { sendSettings } from './settings.ts';
import type { SendSettings } from './settings.ts';
import { startRun } from './startRun.ts';
import { followAskedCancel } from './stopBatch.ts';
import { acceptedMicroOf, queueCostOf } from './sums.ts';
import type { SendDeps, SendHooks, SendOptions, SendReport } from './types.ts';

export type { SendDeps, SendHooks, SendOptions, SendReport } from './types.ts';

/**
 * Sends what is queued in a batch, until nothing is or something stops it.
 *
 * A first few messages go alone (the canary); the rest follows in growing requests. Whatever happens,
 * no message is accepted twice without a recorded decision, none is lost, and every message whose fate
 * is unknown is in doubt. A batch that is done already is reported, not sent again.
 *
 * Errors: `batch_not_found`, `batch_ambiguous`, `batch_state` (still importing, or another send is
 * running), `account_missing`, `bad_value`, `data_frozen` and the other data errors. Everything else
 * that can end a send is `stopped` in the report.
 */
export async function sendBatch(
  deps: SendDeps,
  batchRef: string,
  options: SendOptions,
  hooks: SendHooks = {},
): Promise<Result<SendReport>> {
  const settings = sendSettings(options);
  if (!settings.ok) return settings;
  const found = batchQueries(deps.db).find(batchRef);
  if (!found.ok) return found;
  const end = beginSend(deps.db, found.value.id);
  if (end === null) {
    return err({ kind: 'batch_state', batch: found.value.id, state: 'sending', action: 'send' });
  }
  try {
    return await sendAlone(deps, found.value.key, settings.value, hooks);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  } finally {
    end();
  }
}

async function sendAlone(
  deps: SendDeps,
  batchKey: number,
  settings: SendSettings,
  hooks: SendHooks,
): Promise<Result<SendReport>> {
  // Nothing is in flight now, so what is not settled was left by a send that broke off.
  const recovered = recover(deps);
  if (!recovered.ok) return recovered;
  const batch = batchQueries(deps.db).get(batchKey);
  const isCancelled = followAskedCancel(deps, batch);
  if (isCancelled || batch.state === 'done') {
    const stop = isCancelled ? ({ reason: 'cancelled' } as const) : null;
    const acceptedMicro = await acceptedMicroOf(deps.db, batch);
    return ok(report(deps, batch.key, { stop, requests: 0, acceptedMicro }));
  }
  const taken = takeUp(deps, batch);
  if (!taken.ok) return taken;
  const run = await startRun(deps, taken.value, settings, hooks);
  const abort = (): void => run.stopFor({ reason: 'paused' });
  if (hooks.signal?.aborted === true) abort();
  hooks.signal?.addEventListener('abort', abort, { once: true });
  hooks.onStart?.({ lineIsBack: () => run.gate.lineIsBack() });
  try {
    await carryOut(run);
  } finally {
    hooks.signal?.removeEventListener('abort', abort);
  }
  return ok(await finish(run));
}

/** Fixes the batch's account and what the operator agreed to, and moves it to `sending`. */
function takeUp({ db, clock }: SendDeps, batch: Batch): Result<Batch> {
  const { key, id, state } = batch;
  if (state !== 'ready' && state !== 'paused') {
    return err({ kind: 'batch_state', batch: id, state, action: 'send' });
  }
  const accountKey = batch.accountKey ?? accountQueries(db).current()?.key;
  if (accountKey === undefined) return err({ kind: 'account_missing' });
  const batches = batchQueries(db);
  inTransaction(db, () => {
    if (batch.accountKey === null) batches.setAccount(key, accountKey);
    if (agreedEstimateMicro(db, batch) === null) {
      const { estimateMicro } = batchEstimate(db, key, priceQueries(db).map());
      batches.setEstimate(key, estimateMicro);
    }
    batches.apply(key, { type: 'send_started' }, { atMs: clock.nowMs() });
  });
  // A pause asked for before this is out of date.
  clearControl(db.dir, 'pause', id);
  keepBallast(db.dir);
  return ok(batches.get(key));
}

/** The canary alone, then everything. */
async function carryOut(run: SendRun): Promise<void> {
  const { balance, settings, spend } = run.parts;
  const refused = await refuseToStart(run);
  if (refused !== null) run.stopFor(refused);
  if (run.stop === null) await Promise.race([balance.refresh(spend.leftMicro), stopped(run)]);
  const progress = new ProgressReporter(run);
  await runLanes(run, 1, progress);
  if (run.stop === null) {
    run.stage = 'main';
    await runLanes(run, settings.lanes, progress);
  }
  if (run.failure === null) progress.report('now');
}

/** Waits for the end of the run, so that nothing else has to be waited for then. */
function stopped({ stopping }: SendRun): Promise<void> {
  return new Promise((resolve) => {
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What is asked once, before anything leaves. */
async function refuseToStart({ parts }: SendRun): Promise<StopReason | null> {
  const { batch, deps, settings } = parts;
  if (settings.budgetMicro !== null) {
    const { unpriced } = await queueCostOf(deps.db, batch);
    if (unpriced > 0) return { reason: 'unpriced', unpriced };
  }
  if (settings.resendRecent) return null;
  const days = settings.sameTextDays;
  const messages = await countSameText(deps.db, batch.key, days, deps.clock.nowMs());
  return messages > 0 ? { reason: 'recent_same_text', messages, days } : null;
}

/** What a report says beside the batch itself. */
type Outcome = Pick<SendReport, 'requests' | 'acceptedMicro'> & {
  readonly stop: StopReason | null;
};

/** Ends the run in the database, and reports. */
async function finish(run: SendRun): Promise<SendReport> {
  const { deps, batch } = run.parts;
  // Before the end: a cancel that is asked for meanwhile is then still seen.
  const acceptedMicro = await acceptedMicroOf(deps.db, batch);
  const stop = stopOf(run);
  try {
    const state = inTransaction(deps.db, () => endBatch(run, stop));
    clearFollowed(run, state, stop);
  } catch (error) {
    // Then the batch stays as it is, and the next start recovers it.
    if (!isDiskFull(error)) throw error;
  }
  if (run.failure !== null) throw run.failure;
  return report(deps, batch.key, { stop, requests: run.requests, acceptedMicro });
}

/** A cancel that no guard saw any more holds for what is still queued. */
function stopOf({ parts, stop }: SendRun): StopReason | null {
  const { db } = parts.deps;
  const { id, key } = parts.batch;
  const asked = pendingControl(db.dir, id) === 'cancel' && !isSent(countQueries(db).of(key));
  return asked ? { reason: 'cancelled' } : stop;
}

/** What was asked of this run must not meet the next one. Comes after the commit that carries it out. */
function clearFollowed({ parts }: SendRun, state: BatchState, stop: StopReason | null): void {
  const { dir } = parts.deps.db;
  const { id } = parts.batch;
  if (state === 'done' || stop?.reason === 'cancelled') clearControl(dir, 'cancel', id);
  clearControl(dir, 'pause', id);
}

function endBatch({ parts }: SendRun, stop: StopReason | null): BatchState {
  const { deps, batch } = parts;
  if (stop?.reason === 'cancelled') leavingQueries(deps.db).cancelQueued(batch.key);
  const batches = batchQueries(deps.db);
  const atMs = deps.clock.nowMs();
  const sent = isSent(countQueries(deps.db).of(batch.key));
  const reason = sent && stop?.reason !== 'cancelled' ? null : stop;
  return batches.apply(batch.key, { type: sent ? 'finished' : 'stopped' }, { atMs, stop: reason });
}

function report(
  { db }: SendDeps,
  batchKey: number,
  { stop, requests, acceptedMicro }: Outcome,
): SendReport {
  const { id, state } = batchQueries(db).get(batchKey);
  const counts = countQueries(db).of(batchKey);
  const stopped = isSent(counts) && stop?.reason !== 'cancelled' ? null : stop;
  return { batch: id, state, stopped, counts, acceptedMicro, requests };
}

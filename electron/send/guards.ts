/**
 * What must hold before every request.
 *
 * All of it is asked synchronously, in the transaction that prepares the request, so that nothing can
 * change in between.
 */
import type { StopReason } from '../../shared/domain/batch.ts';
import { pendingControl } from './control.ts';
import type { SendRun } from './run.ts';
import { isOpen, opensAtMs } from './sendWindow.ts';
import type { WaitingFor } from './types.ts';

/** A reason to stop, a time to wait, or `null`: the next request may leave. */
export type Guarded =
  | { readonly stop: StopReason }
  | { readonly waitMs: number; readonly waitingFor: WaitingFor | null }
  | null;

/**
 * Asks every guard, the operator's own words first.
 *
 * @param queued How many messages are queued, at least 1.
 */
export function checkGuards(run: SendRun, queued: number): Guarded {
  const stop = asked(run) ?? tooLate(run) ?? overBudget(run) ?? shortOfBalance(run, queued);
  if (stop !== null) return { stop };
  const window = outsideWindow(run);
  if (window !== null) return window;
  const nowMs = run.parts.deps.clock.monotonicMs();
  const waitMs = run.gate.closedForMs(nowMs);
  return waitMs > 0 ? { waitMs, waitingFor: run.gate.waitsFor(nowMs) } : null;
}

/**
 * Whether a single call may be repeated: what forbids a new message forbids it, too, though it may leave
 * the message in doubt. Stops the run where a new message would.
 */
export function mayRepeat(run: SendRun): boolean {
  if (run.stop !== null) return false;
  const stop = asked(run) ?? tooLate(run);
  const guarded = stop === null ? outsideWindow(run) : { stop };
  if (guarded === null) return true;
  if ('stop' in guarded) run.stopFor(guarded.stop);
  return false;
}

/** Only looks: what is asked is taken away once it is carried out, so that being killed forgets nothing. */
function asked({ parts }: SendRun): StopReason | null {
  const request = pendingControl(parts.deps.db.dir, parts.batch.id);
  if (request === null) return null;
  return { reason: request === 'cancel' ? 'cancelled' : 'paused' };
}

function tooLate({ parts }: SendRun): StopReason | null {
  const { notAfterMs } = parts.settings;
  if (notAfterMs === null || parts.deps.clock.nowMs() <= notAfterMs) return null;
  return { reason: 'not_after', notAfterMs };
}

function overBudget({ parts }: SendRun): StopReason | null {
  const { budgetMicro } = parts.settings;
  if (budgetMicro === null) return null;
  const neededMicro = parts.spend.neededMicro();
  return neededMicro > budgetMicro ? { reason: 'budget', budgetMicro, neededMicro } : null;
}

/**
 * Stops where the balance does not reach for another message; where it reaches for few, the request
 * holds no more. Else the API might take a request in part, and refuse single messages for good. A
 * balance that does not reach for the whole list stops nothing yet.
 */
function shortOfBalance(run: SendRun, queued: number): StopReason | null {
  const { balance, spend } = run.parts;
  void balance.refresh(spend.leftMicro);
  run.affordable = Infinity;
  const balanceMicro = balance.remaining(spend.leftMicro + spend.inFlightMicro);
  if (balanceMicro === null) return null;
  const { queuedMicro } = spend;
  run.affordable = Math.floor(queuedMicro > 0 ? (balanceMicro * queued) / queuedMicro : Infinity);
  if (balanceMicro > 0 && run.affordable >= 1) return null;
  return { reason: 'balance', balanceMicro, neededMicro: queuedMicro || null };
}

function outsideWindow({ parts }: SendRun): Guarded {
  const { window, wait } = parts.settings;
  const nowMs = parts.deps.clock.nowMs();
  if (window === null || isOpen(window, nowMs)) return null;
  const opens = opensAtMs(window, nowMs);
  if (wait) return { waitMs: opens - nowMs, waitingFor: 'window' };
  return { stop: { reason: 'window', ...window, opensAtMs: opens } };
}

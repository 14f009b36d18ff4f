/** The next request of a run: guards, picking, body, journal. Runs inside the caller's transaction. */
import { hash } from 'node:crypto';
import { requireTransaction } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { journalQueries } from '../db/journal.ts';
import { seqOf } from '../db/keys.ts';
import { leavingQueries } from '../db/leaving.ts';
import type { QueuedMessage } from '../db/leaving.ts';
import { checkGuards } from './guards.ts';
import { NOT_YET } from './pacing.ts';
import type { Taken } from './queue.ts';
import type { SendRequest } from './request.ts';
import type { SendRun, Walk } from './run.ts';
import type { WaitingFor } from './types.ts';

/** What a lane does next. */
export type Next =
  | { readonly kind: 'request'; readonly request: SendRequest }
  /** Nothing may leave for so long. */
  | { readonly kind: 'wait'; readonly ms: number; readonly waitingFor: WaitingFor | null }
  /** Another lane's answer may bring messages back. */
  | { readonly kind: 'idle' }
  /** The stage is over, or the run is stopped. */
  | { readonly kind: 'end' };

const END: Next = { kind: 'end' };
const IDLE: Next = { kind: 'idle' };

/** Prepares the next request, or says what to do instead. */
export function prepareNext(run: SendRun): Next {
  const { db } = run.parts.deps;
  requireTransaction(db);
  if (run.stop !== null) return END;
  if (run.stage === 'canary' && run.canary.missing <= 0) return END;
  const { queued } = countQueries(db).of(run.parts.batch.key);
  if (queued === 0) return run.inFlight > 0 ? IDLE : END;
  const guarded = checkGuards(run, queued);
  if (guarded === null) return take(run);
  if ('waitMs' in guarded)
    return { kind: 'wait', ms: guarded.waitMs, waitingFor: guarded.waitingFor };
  run.stopFor(guarded.stop);
  return END;
}

/**
 * Takes from the first walk that has something for now.
 *
 * Messages that a decision put back into the queue may lie behind the walks: they go over the list
 * once more before the run ends.
 */
function take(run: SendRun, again = false): Next {
  run.parts.deps.journalPoint?.('before_prepare');
  let waitMs = Infinity;
  for (const walk of run.parts.walks) {
    const each = run.stage === 'canary' || walk.kind === 'single';
    const taken = walk.queue.take(limitOf(run, walk), each ? 'one_by_one' : 'in_bulk');
    if (taken === null) continue;
    if ('waitMs' in taken) waitMs = Math.min(waitMs, taken.waitMs);
    else return { kind: 'request', request: prepare(run, walk, taken) };
  }
  if (waitMs < Infinity) return { kind: 'wait', ms: waitMs, waitingFor: null };
  if (run.inFlight > 0) return IDLE;
  if (again) return END;
  for (const { queue } of run.parts.walks) queue.rewind();
  return take(run, true);
}

function limitOf(run: SendRun, { kind }: Walk): number {
  if (kind === 'single') return 1;
  const { next, ceiling } = run.size;
  const wanted = run.stage === 'canary' ? Math.min(run.canary.missing, ceiling) : next;
  return Math.min(wanted, run.affordable);
}

function prepare(run: SendRun, { kind, queue }: Walk, taken: Taken): SendRequest {
  const { deps, batch } = run.parts;
  const { keys, estimates, messages: queued, whole } = taken;
  const [firstKey = 0] = keys;
  const canary = run.stage === 'canary';
  const clientDedup = kind === 'single' ? dedupKey(batch.id, queued) : null;
  const body = bodyOf(run, taken, clientDedup);
  const bodyHash = hash('sha256', body, 'hex');
  const range = { firstKey, lastKey: keys.at(-1) ?? firstKey, messages: keys.length };
  const requestKey = journalQueries(deps.db).prepare({
    batchKey: batch.key,
    kind,
    canary,
    ...range,
    bodyHash,
    preparedAtMs: deps.clock.nowMs(),
  });
  leavingQueries(deps.db).depart(requestKey, keys, whole);
  departs(run, taken);
  const contents = { queue, queued, keys, estimates, body, bodyHash, clientDedup };
  return { requestKey, kind, canary, ...range, ...contents, wireAtMs: null, pacedAtMs: NOT_YET };
}

/** `seq` is never reused, and `attempt` counts the decisions to send again: one key, one message. */
function dedupKey(batchId: string, messages: readonly QueuedMessage[] | null): string {
  const [message] = messages ?? [];
  if (message === undefined) throw new Error('a single call without a message');
  return `postbag:${batchId}:${seqOf(message.key)}:${message.attempt}`;
}

function bodyOf(run: SendRun, { messages, json }: Taken, clientDedup: string | null): Buffer {
  const { api } = run.parts.deps;
  if (json !== null) return api.bulkBodyOf(json);
  const [first] = messages ?? [];
  if (messages === null || first === undefined) throw new Error('a request without messages');
  if (clientDedup === null) return api.bulkBody(messages);
  const { to, from, message } = first;
  return api.singleBody({ to, from, message, clientDedup });
}

function departs(run: SendRun, { estimates, messages }: Taken): void {
  const { batch, pacing, spend } = run.parts;
  run.inFlight += 1;
  spend.departs(estimates);
  // In other batches a number occurs once, and what left before this run is known.
  if (!batch.allowDuplicates) return;
  for (const { to } of messages ?? []) pacing.leaves(Number(to), NOT_YET);
}

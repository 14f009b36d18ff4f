/** One call on one lane, with its barrier, and what it means. */
import { backoffMs, REPEAT_BACKOFF, REPEAT_TRIES } from '../../shared/domain/retry.ts';
import type { Exchange, SendLane } from '../api/types.ts';
import { judgeBulk, judgeSingle } from '../api/verdict.ts';
import { writeBarrier } from './barrier.ts';
import { bulkOutcome, singleOutcome } from './judge.ts';
import type { Finished, SendRequest } from './request.ts';
import type { SendRun } from './run.ts';

/** Carries a request out, to an outcome that can be written down. */
export function call(run: SendRun, lane: SendLane, request: SendRequest): Promise<Finished> {
  return request.kind === 'bulk' ? bulkCall(run, lane, request) : singleCall(run, lane, request);
}

async function bulkCall(run: SendRun, lane: SendLane, request: SendRequest): Promise<Finished> {
  const exchange = await exchangeOnce(run, lane, request);
  const verdict = judgeBulk(exchange, request.messages);
  return { request, exchange, outcome: bulkOutcome(verdict, exchange, request.messages) };
}

/**
 * A single call carries a key under which the API sends once, so doubt is met by repeating the call.
 *
 * After a doubt only acceptance is proof: a refusal of the repetition says nothing of the first call.
 * What is still unknown when the repetitions end is in doubt, for the reason of its first doubt.
 */
async function singleCall(run: SendRun, lane: SendLane, request: SendRequest): Promise<Finished> {
  let doubt: Finished | null = null;
  for (let tries = 1; ; tries += 1) {
    const exchange = await exchangeOnce(run, lane, request);
    const verdict = judgeSingle(exchange, sentBy(request));
    const finished = { request, exchange, outcome: singleOutcome(verdict, exchange) };
    if (verdict.kind === 'accepted') return finished;
    if (verdict.kind !== 'in_doubt' && doubt === null) return finished;
    if (verdict.kind === 'in_doubt') doubt ??= finished;
    const repeatable = verdict.kind !== 'in_doubt' || verdict.retryable;
    if (!repeatable || tries >= REPEAT_TRIES || run.stop !== null) return doubt ?? finished;
    await run.parts.deps.sleep(backoffMs(tries, REPEAT_BACKOFF), run.stopping);
  }
}

function sentBy({ queued, clientDedup }: SendRequest) {
  const [message] = queued ?? [];
  if (message === undefined) throw new Error('a single call without a message');
  return { to: message.to, message: message.message, clientDedup };
}

/** Before the wire a stop ends the call at once; after it, the answer is awaited. */
async function exchangeOnce(run: SendRun, lane: SendLane, request: SendRequest): Promise<Exchange> {
  const barrier = writeBarrier(run, request);
  const leaving = new AbortController();
  const stop = (): void => {
    if (!barrier.passed()) leaving.abort();
  };
  if (run.stop !== null) leaving.abort();
  run.stopping.addEventListener('abort', stop, { once: true });
  try {
    return await lane[request.kind](request.body, barrier.onWire, leaving.signal);
  } finally {
    run.stopping.removeEventListener('abort', stop);
  }
}

/** One call on one lane, with its barrier, and what it means. */
import { backoffMs, REPEAT_BACKOFF, REPEAT_TRIES } from '../../shared/domain/retry.ts';
import type { Exchange, SendLane } from '../api/types.ts';
import { judgeBulk, judgeSingle } from '../api/verdict.ts';
import { writeBarrier } from './barrier.ts';
import { allEvidence } from './evidence.ts';
import type { Doubtful } from './evidence.ts';
import { LONGEST_NAP_MS } from './gate.ts';
import { mayRepeat } from './guards.ts';
import { bulkOutcome, singleOutcome } from './judge.ts';
import { heedRepetition } from './react.ts';
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
 * After a doubt only acceptance is proof: a refusal of the repetition says nothing of the first call,
 * though it may say that nothing else should leave. What is still unknown when the repetitions end, or
 * when the operator's guards forbid another one, is in doubt, with the evidence of every try.
 */
async function singleCall(run: SendRun, lane: SendLane, request: SendRequest): Promise<Finished> {
  let doubt: Doubtful | null = null;
  for (let tries = 1; ; tries += 1) {
    const exchange = await exchangeOnce(run, lane, request);
    const verdict = judgeSingle(exchange, sentBy(request));
    const outcome = singleOutcome(verdict, exchange);
    const finished = { request, exchange, outcome };
    if (outcome.kind === 'in_doubt') doubt = allEvidence(doubt, { request, exchange, outcome });
    if (verdict.kind === 'accepted' || doubt === null) return finished;
    heedRepetition(run, finished);
    const repeatable = verdict.kind !== 'in_doubt' || verdict.retryable;
    if (!repeatable || tries >= REPEAT_TRIES || !(await holdStill(run, tries))) return doubt;
  }
}

/** Waits before a repetition; `false`: there must not be one. */
async function holdStill(run: SendRun, tries: number): Promise<boolean> {
  const { clock, sleep } = run.parts.deps;
  const startMs = clock.monotonicMs();
  const untilMs =
    startMs + Math.max(backoffMs(tries, REPEAT_BACKOFF), run.gate.closedForMs(startMs));
  while (mayRepeat(run)) {
    const leftMs = untilMs - clock.monotonicMs();
    if (leftMs <= 0) return true;
    await sleep(Math.min(leftMs, LONGEST_NAP_MS), run.stopping);
  }
  return false;
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

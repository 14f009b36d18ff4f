/** An API that finds the questions too fast (429): all of them wait, and are asked again. */
import type { ApiError, Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import type { Gate } from './gate.ts';

/** Waits in a row, without an answer between them, after which the round is given up. */
const MOST_WAITS = 5;

/** The first wait; each further one in a row is twice as long. Milliseconds. */
const FIRST_WAIT_MS = 1000;

/** Whoever waits for receipts should not sit before a still screen for longer. Milliseconds. */
const LONGEST_WAIT_MS = 2 * 60_000;

/** Asks again what the API refused as too fast. */
export interface Patience {
  /**
   * Asks, and where the answer is 429 waits as long as `Retry-After` says (and at least one second,
   * doubled each time) and asks again. The gate holds all other questions back meanwhile.
   *
   * The 429 is the answer where it came five times in a row without any other answer, where the API
   * asks to wait for more than two minutes, and where the run is over before the wait is.
   */
  ask<T>(question: () => Promise<Result<T, ApiError>>): Promise<Result<T, ApiError>>;
}

/** Makes the patience of one run. */
export function createPatience(gate: Gate, clock: Clock): Patience {
  let waits = 0;
  let lastWaitAtMs = -Infinity;
  /** Whether to wait and ask again. Questions that were under way together count once. */
  const mayWait = (error: ApiError, askedAtMs: number): boolean => {
    if (askedAtMs > lastWaitAtMs) {
      waits += 1;
      lastWaitAtMs = clock.monotonicMs();
    }
    const waitMs = Math.max(retryAfterMsOf(error), FIRST_WAIT_MS * 2 ** (waits - 1));
    if (waits > MOST_WAITS || waitMs > LONGEST_WAIT_MS) return false;
    gate.holdBack(waitMs);
    return true;
  };
  return {
    ask: async (question) => {
      for (;;) {
        const askedAtMs = clock.monotonicMs();
        const answer = await question();
        if (answer.ok || answer.error.kind === 'api_not_found') waits = 0;
        if (answer.ok || !isTooFast(answer.error)) return answer;
        if (!mayWait(answer.error, askedAtMs) || !(await gate.pass())) return answer;
      }
    },
  };
}

function isTooFast(error: ApiError): boolean {
  return error.kind === 'api_refused' && error.status === 429;
}

/** How long the API asks to wait, milliseconds; 0 where it does not say. */
export function retryAfterMsOf(error: ApiError | null): number {
  return error?.kind === 'api_refused' ? (error.retryAfterMs ?? 0) : 0;
}

/**
 * The account's balance, where the API tells it: asked once before the canary, then at most once a
 * minute. An API without the call or with another one, or a key without the right to it, switches the
 * check off.
 */
import type { ApiError } from '../../shared/errors.ts';
import type { ApiClient, Balance } from '../api/types.ts';
import type { Clock } from '../runtime.ts';

const EVERY_MS = 60_000;

/** Watches the balance of one run. */
export class BalanceWatch {
  readonly #api: Pick<ApiClient, 'balance'>;
  readonly #clock: Clock;
  #known: Balance | null = null;
  /** What had left when it was asked: what leaves afterwards is taken off. */
  #leftThenMicro = 0;
  #askedMs = -Infinity;
  #asking = false;
  #off = false;

  constructor(api: Pick<ApiClient, 'balance'>, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /**
   * What is left of the balance as last heard, micro-USD; `null` where it is unknown, or refills itself.
   *
   * @param leftMicro What has left by now, in flight included.
   */
  remaining(leftMicro: number): number | null {
    if (this.#known === null || this.#known.autoRecharge === true) return null;
    return this.#known.balanceMicro - (leftMicro - this.#leftThenMicro);
  }

  /**
   * Asks, unless it was asked a short while ago. Never fails: an unknown balance stops nothing.
   *
   * @param leftMicro What has left and is answered.
   */
  async refresh(leftMicro: number): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    if (this.#off || this.#asking || nowMs - this.#askedMs < EVERY_MS) return;
    this.#askedMs = nowMs;
    this.#asking = true;
    const answer = await this.#api.balance();
    this.#asking = false;
    if (answer.ok) {
      this.#known = answer.value;
      this.#leftThenMicro = leftMicro;
      return;
    }
    this.#known = null;
    this.#off = isForGood(answer.error);
  }
}

/** Whether asking again will not help. Anything else, a 500 for example, may have passed in a minute. */
function isForGood(error: ApiError): boolean {
  if (error.kind === 'api_not_found') return true;
  if (error.kind === 'api_refused') return error.status === 401 || error.status === 403;
  return error.kind === 'api_unknown_answer' && error.detail === 'unknown_shape';
}

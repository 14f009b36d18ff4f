/** How long sending holds still after trouble. Times are monotonic milliseconds. */
import { backoffMs, BUSY_BACKOFF, LINE_BACKOFF } from '../../shared/domain/retry.ts';

/** While waiting, the operator's requests and the clock are looked at this often, milliseconds. */
export const LONGEST_NAP_MS = 1_000;

/** What keeps it closed. */
type Cause = 'line' | 'api' | 'doubt';

/** Closed for a while after a failure, longer after each one in a row. */
export class Gate {
  /** When it opens again after trouble of each kind. */
  readonly #opensMs: Record<Cause, number> = { line: -Infinity, api: -Infinity, doubt: -Infinity };
  #lineFailures = 0;
  #busyAnswers = 0;

  /** How long it stays closed; 0 where it is open. */
  closedForMs(nowMs: number): number {
    const { line, api, doubt } = this.#opensMs;
    return Math.max(0, Math.ceil(Math.max(line, api, doubt) - nowMs));
  }

  /** Whom the wait is for; `null` where there is none, or only a short rest after doubt. */
  waitsFor(nowMs: number): 'line' | 'api' | null {
    const { line, api } = this.#opensMs;
    if (Math.max(line, api) <= nowMs) return null;
    return line >= api ? 'line' : 'api';
  }

  /** The line seems to be back: what was to be waited for it is over. Other waits stay. */
  lineIsBack(): void {
    this.#opensMs.line = -Infinity;
  }

  /** Something reached the API: the line works. */
  lineWorks(): void {
    this.#lineFailures = 0;
  }

  /** The API took a request: it is not busy. */
  apiWorks(): void {
    this.#busyAnswers = 0;
  }

  /**
   * Nothing could be sent; gives the number of such failures in a row.
   *
   * Requests that were in flight together fail together, and count once.
   */
  lineFailed(nowMs: number): number {
    if (this.closedForMs(nowMs) === 0) {
      this.#lineFailures += 1;
      this.#close('line', backoffMs(this.#lineFailures, LINE_BACKOFF), nowMs);
    }
    return this.#lineFailures;
  }

  /** The API said "not now"; gives the wait, and the number of such answers in a row. */
  apiBusy(
    retryAfterMs: number | null,
    nowMs: number,
  ): { readonly waitMs: number; readonly answers: number } {
    this.#busyAnswers += 1;
    const waitMs = retryAfterMs ?? backoffMs(this.#busyAnswers, BUSY_BACKOFF);
    this.#close('api', waitMs, nowMs);
    return { waitMs, answers: this.#busyAnswers };
  }

  /** Holds still for a while after doubt. Never shortens a wait. */
  rest(ms: number, nowMs: number): void {
    this.#close('doubt', ms, nowMs);
  }

  #close(cause: Cause, ms: number, nowMs: number): void {
    this.#opensMs[cause] = Math.max(this.#opensMs[cause], nowMs + ms);
  }
}

/** How long sending holds still after trouble. Times are monotonic milliseconds. */
import { backoffMs, BUSY_BACKOFF, LINE_BACKOFF } from '../../shared/domain/retry.ts';

/** While waiting, the operator's requests and the clock are looked at this often, milliseconds. */
export const LONGEST_NAP_MS = 1_000;

/** Closed for a while after a failure, longer after each one in a row. */
export class Gate {
  #opensMs = -Infinity;
  #lineFailures = 0;
  #busyAnswers = 0;

  /** How long it stays closed; 0 where it is open. */
  closedForMs(nowMs: number): number {
    return Math.max(0, Math.ceil(this.#opensMs - nowMs));
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
      this.closeFor(backoffMs(this.#lineFailures, LINE_BACKOFF), nowMs);
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
    this.closeFor(waitMs, nowMs);
    return { waitMs, answers: this.#busyAnswers };
  }

  /** Holds still for a while. Never shortens a wait. */
  closeFor(ms: number, nowMs: number): void {
    this.#opensMs = Math.max(this.#opensMs, nowMs + ms);
  }
}

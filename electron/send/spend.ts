/**
 * What a send has cost and will cost, held against the operator's cap.
 *
 * Kept in memory from the sums at the start, because it is asked before every request.
 */
import type { BulkRow } from '../api/types.ts';

/** What messages cost by the price list; `null` without a price, which counts as nothing. */
export type Estimates = readonly (number | null)[];

/** Micro-USD throughout. */
export class Spend {
  /** The most that what has left may have cost, what is in doubt included. */
  #leftMicro: number;
  #queuedMicro: number;
  #inFlightMicro = 0;
  /** The answers of this run, and what the price list said of the same messages. */
  #answeredMicro = 0;
  #estimatedMicro = 0;
  #acceptedMicro: number;

  constructor(start: {
    readonly leftMicro: number;
    readonly acceptedMicro: number;
    readonly queuedMicro: number;
  }) {
    this.#leftMicro = start.leftMicro;
    this.#acceptedMicro = start.acceptedMicro;
    this.#queuedMicro = start.queuedMicro;
  }

  /** What was accepted, by the answers' prices where they gave some. */
  get acceptedMicro(): number {
    return this.#acceptedMicro;
  }

  /** The most that what has left and is answered may have cost. */
  get leftMicro(): number {
    return this.#leftMicro;
  }

  /** What is in flight, by the price list. */
  get inFlightMicro(): number {
    return this.#inFlightMicro;
  }

  /** What is queued, by the price list. */
  get queuedMicro(): number {
    return this.#queuedMicro;
  }

  /** These messages go into a request. */
  departs(estimates: Estimates): void {
    const micro = total(estimates);
    this.#queuedMicro -= micro;
    this.#inFlightMicro += micro;
  }

  /** These messages are back in the queue. */
  givenBack(estimates: Estimates): void {
    const micro = total(estimates);
    this.#queuedMicro += micro;
    this.#inFlightMicro -= micro;
  }

  /** Nobody knows: as if they had been accepted. */
  doubted(estimates: Estimates): void {
    const micro = total(estimates);
    this.#inFlightMicro -= micro;
    this.#leftMicro += micro;
  }

  /** An answer, row by row in the order of the messages. */
  answered(estimates: Estimates, rows: readonly BulkRow[]): void {
    this.#inFlightMicro -= total(estimates);
    for (const [place, row] of rows.entries()) {
      if (row.error !== null) continue;
      const estimate = estimates[place] ?? 0;
      const answered = row.estimateMicro ?? estimate;
      this.#acceptedMicro += answered;
      this.#leftMicro += Math.max(answered, estimate);
      this.#answeredMicro += Math.max(answered, estimate);
      this.#estimatedMicro += estimate;
    }
  }

  /** The queue changed otherwise (opt-outs): what it costs now. */
  queueIs(micro: number): void {
    this.#queuedMicro = micro;
  }

  /**
   * What the whole batch will have cost if the rest goes on like the answers so far.
   *
   * Where answers are dearer than the price list, so will be the rest: the operator learns it after the
   * canary, not at the last message. Cheaper answers are not trusted: they may be prices of one part.
   */
  neededMicro(): number {
    const dearer = this.#estimatedMicro === 0 ? 1 : this.#answeredMicro / this.#estimatedMicro;
    const rest = this.#inFlightMicro + this.#queuedMicro;
    return this.#leftMicro + Math.round(rest * dearer);
  }
}

function total(estimates: Estimates): number {
  return estimates.reduce<number>((sum, estimate) => sum + (estimate ?? 0), 0);
}

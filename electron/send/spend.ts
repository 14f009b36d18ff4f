/**
 * What a send has cost and will cost, held against the operator's cap.
 *
 * Kept in memory from the sums at the start, because it is asked before every request.
 */
import type { BulkRow } from '../api/types.ts';

/** A message as far as its price matters. */
export interface Priced {
  readonly country: string;
  readonly parts: number;
}

/** Micro-USD throughout. */
export class Spend {
  readonly #prices: ReadonlyMap<string, number>;
  /** The most that what has left may have cost, what is in doubt included. */
  #leftMicro: number;
  #queuedMicro: number;
  #inFlightMicro = 0;
  /** The answers of this run, and what the price list said of the same messages. */
  #answeredMicro = 0;
  #estimatedMicro = 0;
  #acceptedMicro: number;

  constructor(
    prices: ReadonlyMap<string, number>,
    start: {
      readonly leftMicro: number;
      readonly acceptedMicro: number;
      readonly queuedMicro: number;
    },
  ) {
    this.#prices = prices;
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

  /** The price of a message by the price list; `null` without one. */
  estimate({ country, parts }: Priced): number | null {
    const price = this.#prices.get(country);
    return price === undefined ? null : price * parts;
  }

  /** The price of these messages by the price list; those without a price count as nothing. */
  total(messages: readonly Priced[]): number {
    return messages.reduce((sum, message) => sum + (this.estimate(message) ?? 0), 0);
  }

  /** These messages go into a request. */
  departs(messages: readonly Priced[]): void {
    const micro = this.total(messages);
    this.#queuedMicro -= micro;
    this.#inFlightMicro += micro;
  }

  /** These messages are back in the queue. */
  givenBack(messages: readonly Priced[]): void {
    const micro = this.total(messages);
    this.#queuedMicro += micro;
    this.#inFlightMicro -= micro;
  }

  /** Nobody knows: as if they had been accepted. */
  doubted(messages: readonly Priced[]): void {
    const micro = this.total(messages);
    this.#inFlightMicro -= micro;
    this.#leftMicro += micro;
  }

  /** An answer, row by row in the order of the messages. */
  answered(messages: readonly Priced[], rows: readonly BulkRow[]): void {
    for (const [index, message] of messages.entries()) {
      const estimate = this.estimate(message) ?? 0;
      this.#inFlightMicro -= estimate;
      const row = rows[index];
      if (row === undefined || row.error !== null) continue;
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

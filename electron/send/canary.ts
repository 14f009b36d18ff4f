/**
 * The first messages of every run, sent alone, to learn what the rest would meet.
 *
 * The rest follows only if they are all answered beyond doubt, not more than a tenth of them is
 * refused, and the price is the expected one.
 */
import type { StopReason } from '../../shared/domain/batch.ts';
import type { BulkRow } from '../api/types.ts';
import type { QueuedMessage } from '../db/leaving.ts';

interface CountryTally {
  answeredMicro: number;
  /** By the price list: price × parts. */
  byPartsMicro: number;
  /** By the price list, were the price one of the whole message. */
  byMessageMicro: number;
}

/** A message as far as the canary looks at it. */
type CanaryMessage = Pick<QueuedMessage, 'country' | 'parts' | 'estimateMicro'>;

/** Counts the canary's answers. */
export class Canary {
  readonly #wanted: number;
  readonly #tolerance: number;
  readonly #countries = new Map<string, CountryTally>();
  #settled = 0;
  #rejected = 0;

  constructor(messages: number, tolerancePercent: number) {
    this.#wanted = messages;
    this.#tolerance = tolerancePercent / 100;
  }

  /** Messages that the canary still needs an answer for. */
  get missing(): number {
    return this.#wanted - this.#settled;
  }

  /** An answer, row by row in the order of the messages. */
  answered(messages: readonly CanaryMessage[], rows: readonly BulkRow[]): void {
    for (const [index, { country, parts, estimateMicro }] of messages.entries()) {
      this.#settled += 1;
      const row = rows[index];
      if (row === undefined || row.error !== null) {
        this.#rejected += 1;
        continue;
      }
      if (estimateMicro === null || row.estimateMicro === null) continue;
      const tally = this.#tallyOf(country);
      tally.answeredMicro += row.estimateMicro;
      tally.byPartsMicro += estimateMicro;
      tally.byMessageMicro += estimateMicro / parts;
    }
  }

  /** Why the rest must not follow; `null` where it may, or where answers are missing. */
  problem(): StopReason | null {
    if (this.#rejected * 10 > this.#wanted) {
      return { reason: 'canary_rejected', rejected: this.#rejected, sent: this.#settled };
    }
    return this.missing > 0 ? null : this.#priceProblem();
  }

  /** The bulk answer does not say how many parts it charges, so both readings are good. */
  #priceProblem(): StopReason | null {
    const wrong = [...this.#countries.values()].filter((tally) => !this.#agrees(tally));
    if (wrong.length === 0) return null;
    const expectedMicro = wrong.reduce((sum, tally) => sum + tally.byPartsMicro, 0);
    const answeredMicro = wrong.reduce((sum, tally) => sum + tally.answeredMicro, 0);
    return { reason: 'canary_price', expectedMicro, answeredMicro };
  }

  #agrees({ answeredMicro, byPartsMicro, byMessageMicro }: CountryTally): boolean {
    return [byPartsMicro, byMessageMicro].some(
      (expected) => Math.abs(answeredMicro - expected) <= expected * this.#tolerance,
    );
  }

  #tallyOf(country: string): CountryTally {
    const known = this.#countries.get(country);
    if (known !== undefined) return known;
    const tally = { answeredMicro: 0, byPartsMicro: 0, byMessageMicro: 0 };
    this.#countries.set(country, tally);
    return tally;
  }
}

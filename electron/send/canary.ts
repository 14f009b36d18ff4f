/**
 * The first messages of every run, sent alone, to learn what the rest would meet.
 *
 * The rest follows only if they are all answered beyond doubt, not more than a tenth of them is
 * refused, and the price is the expected one. A message with a price needs an answer with a price.
 */
import type { StopReason } from '../../shared/domain/batch.ts';
import type { BulkRow } from '../api/types.ts';
import type { QueuedMessage } from '../db/leaving.ts';

/** The tally of totals; no country is called so. */
const TOTALS = 'total';

interface Tally {
  answeredMicro: number;
  /** By the price list: price × parts. */
  byPartsMicro: number;
  /** By the price list, were the price one of the whole message. */
  byMessageMicro: number;
}

/** A message as far as the canary looks at it. */
type CanaryMessage = Pick<QueuedMessage, 'country' | 'parts' | 'estimateMicro'>;

/** An accepted message that has a price, and what the API answered for it. */
interface Priced {
  readonly country: string;
  readonly parts: number;
  readonly expectedMicro: number;
  readonly answeredMicro: number | null;
}

/** Counts the canary's answers. */
export class Canary {
  readonly #wanted: number;
  /** `null`: any price will do. */
  readonly #tolerance: number | null;
  /** By country, so that one does not make up for another; and the totals that stand for rows. */
  readonly #tallies = new Map<string, Tally>();
  /** By the price list, what messages cost that the API gave no readable price for. */
  #unansweredMicro: number | null = null;
  #settled = 0;
  #rejected = 0;

  /** @param tolerancePercent `any_price`: the operator knows the real one, and goes on. */
  constructor(messages: number, tolerancePercent: number | 'any_price') {
    this.#wanted = messages;
    this.#tolerance = tolerancePercent === 'any_price' ? null : tolerancePercent / 100;
  }

  /** Messages that the canary still needs an answer for. */
  get missing(): number {
    return this.#wanted - this.#settled;
  }

  /**
   * An answer, row by row in the order of the messages.
   *
   * @param totalMicro What the answer says of all its rows together; `null` where it does not.
   */
  answered(
    messages: readonly CanaryMessage[],
    rows: readonly BulkRow[],
    totalMicro: number | null,
  ): void {
    const priced: Priced[] = [];
    for (const [index, { country, parts, estimateMicro }] of messages.entries()) {
      this.#settled += 1;
      const row = rows[index];
      if (row === undefined || row.error !== null) this.#rejected += 1;
      else if (estimateMicro !== null) {
        const answeredMicro = row.estimateMicro;
        priced.push({ country, parts, expectedMicro: estimateMicro, answeredMicro });
      }
    }
    this.#tally(priced, priced.length === messages.length ? totalMicro : null);
  }

  /** Why the rest must not follow; `null` where it may, or where answers are missing. */
  problem(): StopReason | null {
    if (this.#rejected * 10 > this.#wanted) {
      return { reason: 'canary_rejected', rejected: this.#rejected, sent: this.#settled };
    }
    return this.missing > 0 ? null : this.#priceProblem();
  }

  /**
   * The bulk answer does not say how many parts it charges, so both readings are good. No answer is no
   * agreement: then nobody knows what the rest would cost.
   */
  #priceProblem(): StopReason | null {
    const tolerance = this.#tolerance;
    if (tolerance === null) return null;
    if (this.#unansweredMicro !== null) {
      return { reason: 'canary_price', expectedMicro: this.#unansweredMicro, answeredMicro: null };
    }
    const wrong = [...this.#tallies.values()].filter((tally) => !agrees(tally, tolerance));
    if (wrong.length === 0) return null;
    const expectedMicro = wrong.reduce((sum, tally) => sum + tally.byPartsMicro, 0);
    const answeredMicro = wrong.reduce((sum, tally) => sum + tally.answeredMicro, 0);
    return { reason: 'canary_price', expectedMicro, answeredMicro };
  }

  /** Where rows say nothing, the total must agree instead; it counts only where it is of these alone. */
  #tally(priced: readonly Priced[], totalMicro: number | null): void {
    for (const message of priced) {
      const { country, expectedMicro, answeredMicro } = message;
      if (answeredMicro !== null) {
        this.#expect(country, message).answeredMicro += answeredMicro;
      } else if (totalMicro === null) {
        this.#unansweredMicro = (this.#unansweredMicro ?? 0) + expectedMicro;
      }
    }
    const isComplete = priced.every(({ answeredMicro }) => answeredMicro !== null);
    if (isComplete || totalMicro === null) return;
    for (const message of priced) this.#expect(TOTALS, message);
    const totals = this.#tallies.get(TOTALS);
    if (totals !== undefined) totals.answeredMicro += totalMicro;
  }

  /** Adds what is expected of a message, and gives the tally that it is in. */
  #expect(name: string, { parts, expectedMicro }: Priced): Tally {
    const tally = this.#tallies.get(name) ?? {
      answeredMicro: 0,
      byPartsMicro: 0,
      byMessageMicro: 0,
    };
    tally.byPartsMicro += expectedMicro;
    tally.byMessageMicro += expectedMicro / parts;
    this.#tallies.set(name, tally);
    return tally;
  }
}

function agrees(
  { answeredMicro, byPartsMicro, byMessageMicro }: Tally,
  tolerance: number,
): boolean {
  return [byPartsMicro, byMessageMicro].some(
    (expected) => Math.abs(answeredMicro - expected) <= expected * tolerance,
  );
}

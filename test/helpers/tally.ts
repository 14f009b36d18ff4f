/** What tests tell beside whether they passed: `npm run test:crash` adds it up and shows it. */
import type { TestContext } from 'vitest';
import type { MessageCounts } from '../../shared/domain/message.ts';

/** What came of one seed. */
export interface SeedTally {
  readonly seed: number;
  /** Times that the process ended in the middle. */
  readonly kills: number;
  /** Messages of the list. */
  readonly messages: number;
  /** Messages that the gateway took, each time counted. */
  readonly taken: number;
  readonly accepted: number;
  readonly inDoubt: number;
  readonly rejected: number;
  /** Queued or cancelled: they never left. */
  readonly notSent: number;
  /** Recorded decisions to send a message again. */
  readonly decisions: number;
  /** Breaches of the promise. */
  readonly breaches: number;
}

/** One row of the verdict matrix, as it was seen. */
export interface SeenVerdict {
  /** What the gateway did. */
  readonly fault: string;
  readonly over: 'plain HTTP' | 'TLS';
  /** The verdict and its reason or action, in words. */
  readonly verdict: string;
  /** Messages that were sent, and that the gateway took. */
  readonly sent: number;
  readonly taken: number;
}

declare module 'vitest' {
  interface TaskMeta {
    tally?: SeedTally;
    seenVerdict?: SeenVerdict;
  }
}

/** Notes what came of a seed, with its test. */
export function tally(
  { task }: Pick<TestContext, 'task'>,
  counts: MessageCounts,
  rest: Pick<SeedTally, 'seed' | 'kills' | 'taken' | 'decisions' | 'breaches'>,
): void {
  const { queued, sending, rejected, in_doubt: inDoubt, cancelled, ...onTheWay } = counts;
  const accepted = Object.values(onTheWay).reduce((sum, n) => sum + n, 0);
  const notSent = queued + cancelled;
  const messages = accepted + inDoubt + rejected + notSent + sending;
  task.meta.tally = { ...rest, messages, accepted, inDoubt, rejected, notSent };
}

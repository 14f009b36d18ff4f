/** The counts of a send list as the operator thinks of them. */
import type { MessageCounts } from '../../../shared/domain/message.ts';

/** A send list in five numbers that add up to its messages. */
export interface SendNumbers {
  /** engageSPARK has taken them, whatever became of them later. */
  readonly sent: number;
  readonly refused: number;
  /** May have been sent: being checked. */
  readonly inDoubt: number;
  /** Queued, or in a request that is not answered yet. */
  readonly left: number;
  /** Never left, and never will. */
  readonly dropped: number;
  readonly total: number;
}

/** Sums up counts. */
export function sendNumbers(counts: Partial<MessageCounts>): SendNumbers {
  const of = (state: keyof MessageCounts): number => counts[state] ?? 0;
  const sent =
    of('accepted') + of('with_operator') + of('delivered') + of('failed') + of('no_receipt');
  const refused = of('rejected');
  const inDoubt = of('in_doubt');
  const left = of('queued') + of('sending');
  const dropped = of('cancelled');
  return {
    sent,
    refused,
    inDoubt,
    left,
    dropped,
    total: sent + refused + inDoubt + left + dropped,
  };
}

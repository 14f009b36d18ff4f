/** What did not go as it should at the end of a send, in words. Pure. */
import type { MessageCounts } from '../../../shared/domain/message.ts';
import { sendNumbers } from './numbers.ts';
import { words, type Words } from './words.ts';

/**
 * Messages that were refused, not delivered or not sent; a stop for good says itself what was not sent.
 */
export function endTroubles(
  counts: Partial<MessageCounts>,
  isCancelled: boolean,
): readonly Words[] {
  const { refused, dropped } = sendNumbers(counts);
  const found: readonly (readonly [Words['id'], number])[] = [
    ['send.done_refused', refused],
    ['send.done_failed', counts.failed ?? 0],
    ['send.done_dropped', isCancelled ? 0 : dropped],
  ];
  return found.flatMap(([id, messages]) => (messages === 0 ? [] : [words(id, { messages })]));
}

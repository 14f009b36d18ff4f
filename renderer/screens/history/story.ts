/** What a message's state and warnings mean, in a sentence. Pure. */
import type { MessageState } from '../../../shared/domain/message.ts';
import type { MessageId } from '../../i18n/en.ts';

const STORIES = {
  queued: 'history.story_queued',
  sending: 'history.story_sending',
  accepted: 'history.story_accepted',
  with_operator: 'history.story_with_operator',
  delivered: 'history.story_delivered',
  failed: 'history.story_failed',
  no_receipt: 'history.story_no_receipt',
  rejected: 'history.story_rejected',
  in_doubt: 'history.story_in_doubt',
  cancelled: 'history.story_cancelled',
} as const satisfies Readonly<Record<MessageState, MessageId>>;

/** What happened to a message in this state. */
export const stateStory = (state: MessageState): MessageId => STORIES[state];

const WARNINGS: ReadonlyMap<string, MessageId> = new Map([
  ['sender_changed', 'history.warning_sender'],
  ['recipient_differs', 'history.warning_recipient'],
  ['text_differs', 'history.warning_text'],
]);

/** What is odd about a message, of its stored warnings; unknown words say nothing to an operator. */
export function warningWords(warning: string | null): readonly MessageId[] {
  return (warning ?? '').split(',').flatMap((word) => {
    const id = WARNINGS.get(word.split(':', 1)[0] ?? '');
    return id === undefined ? [] : [id];
  });
}

/** States in which nothing was taken, so that nothing was paid. */
const NOTHING_PAID: ReadonlySet<MessageState> = new Set([
  'queued',
  'sending',
  'rejected',
  'cancelled',
]);

/**
 * What a message cost, micro-USD: what was charged, else what the price list says of one that was taken.
 * `null`: nothing, or nobody knows.
 */
export function costOfMessage({
  state,
  chargedMicro,
  estimateMicro,
}: {
  readonly state: MessageState;
  readonly chargedMicro: number | null;
  readonly estimateMicro: number | null;
}): number | null {
  return chargedMicro ?? (NOTHING_PAID.has(state) ? null : estimateMicro);
}

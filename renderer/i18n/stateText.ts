/** The words for states: exactly those of the operator, never those of the code. */
import type { BatchState } from '../../shared/domain/batch.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { MessageId } from './en.ts';

const BATCH = {
  importing: 'common.batch_importing',
  draft: 'common.batch_draft',
  ready: 'common.batch_ready',
  sending: 'common.batch_sending',
  paused: 'common.batch_paused',
  done: 'common.batch_done',
} as const satisfies Readonly<Record<BatchState, MessageId>>;

const MESSAGE = {
  queued: 'common.message_queued',
  sending: 'common.message_sending',
  accepted: 'common.message_accepted',
  with_operator: 'common.message_with_operator',
  delivered: 'common.message_delivered',
  failed: 'common.message_failed',
  no_receipt: 'common.message_no_receipt',
  rejected: 'common.message_rejected',
  in_doubt: 'common.message_in_doubt',
  cancelled: 'common.message_cancelled',
} as const satisfies Readonly<Record<MessageState, MessageId>>;

/** The word for the state of a send list. */
export const batchStateId = (state: BatchState): MessageId => BATCH[state];

/** The word for the state of a message. */
export const messageStateId = (state: MessageState): MessageId => MESSAGE[state];

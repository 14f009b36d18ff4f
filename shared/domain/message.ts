/**
 * The states of one message, and the only ways between them.
 *
 * `queued → sending → accepted → with_operator → delivered | failed | no_receipt`, and `rejected`,
 * `in_doubt`, `cancelled`. Receipts never move a message backwards.
 */

/** Every state, in the order in which they are stored (the index is the stored code). Append only. */
export const MESSAGE_STATES = [
  'queued',
  'sending',
  'accepted',
  'with_operator',
  'delivered',
  'failed',
  'no_receipt',
  'rejected',
  'in_doubt',
  'cancelled',
] as const;

/** One state of a message. */
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Counts of messages by state; every state is present, zeros included. */
export type MessageCounts = Readonly<Record<MessageState, number>>;

/** Where a receipt says the message is. */
export type ReceiptStage = 'accepted' | 'with_operator' | 'delivered' | 'failed';

/** What can happen to a message. */
export type MessageEvent =
  /** The request that holds it is being prepared. */
  | { readonly type: 'prepared' }
  /** It is proved that the request did not take effect for it: back to the queue. */
  | { readonly type: 'returned' }
  /** The API accepted it, by its answer or by proof found later. */
  | { readonly type: 'accepted' }
  /** The API refused this very message. */
  | { readonly type: 'rejected' }
  /** Nobody knows whether the API accepted it. */
  | { readonly type: 'doubted' }
  /** A status was read. */
  | { readonly type: 'receipt'; readonly stage: ReceiptStage }
  /** The time in which a receipt could come is over. */
  | { readonly type: 'receipts_over' }
  /** The operator decided that a message in doubt counts as sent. */
  | { readonly type: 'decided_sent' }
  /** The operator decided, on record, to send a message in doubt again. */
  | { readonly type: 'decided_again' }
  /** It was to be sent again, and that came to nothing: what it left before is as unknown as it was. */
  | { readonly type: 'doubt_stands' }
  /** The operator stopped what had not left. */
  | { readonly type: 'cancelled' };

/** The rank of a receipt's stage: a receipt applies only if it raises it. */
const STAGE_RANK: Partial<Record<MessageState, number>> = {
  accepted: 0,
  with_operator: 1,
  no_receipt: 2,
  failed: 3,
  delivered: 4,
};

function afterReceipt(state: MessageState, stage: ReceiptStage): MessageState | null {
  const rank = STAGE_RANK[state];
  const next = STAGE_RANK[stage];
  if (rank === undefined || next === undefined) return null;
  // Delivered is final; a failure may still be corrected by a late delivery report, never the reverse.
  return next > rank ? stage : null;
}

/**
 * The state after an event, or `null` where the event does not apply (the message stays as it is).
 *
 * The caller decides whether `null` is a bug (the sender) or expected (an old receipt).
 */
export function nextMessageState(state: MessageState, event: MessageEvent): MessageState | null {
  switch (event.type) {
    case 'prepared':
      return state === 'queued' ? 'sending' : null;
    case 'returned':
      return state === 'sending' ? 'queued' : null;
    case 'accepted':
      return state === 'sending' || state === 'in_doubt' ? 'accepted' : null;
    case 'rejected':
      return state === 'sending' ? 'rejected' : null;
    case 'doubted':
      return state === 'sending' ? 'in_doubt' : null;
    case 'receipt':
      return afterReceipt(state, event.stage);
    case 'receipts_over':
      return state === 'accepted' || state === 'with_operator' ? 'no_receipt' : null;
    case 'decided_sent':
      return state === 'in_doubt' ? 'accepted' : null;
    case 'decided_again':
      return state === 'in_doubt' ? 'queued' : null;
    case 'doubt_stands':
      return state === 'queued' || state === 'sending' ? 'in_doubt' : null;
    case 'cancelled':
      return state === 'queued' ? 'cancelled' : null;
  }
}

/** Whether nothing more will happen to a message in this state by itself. */
export function isFinal(state: MessageState): boolean {
  return (
    state === 'delivered' ||
    state === 'failed' ||
    state === 'no_receipt' ||
    state === 'rejected' ||
    state === 'cancelled'
  );
}

/** Counts with every state at zero. */
export function zeroCounts(): Record<MessageState, number> {
  return {
    queued: 0,
    sending: 0,
    accepted: 0,
    with_operator: 0,
    delivered: 0,
    failed: 0,
    no_receipt: 0,
    rejected: 0,
    in_doubt: 0,
    cancelled: 0,
  };
}

/** The stored code of a state. */
export function messageStateCode(state: MessageState): number {
  return MESSAGE_STATES.indexOf(state);
}

/**
 * The state of a stored code.
 *
 * @throws Error for a code that no version of Postbag writes (a damaged database).
 */
export function messageStateOf(code: number): MessageState {
  const state = MESSAGE_STATES[code];
  if (state === undefined) throw new Error(`unknown message state code ${code}`);
  return state;
}

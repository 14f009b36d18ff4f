/** What one status changes in what is known of a message. Pure. */
import type { ApiStatus } from '../api/types.ts';
import type { KnownMessage, MessageReceipt } from '../db/receipts.ts';
import { recipientNumber, sameText } from '../../shared/domain/matchText.ts';
import { nextMessageState } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';

/**
 * What is odd about the API's answer for one of our ids. Kept with the message, never fatal: the id
 * alone says which message it is.
 *
 * A changed sender is usual where networks replace sender ids that are not registered.
 */
export type ReceiptWarning = 'recipient_differs' | 'text_differs' | 'sender_changed';

/** What a status changes, and what is odd about it. */
export interface StatusChange {
  /** `null`: nothing. */
  readonly receipt: MessageReceipt | null;
  readonly warnings: readonly ReceiptWarning[];
}

/**
 * Holds a status against what is known.
 *
 * The state never goes backwards, a charge is never forgotten, and an error belongs to a failure:
 * a late report of delivery removes it.
 */
export function statusChange(known: KnownMessage, status: ApiStatus): StatusChange {
  const event = { type: 'receipt', stage: status.stage } as const;
  const state = nextMessageState(known.state, event) ?? known.state;
  const warnings = warningsOf(known, status);
  const receipt: MessageReceipt = {
    key: known.key,
    state,
    chargedMicro: status.chargedMicro ?? known.chargedMicro,
    deliveredAtMs: deliveredAt(state, known, status),
    error: errorOf(state, known, status),
    warning: warnings.length === 0 ? known.warning : withWarnings(known.warning, warnings),
  };
  return { receipt: isSame(known, receipt) ? null : receipt, warnings };
}

function deliveredAt(state: MessageState, known: KnownMessage, status: ApiStatus): number | null {
  if (state !== 'delivered' || status.stage !== 'delivered') return known.deliveredAtMs;
  return known.deliveredAtMs ?? status.deliveredAtMs;
}

function errorOf(state: MessageState, known: KnownMessage, status: ApiStatus): string | null {
  if (state === 'failed') {
    return status.stage === 'failed' ? (status.deliveryError ?? known.error) : known.error;
  }
  return state === 'delivered' ? null : known.error;
}

function warningsOf(known: KnownMessage, status: ApiStatus): readonly ReceiptWarning[] {
  const { recipient, text, sender } = status;
  const sameRecipient = recipient === null || isRecipient(known.recipient, recipient);
  const textIsSame = text === null || sameText(known.text, text);
  const sameSender = sender === null || sender === known.sender || isNumber(known.sender, sender);
  if (sameRecipient && textIsSame && sameSender) return [];
  const warnings: ReceiptWarning[] = [];
  if (!sameRecipient) warnings.push('recipient_differs');
  if (!textIsSame) warnings.push('text_differs');
  if (!sameSender) warnings.push('sender_changed');
  return warnings;
}

function isRecipient(ours: number, theirs: string): boolean {
  return Number(theirs) === ours || recipientNumber(theirs) === ours;
}

/** Whether two senders are the same number, however it is written. */
function isNumber(ours: string, theirs: string): boolean {
  const number = recipientNumber(ours);
  return number !== null && number === recipientNumber(theirs);
}

function withWarnings(known: string | null, warnings: readonly ReceiptWarning[]): string {
  return [...new Set([...(known ?? '').split(','), ...warnings])].filter(Boolean).join(',');
}

function isSame(known: KnownMessage, receipt: MessageReceipt): boolean {
  return (
    known.state === receipt.state &&
    known.chargedMicro === receipt.chargedMicro &&
    known.deliveredAtMs === receipt.deliveredAtMs &&
    known.error === receipt.error &&
    known.warning === receipt.warning
  );
}

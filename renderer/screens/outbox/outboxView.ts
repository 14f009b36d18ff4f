/** What the outbox says of a send list: pure functions over what the main process answers. */
import type { MessageCounts } from '../../../shared/domain/message.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { Message } from '../../i18n/message.ts';
import { paths } from '../../routes.tsx';

/** The outbox as it is answered. */
export type OutboxAnswer = CallOutput<'listOutbox'>;

/** One send list. */
export type Batch = OutboxAnswer['batches'][number];

/** One thing that waits for somebody. */
export type Attention = OutboxAnswer['attention'][number];

/** One list that is being prepared. */
export type Draft = CallOutput<'listDrafts'>[number];

/** Messages that engageSPARK has, whatever became of them later. */
export function sentOf(counts: MessageCounts): number {
  return (
    counts.accepted + counts.with_operator + counts.delivered + counts.failed + counts.no_receipt
  );
}

/** Messages that may still leave. */
export function leftOf(counts: MessageCounts): number {
  return counts.queued + counts.sending;
}

/** Where a send list stands, in one sentence. */
export function standing({ state, counts, total }: Batch): Message {
  const sent = sentOf(counts);
  const left = leftOf(counts);
  switch (state) {
    case 'importing':
    case 'draft':
    case 'ready':
      return { id: 'outbox.standing_ready', values: { total } };
    case 'sending':
      return { id: 'outbox.standing_sending', values: { sent, total } };
    case 'paused':
      return counts.in_doubt > 0
        ? { id: 'outbox.standing_stopped_doubt', values: { sent, doubt: counts.in_doubt, left } }
        : { id: 'outbox.standing_stopped', values: { sent, left } };
    case 'done':
      return finished(counts, sent);
  }
}

function finished(counts: MessageCounts, sent: number): Message {
  const notSent = counts.rejected + counts.cancelled;
  if (counts.in_doubt > 0) {
    return { id: 'outbox.standing_done_doubt', values: { sent, doubt: counts.in_doubt } };
  }
  return counts.delivered > 0 || notSent === 0
    ? {
        id: 'outbox.standing_done',
        values: { sent, delivered: counts.delivered, failed: counts.failed, notSent },
      }
    : { id: 'outbox.standing_done_refused', values: { sent, notSent } };
}

/** What a send list cost, or will: the surest figure that there is. */
export type Cost =
  | { readonly kind: 'charged'; readonly micro: number }
  | { readonly kind: 'accepted'; readonly micro: number }
  | { readonly kind: 'estimate'; readonly micro: number; readonly unpriced: number };

/** The surest figure: what was charged, what was answered, else what the price list says. */
export function costOf(batch: Batch): Cost {
  if (batch.state === 'done' && batch.chargedMicro > 0) {
    return { kind: 'charged', micro: batch.chargedMicro };
  }
  return batch.acceptedMicro > 0
    ? { kind: 'accepted', micro: batch.acceptedMicro }
    : { kind: 'estimate', micro: batch.estimateMicro, unpriced: batch.unpriced };
}

/** The screen that a send list's name leads to. */
export function addressOf({ batch, state }: Pick<Batch, 'batch' | 'state'>): string {
  return state === 'done' ? paths.reports(batch) : paths.send(batch);
}

/**
 * The step at which the preparing of a list goes on: where a question is still open. Whose numbers lack
 * their country, or of which nobody can be reached, is asked with the list; the preview reads anew what
 * was only written.
 */
export function draftAddress({ draft, built, settings }: Draft): string {
  const isAsking =
    built === null ||
    built.recipients === 0 ||
    built.reasons.some(({ reason }) => reason === 'country_needed');
  if (isAsking) return paths.list(draft);
  return settings.textFrom === 'template' && settings.template.trim() === ''
    ? paths.message(draft)
    : paths.preview(draft);
}

/** What the outbox shows when it is opened by somebody who has never sent anything. */
export function isEmpty(outbox: OutboxAnswer, drafts: readonly Draft[]): boolean {
  return outbox.batches.length === 0 && drafts.length === 0;
}

/** The list that *Repeat last send* repeats: the newest of which something has left. */
export function lastSent(batches: readonly Batch[]): Batch | null {
  return batches.find(({ counts }) => sentOf(counts) > 0) ?? null;
}

/** Where the page begins that holds a place, in a list that may have become shorter. */
export function pageStart(offset: number, total: number, limit: number): number {
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  return Math.min(offset, last);
}

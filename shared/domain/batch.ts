/**
 * The states of a batch, and the only ways between them: `draft → ready → sending ⇄ paused → done`,
 * with `importing` before them while rows are still arriving.
 */
import type { MessageCounts } from './message.ts';

/** Every state of a batch. */
export const BATCH_STATES = ['importing', 'draft', 'ready', 'sending', 'paused', 'done'] as const;

/** One state of a batch. */
export type BatchState = (typeof BATCH_STATES)[number];

/** What can happen to a batch. */
export type BatchEvent =
  /** All rows are in, but the operator still works on it. */
  | { readonly type: 'drafted' }
  /** Texts are rendered and final; it may be sent. */
  | { readonly type: 'readied' }
  /** A send run took it up. */
  | { readonly type: 'send_started' }
  /** The send run ended or was interrupted with messages left in the queue, or in doubt at the canary. */
  | { readonly type: 'stopped' }
  /** Nothing is queued and nothing is in flight. */
  | { readonly type: 'finished' }
  /** A recorded decision put messages back into the queue of a finished batch. */
  | { readonly type: 'reopened' };

const TRANSITIONS: Readonly<
  Record<BatchEvent['type'], Partial<Readonly<Record<BatchState, BatchState>>>>
> = {
  drafted: { importing: 'draft' },
  readied: { importing: 'ready', draft: 'ready' },
  send_started: { ready: 'sending', paused: 'sending', sending: 'sending' },
  stopped: { sending: 'paused', ready: 'paused', paused: 'paused' },
  finished: { sending: 'done', paused: 'done', ready: 'done', done: 'done' },
  reopened: { done: 'paused', paused: 'paused' },
};

/** The state after an event, or `null` where the event does not apply. */
export function nextBatchState(state: BatchState, event: BatchEvent): BatchState | null {
  return TRANSITIONS[event.type][state] ?? null;
}

/** Whether a batch with these counts has nothing left to send. */
export function isSent(counts: MessageCounts): boolean {
  return counts.queued === 0 && counts.sending === 0;
}

/**
 * Why a send stopped, for the operator and for the command line's `stopped`.
 *
 * `needsOperator` reasons end with exit code 4, `refused` and line reasons with 5.
 */
export type StopReason =
  | { readonly reason: 'paused' }
  /** The process or the power ended in the middle of a send. */
  | { readonly reason: 'interrupted' }
  | { readonly reason: 'cancelled' }
  | { readonly reason: 'canary_doubt'; readonly inDoubt: number }
  | { readonly reason: 'canary_rejected'; readonly rejected: number; readonly sent: number }
  | {
      readonly reason: 'canary_price';
      /** What the price list gave for the canary's priced messages, micro-USD. */
      readonly expectedMicro: number;
      /** What the API answered for them, micro-USD; `null` where it gave no readable price. */
      readonly answeredMicro: number | null;
    }
  | { readonly reason: 'doubt_limit'; readonly inDoubt: number; readonly limit: number }
  | { readonly reason: 'budget'; readonly budgetMicro: number; readonly neededMicro: number }
  | { readonly reason: 'unpriced'; readonly unpriced: number }
  | {
      readonly reason: 'balance';
      readonly balanceMicro: number | null;
      readonly neededMicro: number | null;
    }
  | { readonly reason: 'not_after'; readonly notAfterMs: number }
  | {
      readonly reason: 'window';
      readonly fromHour: number;
      readonly toHour: number;
      readonly opensAtMs: number;
    }
  | { readonly reason: 'recent_same_text'; readonly messages: number; readonly days: number }
  | {
      readonly reason: 'refused';
      readonly status: number;
      readonly detail: string;
      /** The refused request was a single call: the bulk call may work all the same. */
      readonly call?: 'single';
    }
  | { readonly reason: 'certificate'; readonly code: string }
  | { readonly reason: 'offline'; readonly code: string }
  | { readonly reason: 'disk_full' };

/** One request while it is under way, and what came of it. */
import type { BulkRow, Exchange } from '../api/types.ts';
import type { QueuedMessage, RequestRange } from '../db/leaving.ts';
import type { RequestKind } from './ledger.ts';
import type { SendQueue } from './queue.ts';
import type { Estimates } from './spend.ts';

/** A prepared request: in the journal, its messages in state `sending`. */
export interface SendRequest extends RequestRange {
  readonly kind: RequestKind;
  /** Part of the first messages of the run, sent alone. */
  readonly canary: boolean;
  /** Its messages, ascending: the order of the body. */
  readonly keys: readonly number[];
  /** What they cost by the price list, in the same order. */
  readonly estimates: Estimates;
  /** The messages themselves, where each is looked at: the canary, single calls, repeated numbers. */
  readonly queued: readonly QueuedMessage[] | null;
  /** Where its messages go back to. */
  readonly queue: SendQueue;
  readonly body: Buffer;
  readonly bodyHash: string;
  /** Makes a single call repeatable; `null` for a bulk request, which nothing makes so. */
  readonly clientDedup: string | null;
  /** When the first byte left, UTC milliseconds; `null` until then. */
  wireAtMs: number | null;
  /** When its messages count as left for pacing: monotonic milliseconds. */
  pacedAtMs: number;
}

/** What came of a request, in the sender's words. */
export type Outcome =
  /** Every message has its result, in the order of the request. */
  | {
      readonly kind: 'answered';
      readonly rows: readonly BulkRow[];
      readonly estimateMicro: number | null;
      readonly deadlineMs: number | null;
    }
  /** A request of one message was refused because of that message. */
  | { readonly kind: 'rejected'; readonly error: string }
  /** Nothing left. `cause`: what the write barrier threw, if it was the barrier. */
  | {
      readonly kind: 'not_sent';
      readonly code: string;
      readonly stop: boolean;
      readonly cause: unknown;
    }
  /** Nothing was taken. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly detail: string;
      readonly action: 'stop' | 'halve' | 'balance' | 'wait' | 'split';
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'in_doubt';
      readonly reason: string;
      readonly probable: boolean;
      readonly salvagedIds: readonly string[];
    };

/** A request that is over. */
export interface Finished {
  readonly request: SendRequest;
  readonly outcome: Outcome;
  readonly exchange: Exchange;
}

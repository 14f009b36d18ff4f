/** What can be unusual about one message, and what can go wrong with one request. */
import type { Fate } from './fate.ts';

/** What is unusual about one message; everything absent is as usual. */
export interface MessageQuirks {
  /** The gateway refuses the message; `withId`: and gives it an id all the same. */
  readonly refusal?: { readonly error: string; readonly withId: boolean };
  /** Its fate, instead of a drawn one. */
  readonly fate?: Fate;
  /** The sender that status and list show, instead of the one that was sent. */
  readonly shownSender?: string;
  /** The estimate is so many times the price. */
  readonly estimateFactor?: number;
  /** The charge is so many times the price. */
  readonly chargeFactor?: number;
  /** Which fields a status has: both generations, only the older, only the newer. */
  readonly fields?: 'both' | 'older' | 'newer';
  /** Status and list leave out recipient, sender and text, as for a key without the permission. */
  readonly anonymous?: boolean;
  /** When the list shows it (practice time after acceptance); `null`: never. */
  readonly listedAfterMs?: number | null;
  /** What the status call answers instead of the status, the first time or always. */
  readonly statusFault?: {
    readonly answer: 'not_found' | 'error' | 'html' | 'throttled';
    readonly once: boolean;
  };
}

/** What goes wrong with a whole send request. */
export type RequestFault =
  /** Refused with this status; nothing is taken. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly error: string;
      readonly retryAfterSeconds?: number;
    }
  /** A page for people instead of an answer; nothing is taken. */
  | { readonly kind: 'page'; readonly status: number; readonly location?: string }
  /** The connection is cut before anything is taken. */
  | { readonly kind: 'cut_before' }
  /** All is taken, and then the answer is lost, late, cut or an error. */
  | { readonly kind: 'cut_after' | 'stall' | 'stall_within' | 'truncate' | 'error_after' }
  /** All is taken, and the answer is whole but wrong. */
  | { readonly kind: 'no_body' | 'garbage' | 'page_after' }
  | { readonly kind: 'entry_missing' | 'entries_reversed' | 'ids_repeated' | 'count_wrong' };

/** When a request fault strikes. */
export type FaultRule =
  /** The first request that carries the number; the next one passes. */
  | 'once'
  /** Every request that carries the number. */
  | 'always'
  /** Every request that carries the number and others; alone, it passes. */
  | 'in_company';

/**
 * What the API client takes and gives.
 *
 * An `Exchange` is what was seen of one request on the wire, nothing judged; a verdict is what it
 * means for the messages of the request. The two are kept apart so that the judging is pure.
 */
import type { ReceiptStage } from '../../shared/domain/message.ts';
import type { ApiError, Result } from '../../shared/errors.ts';

/** How long to wait, in milliseconds, and how much to read. */
export interface ApiTimeouts {
  /** From asking for the request to the first byte on the wire (DNS, TCP, proxy, TLS). */
  readonly connectMs: number;
  /** From the first byte sent to the answer's headers. Generous: giving up early only makes doubt. */
  readonly headersMs: number;
  /** Between two pieces of the answer's body. */
  readonly bodyMs: number;
  /** The same as `headersMs` for questions (status, list, balance), which may be asked again. */
  readonly readMs: number;
}

/** Where the API is, and who asks. */
export interface ApiConfig {
  /** `https:`, or `http:` to a loopback address. Without query, credentials or fragment. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly org: number;
  readonly timeouts?: Partial<ApiTimeouts>;
  /** A PEM file of certificate authorities to trust besides the built-in ones. */
  readonly caFile?: string;
}

/** One message of a bulk request, in the wire's own words. */
export interface BulkMessage {
  /** International digits, without `+`. */
  readonly to: string;
  readonly from: string;
  readonly message: string;
}

/** The message of a single call. */
export interface SingleMessage extends BulkMessage {
  /** Makes the call repeatable: the same key never sends twice while the API remembers it. */
  readonly clientDedup: string | null;
  readonly clientRef?: string;
}

/** Why an exchange did not end with a whole answer. */
export interface ExchangeFailure {
  /** Node's, undici's or our own code: `ECONNREFUSED`, `UND_ERR_SOCKET`, `ABORTED`, `BARRIER`… */
  readonly code: string;
  /** `connect`: before the barrier. `barrier`: it threw. `exchange`: after it. */
  readonly phase: 'connect' | 'barrier' | 'exchange';
  /** What was thrown; for `barrier`, exactly what the barrier threw. Never log it whole. */
  readonly cause: unknown;
}

/** What was seen of one request. */
export interface Exchange {
  /** False is the only proof that nothing was sent. */
  readonly wireStarted: boolean;
  /** The final status; `null` if no headers came. */
  readonly status: number | null;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** What came of the body, not compressed, also where it is cut short. The API key is blanked out. */
  readonly body: Buffer;
  /** Whether the body came to its end by the rules of HTTP, and of its compression. */
  readonly bodyComplete: boolean;
  readonly failure: ExchangeFailure | null;
  /** Monotonic, from the call to its end. */
  readonly tookMs: number;
  /** Wall clock at its end. */
  readonly endedAtMs: number;
}

/**
 * One line of sending: one request at a time, each on a connection of its own.
 *
 * `onWire` is the write barrier: it is called synchronously, once, just before the first byte leaves.
 * If it throws, nothing is sent. The promises never reject, except for a bug of the caller (a second
 * request while one is under way).
 */
export interface SendLane {
  bulk(body: Buffer, onWire: () => void, signal?: AbortSignal): Promise<Exchange>;
  single(body: Buffer, onWire: () => void, signal?: AbortSignal): Promise<Exchange>;
  /** Ends what is under way (before the wire: nothing sent; after it: in doubt). Final. */
  destroy(): Promise<void>;
}

/** One message's status, from either generation of fields. Absent means unknown, not false. */
export interface ApiStatus {
  readonly id: string;
  /** `null` where the answer does not say; a key may lack the permission to see it. */
  readonly direction: 'outbound' | 'inbound' | null;
  /** Digits as the API gives them, without a leading `+`. */
  readonly recipient: string | null;
  readonly text: string | null;
  readonly sender: string | null;
  readonly createdMs: number | null;
  readonly stage: ReceiptStage;
  /** When the API says that it succeeded; `null` if it does not say, or not delivered. */
  readonly deliveredAtMs: number | null;
  /** The total charge. `0` where refunded; `null` where unknown. */
  readonly chargedMicro: number | null;
  readonly deliveryError: string | null;
  /** The API expects no further change. */
  readonly final: boolean;
}

interface ListWindow {
  /** Inclusive. */
  readonly startMs?: number;
  /** Exclusive. */
  readonly endMs?: number;
  readonly direction?: 'outbound' | 'inbound' | 'all';
}

/** A page of the list after a cursor (stable while messages arrive; at most 100 a page). */
interface CursorQuery extends ListWindow {
  /** The cursor of the page before; absent for the first page. */
  readonly after?: string;
  readonly limit?: number;
}

/** A page of the list by number, from 1 (may shift while messages arrive; at most 1,000 a page). */
interface PageQuery extends ListWindow {
  readonly page: number;
  readonly size?: number;
}

/** Which page of the list. */
export type ListQuery = CursorQuery | PageQuery;

/** One page of the list, newest first. */
export interface ListPage {
  readonly messages: readonly ApiStatus[];
  /** How to ask for the next page; `null` after the last one. */
  readonly next: { readonly after: string } | { readonly page: number } | null;
  /** Entries without a usable id. */
  readonly unreadable: number;
}

/** The account's balance. */
export interface Balance {
  readonly balanceMicro: number;
  /** `null` where the answer does not say. */
  readonly autoRecharge: boolean | null;
  /** As the API gives it: its unit is not documented. */
  readonly autoRechargeThreshold: number | null;
  /** As the API gives it: its unit is not documented. */
  readonly autoRechargeAmount: number | null;
}

/** The API, for one account. */
export interface ApiClient {
  /** The exact bytes of a bulk request: [S] fields only. */
  bulkBody(messages: readonly BulkMessage[]): Buffer;
  /** The same of messages that are a JSON array already, with the fields of {@link BulkMessage} alone. */
  bulkBodyOf(messages: Buffer): Buffer;
  /** The exact bytes of a single call. */
  singleBody(message: SingleMessage): Buffer;
  openLane(): SendLane;
  /** One message's status; an unknown id is `api_not_found`. */
  status(id: string): Promise<Result<ApiStatus, ApiError>>;
  list(query: ListQuery): Promise<Result<ListPage, ApiError>>;
  balance(): Promise<Result<Balance, ApiError>>;
  /** Ends the connections for questions, and every lane. */
  close(): Promise<void>;
}

/** What an answer says of one message of a bulk request, in request order. */
export interface BulkRow {
  /** `null` only where `error` is not: an id does not prove acceptance. */
  readonly id: string | null;
  /** Why this very message was refused; `null` where it was accepted. */
  readonly error: string | null;
  readonly estimateMicro: number | null;
}

/** Nothing left this machine: back to the queue. */
export interface NotSent {
  readonly kind: 'not_sent';
  readonly code: string;
  /** Trying again will not help (certificate, TLS version, portal): stop and show it. */
  readonly stop: boolean;
}

/** The whole request was refused: none of its messages was taken, all go back to the queue. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** The API's own words, without control characters or long numbers. May be empty. */
  readonly detail: string;
  /**
   * `stop` everything (base URL, key, organisation) · `halve` the requests · `balance` is short: stop
   * the batch · `wait` · `split` the request in two; alone, the message is rejected.
   */
  readonly action: 'stop' | 'halve' | 'balance' | 'wait' | 'split';
  /** From `Retry-After`; `null` where it does not say. */
  readonly retryAfterMs: number | null;
}

/** Nobody knows whether it was accepted. */
export interface InDoubt {
  readonly kind: 'in_doubt';
  /** A stable word for the reason, for example `truncated`, `status_500`, `ids_repeated`. */
  readonly reason: string;
  readonly status: number | null;
  /** A 200 was seen: it was probably accepted. */
  readonly probable: boolean;
  /** Every id found in the body, in order, each once. */
  readonly salvagedIds: readonly string[];
}

/** What an exchange means for the messages of a bulk request. */
export type BulkVerdict =
  | {
      readonly kind: 'accepted';
      /** One per message, in request order; those with an `error` are rejected. */
      readonly rows: readonly BulkRow[];
      /** Of all entries; `null` where it is not said, or an entry's own is there but unreadable. */
      readonly estimateMicro: number | null;
      readonly deadlineMs: number | null;
    }
  | NotSent
  | Refused
  | InDoubt;

/** What an exchange means for the message of a single call. */
export type SingleVerdict =
  | {
      readonly kind: 'accepted';
      /** `null` where a repeated call does not name the original's id. */
      readonly id: string | null;
      readonly estimateMicro: number | null;
      readonly deadlineMs: number | null;
      /** The API had it already (409): nothing was sent this time. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'rejected'; readonly error: string }
  | NotSent
  | Refused
  | (InDoubt & {
      /** The call carried a `clientDedup`: repeating it is safe, and settles the doubt. */
      readonly retryable: boolean;
    });

/** What a single call carried, for judging its answer. */
export interface SingleSent {
  readonly to: string;
  readonly message: string;
  readonly clientDedup: string | null;
}

/** What a send takes, reports and shows while it runs. */
import type { BatchState, StopReason } from '../../shared/domain/batch.ts';
import type { MessageCounts } from '../../shared/domain/message.ts';
import type { ApiClient } from '../api/types.ts';
import type { OwnerDb } from '../db/connection.ts';
import type { Clock, Sleep } from '../runtime.ts';
import type { Ledger } from './ledger.ts';

/** The hours of the office's own day in which messages may leave; may cross midnight. */
export interface SendWindow {
  /** 0–23: open from this hour on. */
  readonly fromHour: number;
  /** 0–24: closed from this hour on. Below or equal to `fromHour`: the next day's. */
  readonly toHour: number;
}

/** What the operator may choose. Left out: the default, which is the careful choice. */
export interface SendOptions {
  /** The most that the whole batch may cost. Refuses to start where a message has no price. */
  readonly budgetMicro?: number;
  /**
   * `true`: every message by the single call, which can be repeated safely. `false`: none. Left out:
   * those that the operator decided to send again.
   */
  readonly safe?: boolean;
  /** Messages in the first request, 1–1,000; default 10. */
  readonly canary?: number;
  /** How far the answered price of the canary may be from the price list; default 20. */
  readonly tolerancePercent?: number;
  /** The most messages in a request, 1–10,000; default 500. Raises the doubt limit with it. */
  readonly maxRequest?: number;
  /** Requests in flight at once, 1–4; default 1. Raises the doubt limit with it. */
  readonly lanes?: number;
  /** Nothing leaves after this time, UTC milliseconds. */
  readonly notAfterMs?: number;
  readonly window?: SendWindow;
  /** Send although the same text went to the same number in the last days. */
  readonly resendRecent?: boolean;
  /** Wait for the line, for the window, and for as long as the API asks. */
  readonly wait?: boolean;
  /** Messages in doubt, in this run, that stop it; default 500 × lanes. */
  readonly doubtLimit?: number;
  /**
   * The operator saw the real price and goes on: the canary's price stops nothing in this run. Needs a
   * budget, which is what then holds the cost.
   */
  readonly realPriceAccepted?: boolean;
}

/** What a send may wait for, where it was told to wait. */
export type WaitingFor = 'line' | 'window' | 'api';

/** What may be told to a send while it runs. */
export interface RunningSend {
  /** The line seems to be back: a wait for it ends now. Every other guard holds as before. */
  lineIsBack(): void;
}

/** Moments in the life of a request, named for tests that end the process there. */
export type JournalPoint =
  | 'before_prepare'
  | 'prepared'
  | 'before_ledger'
  | 'ledger'
  | 'wire'
  | 'answered'
  | 'settled'
  | 'recovering'
  | 'recovered';

/** What a send needs. */
export interface SendDeps {
  readonly db: OwnerDb;
  readonly ledger: Ledger;
  /** Made for the batch's account. */
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Called at each point; a test ends the process in it. */
  readonly journalPoint?: (name: JournalPoint) => void;
}

/** Where a send stands: a snapshot, complete in itself. */
export interface SendProgress {
  readonly batch: string;
  readonly counts: MessageCounts;
  /** Requests of this run that reached the wire. */
  readonly requests: number;
  /** In doubt since this run began. */
  readonly inDoubt: number;
  readonly acceptedMicro: number;
  /** Messages settled per second in this run. */
  readonly perSecond: number;
  /** Until the queue is empty at that rate; `null` while nothing is known. */
  readonly etaMs: number | null;
}

/** What a caller may watch and ask while a send runs. */
export interface SendHooks {
  /** Called at most a few times a second. */
  onProgress?(progress: SendProgress): void;
  /** Called when it begins to wait for something else, and with `null` when it goes on. */
  onWait?(waitingFor: WaitingFor | null): void;
  /** Called once, before anything leaves. */
  onStart?(running: RunningSend): void;
  /** Aborted: what is in flight is awaited and settled, then the send pauses. */
  readonly signal?: AbortSignal;
}

/** How a send ended. */
export interface SendReport {
  /** The batch's id. */
  readonly batch: string;
  readonly state: BatchState;
  /** Why messages were left in the queue; `null` where none were. */
  readonly stopped: StopReason | null;
  readonly counts: MessageCounts;
  readonly acceptedMicro: number;
  /** Requests of this run that reached the wire. */
  readonly requests: number;
}

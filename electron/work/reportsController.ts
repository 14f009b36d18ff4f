/**
 * Asks for delivery reports: when the operator says so, and by itself in the background.
 *
 * In the background it is modest: so many questions a minute, fewer while something is being sent over
 * the same line, ever rarer after failures, and without a key not at all. Whatever it learns is in the
 * database at once, so it may be ended at any moment.
 */
import { backoffMs } from '../../shared/domain/retry.ts';
import { SHORTEST_PAUSE_MS } from '../../shared/domain/receiptSchedule.ts';
import { err, ok } from '../../shared/errors.ts';
import type { AppError, Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import type { ApiClient } from '../api/types.ts';
import { accountQueries } from '../db/accounts.ts';
import { batchQueries } from '../db/batches.ts';
import { receiptQueries } from '../db/receipts.ts';
import type { Emit, Session } from '../ipc/context.ts';
import type { Log } from '../log.ts';
import { pollReceipts } from '../receipts/pollReceipts.ts';
import type { ReceiptOptions, ReceiptReport } from '../receipts/pollReceipts.ts';
import type { Clock, Sleep } from '../runtime.ts';
import { activeSend } from '../send/active.ts';
import { throttle } from './throttle.ts';

/** Where the asking stands, as the window sees it. */
export type ReportsState = CallOutput<'reportsState'>;

/** What the controller works with. */
export interface ReportsControllerDeps {
  readonly session: Session;
  readonly emit: Emit;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Pick<Log, 'bug'>;
}

/** Questions a minute in the background; in practice nobody's line is used. */
const PER_MINUTE = { live: 120, practice: 6000 } as const;

/** The same while something is being sent. */
const PER_MINUTE_BESIDE_SEND = { live: 30, practice: 600 } as const;

/** The first screen comes before the first question, milliseconds. */
const FIRST_AFTER_MS = { live: 3000, practice: 300 } as const;

/** Two rounds are never closer than this, milliseconds. */
const BETWEEN_MS = { live: 5000, practice: 500 } as const;

/** However long nothing is due, this often it is looked at: keys and clocks change. Milliseconds. */
const LOOK_EVERY_MS = 60_000;

/** After rounds that failed. */
const FAILURE_BACKOFF = { firstMs: 60_000, longestMs: 30 * 60_000 } as const;

/** In practice reports come within moments of a send: then it is asked for at once. Milliseconds. */
const AFTER_PRACTICE_SEND_MS = 1500;

/** Even in practice the schedule has pauses, milliseconds. */
const SHORTEST_MS = 500;

/** The window is told at most twice a second. */
const TELL_EVERY_MS = 500;

/** Lists are read again while receipts come in, milliseconds. */
const TELL_LISTS_EVERY_MS = 2000;

/** One round of asking. */
interface Round {
  readonly batch: string | null;
  readonly isAsked: boolean;
  readonly abort: AbortController;
  readonly over: PromiseWithResolvers<void>;
  checked: number;
  due: number;
}

/** Asks for the delivery reports of one session. */
export class ReportsController {
  readonly #deps: ReportsControllerDeps;
  readonly #tell: () => void;
  readonly #tellLists: () => void;
  #round: Round | null = null;
  #error: AppError | null = null;
  #failures = 0;
  /** A list to ask about before its time, and when: monotonic milliseconds. */
  #soon: { readonly batch: string; readonly atMs: number } | null = null;
  /** Monotonic milliseconds before which nothing is asked in the background. */
  #notBeforeMs: number;
  #wake = new AbortController();
  #isClosed = false;

  constructor(deps: ReportsControllerDeps) {
    const { session, clock, emit } = deps;
    this.#deps = deps;
    this.#notBeforeMs = clock.monotonicMs() + FIRST_AFTER_MS[session.mode];
    const unlessClosed = (tell: () => void) => () => {
      if (!session.signal.aborted) tell();
    };
    const tell = unlessClosed(() => emit('reportsChanged', this.state()));
    const tellLists = unlessClosed(() => emit('batchesChanged', {}));
    this.#tell = throttle(tell, TELL_EVERY_MS, deps);
    this.#tellLists = throttle(tellLists, TELL_LISTS_EVERY_MS, deps);
    session.signal.addEventListener('abort', () => this.#close(), { once: true });
    this.#follow().catch((error: unknown) => this.#bug(error));
  }

  /** Where the asking stands now. */
  state(): ReportsState {
    const round = this.#round;
    return {
      isRunning: round !== null,
      batch: round?.batch ?? null,
      checked: round?.checked ?? 0,
      due: round?.due ?? 0,
      nextDueMs: this.#isClosed ? null : this.#nextDueMs(),
      error: this.#error,
    };
  }

  /** Whether the operator asked for what is under way. */
  get isAsked(): boolean {
    return this.#round?.isAsked ?? false;
  }

  /**
   * Asks now, for one list or for whatever is due; answers once it has begun.
   *
   * Errors: `work_running` (asked for already), `account_missing`, `api_key_missing`, `batch_not_found`,
   * `bad_value` (a list of another account).
   */
  async check(batchRef: string | null): Promise<Result<ReportsState>> {
    if (this.isAsked || this.#isClosed) return err({ kind: 'work_running', work: 'reports' });
    const batch = this.#batchOf(batchRef);
    if (!batch.ok) return batch;
    const api = await this.#openApi();
    if (!api.ok) return api;
    // What goes on in the background gives way, and goes on later.
    this.#round?.abort.abort();
    await this.#round?.over.promise;
    if (this.#round !== null || this.#isClosed) {
      await api.value.close();
      return err({ kind: 'work_running', work: 'reports' });
    }
    void this.#poll(api.value, batch.value, true);
    return ok(this.state());
  }

  /**
   * Reports may be due sooner than was known.
   *
   * @param sent The list that was sent just now.
   */
  wake(sent: string | null = null): void {
    const { session, clock } = this.#deps;
    if (sent !== null && session.receiptSpeed > 1) {
      this.#soon = { batch: sent, atMs: clock.monotonicMs() + AFTER_PRACTICE_SEND_MS };
    }
    const before = this.#wake;
    this.#wake = new AbortController();
    before.abort();
  }

  /** The line seems to be back: what failed because of it may be asked again. */
  lineIsBack(): void {
    if (this.#error === null || isLineTrouble(this.#error)) {
      this.#failures = 0;
      this.#notBeforeMs = this.#deps.clock.monotonicMs() + BETWEEN_MS[this.#deps.session.mode];
    }
    this.wake();
  }

  /** Ends the asking for good. What was learnt is kept. */
  async settle(): Promise<void> {
    this.#close();
    await this.#round?.over.promise;
  }

  #close(): void {
    this.#isClosed = true;
    this.#round?.abort.abort();
    this.wake();
  }

  /** Asks whenever something is due, until it is closed. */
  async #follow(): Promise<void> {
    const { sleep } = this.#deps;
    while (!this.#isClosed) {
      const waitMs = Math.min(this.#waitMs(), LOOK_EVERY_MS);
      if (waitMs > 0) await sleep(waitMs, this.#wake.signal);
      if (this.#isClosed) return;
      if (this.#round !== null) await this.#round.over.promise;
      else if (this.#waitMs() <= 0) await this.#askInBackground();
    }
  }

  async #askInBackground(): Promise<void> {
    const api = await this.#openApi();
    if (!api.ok) {
      this.#soon = null;
      // No key, no account: nobody did anything wrong, and it is looked at again in a while.
      this.#notBeforeMs = this.#deps.clock.monotonicMs() + LOOK_EVERY_MS;
      return;
    }
    const batch = this.#soon?.batch ?? null;
    this.#soon = null;
    if (this.#round === null && !this.#isClosed) await this.#poll(api.value, batch, false);
    else await api.value.close();
  }

  async #poll(api: ApiClient, batch: string | null, isAsked: boolean): Promise<void> {
    const round: Round = {
      batch,
      isAsked,
      abort: new AbortController(),
      over: Promise.withResolvers(),
      checked: 0,
      due: 0,
    };
    this.#round = round;
    this.#tell();
    const report = await this.#ask(api, round).catch((error: unknown) => this.#bug(error));
    await api.close();
    this.#note(round, report);
    this.#round = null;
    round.over.resolve();
    this.#tell();
    this.wake();
  }

  #ask(api: ApiClient, round: Round): Promise<Result<ReceiptReport>> {
    const { session, clock, sleep } = this.#deps;
    const { db } = session.services;
    let changedBefore = 0;
    return pollReceipts({ db, api, clock, sleep }, this.#options(round), {
      signal: round.abort.signal,
      onProgress: ({ checked, due, changed }) => {
        round.checked = checked;
        round.due = due;
        this.#tell();
        if (changed > changedBefore) this.#tellLists();
        changedBefore = changed;
      },
    });
  }

  #options({ batch, isAsked }: Round): ReceiptOptions {
    const { session } = this.#deps;
    const isSending = activeSend(session.services.db) !== null;
    const perMinute = (isSending ? PER_MINUTE_BESIDE_SEND : PER_MINUTE)[session.mode];
    const shortestMs = Math.max(SHORTEST_MS, SHORTEST_PAUSE_MS / session.receiptSpeed);
    return {
      shortestMs,
      ...(batch === null ? {} : { batch }),
      ...(isAsked ? {} : { perMinute }),
    };
  }

  /** What a round says about when to ask again, and what to show. */
  #note({ isAsked, abort }: Round, report: Result<ReceiptReport>): void {
    const { clock, session } = this.#deps;
    const error = report.ok ? report.value.stopped : report.error;
    const hasFailed = error !== null || (report.ok && report.value.failed > 0);
    if (report.ok) this.#tellLists();
    if (abort.signal.aborted) return;
    this.#failures = hasFailed ? this.#failures + 1 : 0;
    const pauseMs = hasFailed
      ? backoffMs(this.#failures, FAILURE_BACKOFF)
      : BETWEEN_MS[session.mode];
    this.#notBeforeMs = clock.monotonicMs() + pauseMs;
    // That the line is down is shown elsewhere, unless somebody asked just now.
    this.#error = error !== null && (isAsked || !isLineTrouble(error)) ? error : null;
  }

  #batchOf(batchRef: string | null): Result<string | null> {
    const { db } = this.#deps.session.services;
    const account = accountQueries(db).current();
    if (account === null) return err({ kind: 'account_missing' });
    if (batchRef === null) return ok(null);
    const found = batchQueries(db).find(batchRef);
    if (!found.ok) return found;
    const { id, accountKey } = found.value;
    if (accountKey === null || accountKey === account.key) return ok(id);
    return err({ kind: 'bad_value', name: 'batch', value: id, expected: 'of the current account' });
  }

  async #openApi(): Promise<Result<ApiClient>> {
    const { session } = this.#deps;
    const account = accountQueries(session.services.db).current();
    if (account === null) return err({ kind: 'account_missing' });
    return session.openApi(account);
  }

  #nextDueMs(): number | null {
    const { db } = this.#deps.session.services;
    const account = accountQueries(db).current();
    if (account === null) return null;
    return receiptQueries(db).nextDueMs({ accountKey: account.key, batchKey: null });
  }

  /** How long until something may be asked in the background; infinite where nothing is due. */
  #waitMs(): number {
    const { clock } = this.#deps;
    if (this.#soon !== null) return Math.max(0, this.#soon.atMs - clock.monotonicMs());
    const dueMs = this.#nextDueMs();
    if (dueMs === null) return Infinity;
    const untilDueMs = dueMs - clock.nowMs();
    return Math.max(0, untilDueMs, this.#notBeforeMs - clock.monotonicMs());
  }

  #bug(error: unknown): Result<never> {
    return err({ kind: 'internal', id: this.#deps.log.bug(error, 'reports') });
  }
}

function isLineTrouble({ kind }: AppError): boolean {
  return kind === 'offline' || kind === 'timeout';
}

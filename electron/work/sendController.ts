/**
 * The sends of one session: one at a time, the others wait for their turn.
 *
 * The database holds the truth of a send; this holds who runs, what it waits for, and whom to tell. A
 * window that loads anew reads {@link SendController.state} and has missed nothing.
 */
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallOutput } from '../../shared/ipc/types.ts';
import type { ApiClient } from '../api/types.ts';
import { batchQueries } from '../db/batches.ts';
import type { Desktop, Emit, PersonChoice, Session } from '../ipc/context.ts';
import type { Log } from '../log.ts';
import type { Clock, Sleep } from '../runtime.ts';
import { activeSend } from '../send/active.ts';
import { sendBatch } from '../send/sendBatch.ts';
import { accountOf } from '../services.ts';
import { spentOf } from './batchSums.ts';
import { newRun, snapshotOf } from './sendRun.ts';
import type { Run } from './sendRun.ts';
import { checkStart, keepAccount, recordStart } from './sendStart.ts';
import type { SendOrder, StartInput } from './sendStart.ts';
import { cancelSend } from './sendStop.ts';
import { throttle } from './throttle.ts';

/** Where sending stands, as the window sees it. */
export type SendState = CallOutput<'sendState'>;

/** What the controller works with. */
export interface SendControllerDeps {
  readonly session: Session;
  readonly person: PersonChoice;
  readonly emit: Emit;
  readonly desktop: Pick<Desktop, 'keepAwake'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Pick<Log, 'bug'>;
  /** The run of a list is over: its delivery reports will be due. */
  readonly ended: (batchId: string) => void;
}

/** The window is told at most four times a second. */
const TELL_EVERY_MS = 250;

/** Sends the lists of one session. */
export class SendController {
  readonly #deps: SendControllerDeps;
  readonly #tell: () => void;
  #run: Run | null = null;
  #queue: SendOrder[] = [];
  #lastError: SendState['lastError'] = null;
  /** The data is being closed: nothing begins any more. */
  #isClosed = false;

  constructor(deps: SendControllerDeps) {
    this.#deps = deps;
    const tell = (): void => {
      if (!deps.session.signal.aborted) deps.emit('sendChanged', this.state());
    };
    this.#tell = throttle(tell, TELL_EVERY_MS, deps);
    deps.session.signal.addEventListener('abort', () => this.#stopAll(), { once: true });
  }

  /** Where sending stands now. */
  state(): SendState {
    return {
      running: this.#run && snapshotOf(this.#deps.session, this.#run),
      waiting: this.#queue.map(({ batch }) => batch.id),
      lastError: this.#lastError,
    };
  }

  /** Whether something is on its way, or waits to be. */
  get isBusy(): boolean {
    return this.#run !== null || this.#queue.length > 0;
  }

  /** Whether a list is being sent or waits for its turn, so that nothing about it may change. */
  holds(batchId: string): boolean {
    const { running, waiting } = this.state();
    return running?.batch === batchId || waiting.includes(batchId);
  }

  /**
   * Starts a list, or goes on; one that may wait lines up behind the one that runs. Answers once it has
   * begun. Errors: those of {@link checkStart}, `work_running`, `api_key_missing`, `bad_base_url`.
   */
  async start(input: StartInput): Promise<Result<SendState>> {
    if (this.#isClosed || this.holds(input.batch)) {
      return err({ kind: 'work_running', work: 'send' });
    }
    const order = checkStart(this.#deps, input);
    if (!order.ok) return order;
    const begun = this.#isFree ? await this.#begin(order.value) : this.#lineUp(order.value);
    return begun.ok ? ok(this.state()) : begun;
  }

  /** Lets what is in flight be answered, then pauses; a list that waits leaves the queue. */
  pause(batchRef: string): Result<SendState> {
    const found = batchQueries(this.#deps.session.services.db).find(batchRef);
    if (!found.ok) return found;
    const { id } = found.value;
    this.#leaveQueue(id);
    if (this.#run?.order.batch.id === id) this.#stopRun(this.#run);
    this.#tell();
    return ok(this.state());
  }

  /**
   * Stops a list for good, whether it runs, waits, is paused or was never begun: a recorded decision.
   * Errors: `person_missing`, `batch_not_found`, `batch_state`.
   */
  cancel(batchRef: string, why: string): Result<Record<string, never>> {
    const { session, person, clock, emit } = this.#deps;
    const cancelled = cancelSend({ db: session.services.db, person, clock }, batchRef, why);
    if (!cancelled.ok) return cancelled;
    const { batch } = cancelled.value;
    this.#leaveQueue(batch);
    // What is to be cancelled is written down already: the run finds it when it ends.
    if (this.#run?.order.batch.id === batch) this.#stopRun(this.#run);
    this.#tell();
    emit('batchesChanged', {});
    return ok({});
  }

  /** The line seems to be back: a wait for it ends now. */
  lineIsBack(): void {
    this.#run?.line?.lineIsBack();
  }

  /** Pauses everything, for good. Resolves when what was in flight is settled. */
  async settle(): Promise<void> {
    this.#stopAll();
    await this.#run?.over.promise;
  }

  #stopAll(): void {
    this.#isClosed = true;
    this.#queue = [];
    if (this.#run !== null) this.#stopRun(this.#run);
    this.#tell();
  }

  #stopRun(run: Run): void {
    run.isStopping = true;
    run.abort.abort();
  }

  #leaveQueue(batchId: string): void {
    this.#queue = this.#queue.filter(({ batch }) => batch.id !== batchId);
  }

  /** Whether nobody sends: no list, and no test message either. */
  get #isFree(): boolean {
    return this.#run === null && activeSend(this.#deps.session.services.db) === null;
  }

  #lineUp(order: SendOrder): Result<null> {
    const { session, clock, emit } = this.#deps;
    if (!order.plan.wait || this.#run === null) return err({ kind: 'work_running', work: 'send' });
    const recorded = recordStart(session.services.db, order, clock.nowMs());
    if (!recorded.ok) return recorded;
    this.#queue.push(order);
    this.#tell();
    emit('batchesChanged', {});
    return recorded;
  }

  /** Makes a run of an order, as far as it can fail before anything leaves. */
  async #begin(order: SendOrder, isRecorded = false): Promise<Result<null>> {
    const { session, clock, desktop } = this.#deps;
    const run = newRun(order, clock);
    this.#run = run;
    // What a list before it failed of is not forgotten because the next one goes by itself.
    if (!isRecorded) this.#lastError = null;
    desktop.keepAwake(true);
    this.#tell();
    const begun = await this.#open(run, isRecorded).catch((error: unknown) => this.#bug(error));
    if (begun.ok && begun.value !== null) {
      void this.#carryOut(run, begun.value);
      return ok(null);
    }
    if (!begun.ok) this.#lastError = { batch: order.batch.id, error: begun.error };
    this.#end(run, session);
    return begun.ok ? ok(null) : begun;
  }

  /** The client of a run; `null` where it was stopped meanwhile. */
  async #open(run: Run, isRecorded: boolean): Promise<Result<ApiClient | null>> {
    const { session, clock } = this.#deps;
    const { db } = session.services;
    const account = accountOf(db, run.order.batch);
    if (!account.ok) return account;
    const api = await session.openApi(account.value);
    if (!api.ok) return api;
    run.acceptedMicro = (await spentOf(db, run.order.batch)).acceptedMicro;
    const isStopped = run.abort.signal.aborted;
    const recorded = isStopped || isRecorded ? ok(null) : recordStart(db, run.order, clock.nowMs());
    // In the same moment as the send begins: the list belongs to whom this client speaks for.
    if (!isStopped && recorded.ok) keepAccount(db, run.order.batch, account.value);
    else await api.value.close();
    return recorded.ok ? ok(isStopped ? null : api.value) : recorded;
  }

  async #carryOut(run: Run, api: ApiClient): Promise<void> {
    const sent = await this.#send(run, api).catch((error: unknown) => this.#bug(error));
    await api.close();
    if (!sent.ok) this.#lastError = { batch: run.order.batch.id, error: sent.error };
    this.#end(run, this.#deps.session);
  }

  #send(run: Run, api: ApiClient): Promise<Result<unknown>> {
    const { session, clock, sleep, emit } = this.#deps;
    const { db, sending } = session.services;
    if (!sending.ok) return Promise.resolve(sending);
    const { batch, options } = run.order;
    const { ledger } = sending.value;
    return sendBatch({ db, ledger, api, clock, sleep }, batch.id, options, {
      signal: run.abort.signal,
      onStart: (running) => {
        run.line = running;
        emit('batchesChanged', {});
        this.#tell();
      },
      onProgress: (progress) => {
        run.progress = progress;
        this.#tell();
      },
      onWait: (waitingFor) => {
        run.waitingFor = waitingFor;
        this.#tell();
      },
    });
  }

  #bug(error: unknown): Result<never> {
    return err({ kind: 'internal', id: this.#deps.log.bug(error, 'send') });
  }

  /** A run is over; the next list's turn has come. */
  #end(run: Run, { services, signal }: Session): void {
    this.#run = null;
    const next = signal.aborted ? undefined : this.#queue.shift();
    if (next !== undefined) {
      const batch = batchQueries(services.db).get(next.batch.key);
      void this.#begin({ ...next, batch }, true);
    } else this.#deps.desktop.keepAwake(false);
    run.over.resolve();
    this.#tell();
    this.#deps.emit('batchesChanged', {});
    this.#deps.ended(run.order.batch.id);
  }
}

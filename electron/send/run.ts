/** One run of a send: what its lanes share. Everything here is memory; the database holds the truth. */
import type { StopReason } from '../../shared/domain/batch.ts';
import { initialSize } from '../../shared/domain/requestSize.ts';
import type { RequestSize } from '../../shared/domain/requestSize.ts';
import type { Batch } from '../db/batches.ts';
import type { BalanceWatch } from './balance.ts';
import { Canary } from './canary.ts';
import { Gate } from './gate.ts';
import type { RequestKind } from './ledger.ts';
import type { Pacing } from './pacing.ts';
import type { SendQueue } from './queue.ts';
import type { SendSettings } from './settings.ts';
import type { Spend } from './spend.ts';
import type { SendDeps, SendHooks, WaitingFor } from './types.ts';

/** A walk through the queue, and how its messages go out. */
export interface Walk {
  readonly kind: RequestKind;
  readonly queue: SendQueue;
}

/** What a run is made of. */
export interface RunParts {
  readonly deps: SendDeps;
  readonly hooks: SendHooks;
  readonly batch: Batch;
  readonly settings: SendSettings;
  readonly spend: Spend;
  readonly pacing: Pacing;
  readonly balance: BalanceWatch;
  /** In the order in which they are exhausted. */
  readonly walks: readonly Walk[];
}

/** The run of one send, from its first guard to its last answer. */
export class SendRun {
  readonly parts: RunParts;
  readonly canary: Canary;
  readonly gate = new Gate();
  /** `canary` until the first messages are answered well, then `main`. */
  stage: 'canary' | 'main' = 'canary';
  size: RequestSize;
  /** Requests prepared and not settled. */
  inFlight = 0;
  /** Requests that reached the wire. */
  requests = 0;
  /** Messages that have a result, doubt included. */
  settled = 0;
  doubted = 0;
  /** How many messages the balance reaches for; infinite where it is unknown. */
  affordable = Infinity;
  /** Messages refused alone, in a row: see {@link react}. */
  refusedAlone = 0;
  #stop: StopReason | null = null;
  #failure: unknown = null;
  #waitingFor: WaitingFor | null = null;
  readonly #stopping = new AbortController();
  #wake: (() => void)[] = [];

  constructor(parts: RunParts) {
    this.parts = parts;
    const { canary, tolerancePercent, maxRequest, realPriceAccepted } = parts.settings;
    this.canary = new Canary(canary, realPriceAccepted ? 'any_price' : tolerancePercent);
    this.size = initialSize(canary, maxRequest);
  }

  /** Why nothing more leaves; `null` while something may. */
  get stop(): StopReason | null {
    return this.#stop;
  }

  /** Aborted once nothing more leaves. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** What broke: a bug, or a data folder that cannot be used. */
  get failure(): unknown {
    return this.#failure;
  }

  /** From now on nothing more leaves; what is in flight is settled. The first reason stays. */
  stopFor(reason: StopReason): void {
    this.#stop ??= reason;
    this.#stopping.abort();
    this.changed();
  }

  /** Stops because something broke that the operator cannot decide about. */
  failWith(failure: unknown): void {
    this.#failure ??= failure;
    this.stopFor({ reason: 'interrupted' });
  }

  /** Tells whoever watches what is waited for, where that is something new. */
  waitsFor(waitingFor: WaitingFor | null): void {
    if (waitingFor === this.#waitingFor) return;
    this.#waitingFor = waitingFor;
    this.parts.hooks.onWait?.(waitingFor);
  }

  /** Wakes the lanes that wait for a change. */
  changed(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /** Waits until another lane's request is settled, or the run stops. */
  change(): Promise<void> {
    return new Promise((resolve) => void this.#wake.push(resolve));
  }
}

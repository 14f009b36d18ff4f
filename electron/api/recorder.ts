/** Watching one request: what undici tells of it becomes an `Exchange`. */
import type { Dispatcher } from 'undici';
import type { Clock } from '../runtime.ts';
import { codeOf } from './codes.ts';
import { inflated, type Inflated } from './inflate.ts';
import type { Exchange, ExchangeFailure } from './types.ts';

/** A failure of our own making; the code is what the exchange shows. */
export class ExchangeStop extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'ExchangeStop';
    this.code = code;
  }
}

/** Above any real answer (a page of 1,000 messages of 7 parts is about 2 MB), compressed or not. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** undici's code for a body that is too large. */
const OVERSIZE_CODE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

/** What a recorder needs to know. */
export interface RecorderOptions {
  /** Called synchronously just before the first byte leaves. Throwing holds the request back. */
  readonly onWire: () => void;
  /** Blanks the API key out of a body: some servers repeat what they got. */
  readonly hideKey: (body: Buffer) => Buffer;
  readonly clock: Clock;
}

/**
 * A handler for `dispatch` that records one request.
 *
 * undici calls `onRequestStart` synchronously before it writes the first byte, and writes nothing if
 * it throws (`writeH1` in `lib/dispatcher/client-h1.js`). An asynchronous barrier would not hold it.
 */
export class Recorder implements Dispatcher.DispatchHandler {
  readonly done: Promise<Exchange>;
  readonly #options: RecorderOptions;
  readonly #startedMs: number;
  readonly #headers = new Map<string, string>();
  readonly #chunks: Buffer[] = [];
  #resolve: (exchange: Exchange) => void = () => undefined;
  #wireStarted = false;
  #settled = false;
  #status: number | null = null;
  #stopCode: string | null = null;
  #atBarrier = false;
  #endedAtBarrier: Error | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#startedMs = options.clock.monotonicMs();
    this.done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get wireStarted(): boolean {
    return this.#wireStarted;
  }

  /** Names the reason for the end that is about to come; the first one counts. */
  stoppedBy(code: string): void {
    this.#stopCode ??= code;
  }

  onRequestStart(): void {
    // Neither should ever happen; if it does, the request must not leave (again).
    if (this.#wireStarted) throw new ExchangeStop('REPLAYED');
    if (this.#settled) throw new ExchangeStop('LATE_START');
    this.#atBarrier = true;
    try {
      this.#options.onWire();
    } catch (cause) {
      // Settled here: after an abort from inside the barrier, undici would not call again.
      this.#settle({ code: 'BARRIER', phase: 'barrier', cause });
      throw new ExchangeStop('BARRIER');
    } finally {
      this.#atBarrier = false;
    }
    this.#wireStarted = true;
    if (this.#endedAtBarrier !== null) this.#fail(this.#endedAtBarrier);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      const text = typeof value === 'string' ? value : value.join(', ');
      const hidden = this.#options.hideKey(Buffer.from(text, 'latin1')).toString('latin1');
      this.#headers.set(name.toLowerCase(), hidden);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settle(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    // An abort from inside the barrier. What passes the barrier counts as sent, whatever became of it.
    if (this.#atBarrier) this.#endedAtBarrier = error;
    else this.#fail(error);
  }

  #fail(error: Error): void {
    const phase = this.#wireStarted ? 'exchange' : 'connect';
    this.#settle({ code: this.#stopCode ?? codeOf(error), phase, cause: error });
  }

  #settle(failure: ExchangeFailure | null): void {
    if (this.#settled) return;
    this.#settled = true;
    const { clock, hideKey } = this.#options;
    const { body, problem } = this.#body();
    const tooLarge: ExchangeFailure | null =
      problem === 'oversize' ? { code: OVERSIZE_CODE, phase: 'exchange', cause: null } : null;
    this.#resolve({
      wireStarted: this.#wireStarted,
      status: this.#status,
      headers: this.#headers,
      body: hideKey(body),
      bodyComplete: failure === null && problem === null,
      failure: failure ?? tooLarge,
      tookMs: clock.monotonicMs() - this.#startedMs,
      endedAtMs: clock.nowMs(),
    });
  }

  /** Inflated here, before the key is blanked out: in compressed bytes nobody finds it. */
  #body(): Inflated {
    const encoding = this.#headers.get('content-encoding') ?? '';
    return inflated(Buffer.concat(this.#chunks), encoding, MAX_ANSWER_BYTES);
  }
}

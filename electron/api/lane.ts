/** One line of sending: one post at a time, each on a connection of its own, behind the barrier. */
import type { Clock } from '../runtime.ts';
import type { Connections, OpenConnections } from './connection.ts';
import { ExchangeStop, Recorder } from './recorder.ts';
import type { ApiSettings } from './settings.ts';
import type { Exchange, SendLane } from './types.ts';

/** The bulk call [S] and the single call [O], after the base URL. */
const BULK_PATH = '/v1/messaging/sms/phonenumbers';
const SINGLE_PATH = '/v1/sms/phonenumber';

/** What a lane is made of. */
export interface LaneParts {
  readonly settings: ApiSettings;
  readonly clock: Clock;
  readonly open: OpenConnections;
  /** Blanks the API key out of a body. */
  readonly hideKey: (body: Buffer) => Buffer;
  /** Headers of every post, the key among them. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A lane. Its connections are thrown away after any failure, so that the next request never finds one
 * that was opened for another (after the barrier threw, one lies open and unused).
 */
export class PostLane implements SendLane {
  readonly #parts: LaneParts;
  #connections: Connections | null = null;
  #current: Recorder | null = null;
  #destroyed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  bulk(body: Buffer, onWire: () => void, signal?: AbortSignal): Promise<Exchange> {
    return this.#post(BULK_PATH, body, onWire, signal);
  }

  single(body: Buffer, onWire: () => void, signal?: AbortSignal): Promise<Exchange> {
    return this.#post(SINGLE_PATH, body, onWire, signal);
  }

  async destroy(): Promise<void> {
    this.#destroyed = true;
    await this.#discard('DESTROYED');
  }

  async #post(
    path: string,
    body: Buffer,
    onWire: () => void,
    signal?: AbortSignal,
  ): Promise<Exchange> {
    if (this.#current !== null) throw new Error('a lane carries one request at a time');
    const { settings, clock, headers, hideKey } = this.#parts;
    const recorder = new Recorder({ onWire, hideKey, clock });
    if (this.#destroyed || signal?.aborted === true) {
      recorder.onResponseError(null, new ExchangeStop(this.#destroyed ? 'DESTROYED' : 'ABORTED'));
      return recorder.done;
    }
    this.#current = recorder;
    const disarm = this.#watch(recorder, signal);
    try {
      this.#connections ??= this.#open();
      this.#connections.dispatcher.dispatch(
        {
          origin: settings.origin,
          path: settings.pathPrefix + path,
          method: 'POST',
          headers,
          body,
        },
        recorder,
      );
      return await this.#finish(recorder);
    } finally {
      disarm();
      this.#current = null;
    }
  }

  #open(): Connections {
    const { headersMs } = this.#parts.settings.timeouts;
    return this.#parts.open({ connections: 1, pipelining: 0, headersMs });
  }

  async #finish(recorder: Recorder): Promise<Exchange> {
    const exchange = await recorder.done;
    if (exchange.failure !== null) void this.#discard(exchange.failure.code);
    return exchange;
  }

  /** An abort signal does not interrupt connecting, and undici's own timeout is coarse. */
  #watch(recorder: Recorder, signal?: AbortSignal): () => void {
    const onAbort = (): void => void this.#discard('ABORTED');
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => {
      if (!recorder.wireStarted) void this.#discard('CONNECT_TIMEOUT');
    }, this.#parts.settings.timeouts.connectMs);
    return () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  }

  /** Ends the connections, and with them the request under way. */
  async #discard(code: string): Promise<void> {
    const connections = this.#connections;
    this.#connections = null;
    this.#current?.stoppedBy(code);
    await connections?.destroy(new ExchangeStop(code));
  }
}

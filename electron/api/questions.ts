/** Asking the API: status, list, balance. Questions change nothing, so they may be asked again. */
import { type ApiError, err, ok, type Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import { apiErrorOf, readAnswer, retryAfterMs, tidyDetail } from './answer.ts';
import { errorOfCode, isDroppedCode } from './codes.ts';
import type { Connections, OpenConnections } from './connection.ts';
import { ExchangeStop, Recorder } from './recorder.ts';
import { readBalance, readListPage, readStatus } from './schemas.ts';
import type { ApiSettings } from './settings.ts';
import type { ApiStatus, Balance, Exchange, ListPage, ListQuery } from './types.ts';

/** A question that meets a dropped connection is asked again at once, so often in all. */
const MAX_ATTEMPTS = 3;

/** As many questions as are asked at a time without the list call. */
const MAX_CONNECTIONS = 16;

/** Limits of the list call ([O]). */
const MAX_CURSOR_LIMIT = 100;
const MAX_PAGE_SIZE = 1000;

/** What the asking side of a client is made of. */
export interface QuestionParts {
  readonly settings: ApiSettings;
  readonly clock: Clock;
  readonly open: OpenConnections;
  /** Blanks the API key out of a body. */
  readonly hideKey: (body: Buffer) => Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An id as one segment of a path, or `null` where it cannot be one: `.` and `..` would lead elsewhere
 * however they are encoded.
 */
function pathSegment(id: string): string | null {
  if (id === '' || id === '.' || id === '..' || !id.isWellFormed()) return null;
  return encodeURIComponent(id);
}

/** The list's query, each value encoded, sizes kept within the API's limits. */
function listQueryOf(query: ListQuery): string {
  const params = new URLSearchParams();
  if (query.startMs !== undefined) params.set('startDate', new Date(query.startMs).toISOString());
  if (query.endMs !== undefined) params.set('endDate', new Date(query.endMs).toISOString());
  if (query.direction !== undefined) params.set('dir', query.direction);
  if ('page' in query) {
    params.set('page', String(query.page));
    params.set('size', String(Math.min(query.size ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE)));
  } else {
    if (query.after !== undefined) params.set('after', query.after);
    params.set('limit', String(Math.min(query.limit ?? MAX_CURSOR_LIMIT, MAX_CURSOR_LIMIT)));
  }
  return params.toString();
}

/** Why an answer other than 200 is a failure. */
function refusalOf(exchange: Exchange, status: number, what: string): ApiError {
  if (status === 404) return { kind: 'api_not_found', what };
  const detail = tidyDetail(apiErrorOf(readAnswer(exchange)) ?? '');
  if (status < 400) return { kind: 'api_unknown_answer', status, detail };
  const waitMs = retryAfterMs(exchange);
  return {
    kind: 'api_refused',
    status,
    detail,
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
  };
}

/** The asking side of a client. */
export class Questions {
  readonly #parts: QuestionParts;
  readonly #root: string;
  #connections: Connections | null = null;
  #closed = false;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
    this.#root = `${parts.settings.pathPrefix}/v1/organizations/${parts.settings.org}`;
  }

  async status(id: string): Promise<Result<ApiStatus, ApiError>> {
    const segment = pathSegment(id);
    if (segment === null) return err({ kind: 'api_not_found', what: 'message' });
    return this.#ask(`/messages/${segment}/`, 'message', readStatus);
  }

  async list(query: ListQuery): Promise<Result<ListPage, ApiError>> {
    return this.#ask(`/messages/?${listQueryOf(query)}`, 'list', (json) =>
      readListPage(json, query),
    );
  }

  async balance(): Promise<Result<Balance, ApiError>> {
    return this.#ask('/balance.json', 'balance', readBalance);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#connections?.destroy(new ExchangeStop('DESTROYED'));
  }

  async #ask<T>(
    path: string,
    what: string,
    read: (json: unknown) => T | null,
  ): Promise<Result<T, ApiError>> {
    const exchange = await this.#get(this.#root + path);
    const { status, failure } = exchange;
    if (failure !== null) return err(errorOfCode(failure.code));
    if (status !== 200) return err(refusalOf(exchange, status ?? 0, what));
    const answer = readAnswer(exchange);
    const value = answer.kind === 'json' ? read(answer.json) : null;
    if (value !== null) return ok(value);
    const detail = answer.kind === 'json' ? 'unknown_shape' : answer.kind;
    return err({ kind: 'api_unknown_answer', status, detail });
  }

  async #get(path: string): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.#attempt(path);
      const { failure } = exchange;
      if (failure === null || attempt >= MAX_ATTEMPTS || this.#closed) return exchange;
      if (!isDroppedCode(failure.code)) return exchange;
    }
  }

  #attempt(path: string): Promise<Exchange> {
    const { settings, clock, headers, hideKey } = this.#parts;
    const recorder = new Recorder({ onWire: () => undefined, hideKey, clock });
    if (this.#closed) {
      recorder.onResponseError(null, new ExchangeStop('DESTROYED'));
      return recorder.done;
    }
    this.#connections ??= this.#parts.open({
      connections: MAX_CONNECTIONS,
      pipelining: 1,
      headersMs: settings.timeouts.readMs,
    });
    this.#connections.dispatcher.dispatch(
      { origin: settings.origin, path, method: 'GET', headers },
      recorder,
    );
    return recorder.done;
  }
}

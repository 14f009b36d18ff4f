/** A practice gateway on a clock of the test's own, and calls to it. */
import {
  type PracticeOptions,
  startPracticeGateway,
} from '../../../../electron/practice/gateway.ts';
import type { PracticeTotals } from '../../../../electron/practice/books.ts';

/** A clock that stands still until it is told. */
export class TestClock {
  #nowMs: number;
  #monotonicMs = 0;

  constructor(iso: string) {
    this.#nowMs = Date.parse(iso);
  }

  nowMs = (): number => this.#nowMs;
  monotonicMs = (): number => this.#monotonicMs;

  pass(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
  }
}

export type Json = Record<string, unknown>;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface TestGateway {
  readonly url: string;
  readonly clock: TestClock;
  books(): PracticeTotals;
  close(): Promise<void>;
  /** A call with any method, path, headers and body. */
  call(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers?: Json,
  ): Promise<Reply>;
  bulk(messages: readonly object[]): Promise<Reply>;
  single(fields: object): Promise<Reply>;
  status(id: string): Promise<Json>;
  list(query: string): Promise<Json>;
}

export const KEY = 'key-of-the-test';
export const ORG = 1234;

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

export async function startTestGateway(options: PracticeOptions = {}): Promise<TestGateway> {
  const clock = new TestClock('2019-07-01T05:31:21.814Z');
  const bugs: unknown[] = [];
  const started = await startPracticeGateway({
    apiKey: KEY,
    clock,
    onBug: (bug) => bugs.push(bug),
    ...options,
  });
  if (!started.ok) throw new Error(started.error.kind);
  const running = started.value;
  const { url } = running;
  const call: TestGateway['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Token ${KEY}`, ...headers } as Record<string, string>,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
  const post = (path: string, value: object): Promise<Reply> =>
    call('POST', path, JSON.stringify(value), { 'content-type': 'application/json' });
  return {
    url,
    clock,
    books: () => running.books(),
    call,
    close: async () => {
      await running.close();
      if (bugs.length > 0) throw bugs[0];
    },
    bulk: (messages) => post('/v1/messaging/sms/phonenumbers', { orgid: ORG, messages }),
    single: (fields) => post('/v1/sms/phonenumber', { orgId: ORG, ...fields }),
    status: async (id) => (await call('GET', `/v1/organizations/${ORG}/messages/${id}/`)).json,
    list: async (query) => (await call('GET', `/v1/organizations/${ORG}/messages/?${query}`)).json,
  };
}

/** A message of a bulk request. */
export function sms(to: string, message = 'Hello'): object {
  return { to, from: 'CLINIC', message };
}

/** Entries of a bulk reply or a list. */
export function entries(json: Json): Json[] {
  return json['messages'] as Json[];
}

/** The id of the only, or first, message of a bulk reply. */
export function firstId(reply: Reply): string {
  return String(entries(reply.json)[0]?.['id']);
}

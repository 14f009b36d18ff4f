/**
 * An API that answers questions only, exactly as the test says: statuses by id and by list.
 *
 * For receipts and for settling doubt, where the answers matter and the sending does not.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient } from '../../electron/api/client.ts';
import type { ApiClient } from '../../electron/api/types.ts';
import { systemClock } from '../../electron/runtime.ts';

/** A message as the API shows it; any field may be missing or odd. */
export type ShownMessage = Readonly<Record<string, unknown>> & {
  readonly id: string;
  /** Milliseconds; shown as a timestamp. */
  readonly createdMs?: number;
};

/** How the list call behaves. */
export type ListManner =
  /** As documented: numbered pages and cursors. */
  | 'full'
  /** Numbered pages are refused. */
  | 'cursor'
  /** Page and size are ignored: always the first hundred; cursors work. */
  | 'deaf'
  /** Never more than a hundred a page, without saying whether there is more. */
  | 'capped'
  /** A numbered page behind the last one is not found. */
  | 'strict'
  /** No such call. */
  | 'none'
  /** The key may not see it. */
  | 'forbidden'
  /** Not a list at all. */
  | 'odd';

/** An answer that the test makes up. */
export interface OtherAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A running gateway. */
export interface StatusGateway {
  readonly url: string;
  readonly api: ApiClient;
  /** What it knows, by id. The test changes it at will. */
  readonly messages: Map<string, ShownMessage>;
  /** The paths and queries that were asked for. */
  readonly asked: string[];
  list: ListManner;
  /** How long an answer takes. */
  delayMs: number;
  /** Answers a question by id in another way; `null`: as usual. */
  byId: (id: string, asked: number) => OtherAnswer | null;
  /** Answers a question for the list in another way; `null`: as usual. */
  byList: (asked: number) => OtherAnswer | null;
  /** The most questions that were open at the same time. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

const ORG = 7;

function shown({ createdMs, ...fields }: ShownMessage): object {
  const created = createdMs === undefined ? {} : { created: new Date(createdMs).toISOString() };
  return { direction: 'egress', ...created, ...fields };
}

function answer(response: ServerResponse, status: number, body: string): void {
  answerOther(response, { status, body });
}

function answerOther(response: ServerResponse, { status, body, retryAfter }: OtherAnswer): void {
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { 'content-type': 'application/json', ...wait }).end(body);
}

function inWindow(query: URLSearchParams): (message: ShownMessage) => boolean {
  const startMs = Date.parse(query.get('startDate') ?? '') || 0;
  const endMs = Date.parse(query.get('endDate') ?? '') || Infinity;
  return ({ createdMs = startMs }) => createdMs >= startMs && createdMs < endMs;
}

function pageOf(all: readonly ShownMessage[], query: URLSearchParams, manner: ListManner): object {
  const { size, from, isPaged } = cutOf(query, manner);
  const page = all.slice(from, from + size);
  const more = from + size < all.length;
  if (isPaged) return { messages: page.map(shown), paged: true };
  const nextPage = more ? String(from + size) : '';
  return { messages: page.map(shown), paged: false, hasNextPage: more, nextPage };
}

function cutOf(query: URLSearchParams, manner: ListManner) {
  const isPaged = query.has('page');
  if (!isPaged) {
    return { isPaged, from: Number(query.get('after') ?? 0), size: Number(query.get('limit')) };
  }
  if (manner === 'deaf') return { isPaged, from: 0, size: 100 };
  const size = manner === 'capped' ? 100 : Number(query.get('size'));
  return { isPaged, from: (Number(query.get('page')) - 1) * size, size };
}

function answerList(gateway: StatusGateway, query: URLSearchParams, response: ServerResponse) {
  const special = gateway.byList(gateway.asked.length);
  if (special !== null) return answerOther(response, special);
  const { list, messages } = gateway;
  if (list === 'none') return answer(response, 404, '{"error":"not found"}');
  if (list === 'forbidden') return answer(response, 401, '{"error":"Invalid Token"}');
  if (list === 'odd') return answer(response, 200, '{"items":[]}');
  if (list === 'cursor' && query.has('page')) return answer(response, 400, '{"error":"page"}');
  const newestFirst = [...messages.values()]
    .filter(inWindow(query))
    .toSorted((a, b) => (b.createdMs ?? 0) - (a.createdMs ?? 0));
  if (list === 'strict' && query.has('page') && cutOf(query, list).from >= newestFirst.length) {
    return answer(response, 404, '{"error":"no such page"}');
  }
  answer(response, 200, JSON.stringify(pageOf(newestFirst, query, list)));
}

function answerId(gateway: StatusGateway, id: string, response: ServerResponse): void {
  const special = gateway.byId(id, gateway.asked.length);
  if (special !== null) return answerOther(response, special);
  const message = gateway.messages.get(id);
  if (message === undefined) return answer(response, 404, '{"error":"not found"}');
  answer(response, 200, JSON.stringify(shown(message)));
}

/** Starts a gateway that knows no message yet. */
export async function startStatusGateway(list: ListManner = 'full'): Promise<StatusGateway> {
  let openNow = 0;
  let mostOpen = 0;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    gateway.asked.push(url.pathname + url.search);
    openNow += 1;
    mostOpen = Math.max(mostOpen, openNow);
    response.on('close', () => (openNow -= 1));
    const id = /\/messages\/(.*)\/$/u.exec(url.pathname)?.[1];
    const reply = (): void => {
      if (id === undefined) answerList(gateway, url.searchParams, response);
      else answerId(gateway, decodeURIComponent(id), response);
    };
    if (gateway.delayMs > 0) setTimeout(reply, gateway.delayMs);
    else reply();
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createApiClient({ baseUrl: url, apiKey: 'key', org: ORG }, { clock: systemClock });
  if (!client.ok) throw new Error(client.error.kind);
  const gateway: StatusGateway = {
    url,
    api: client.value,
    messages: new Map(),
    asked: [],
    list,
    delayMs: 0,
    byId: () => null,
    byList: () => null,
    mostAtOnce: () => mostOpen,
    close: async () => {
      await client.value.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gateway;
}

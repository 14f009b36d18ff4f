/** The practice gateway's questions: status, list, balance, books. */
import { type Answer, errorAnswer, jsonAnswer, pageAnswer } from './answers.ts';
import type { BookedMessage } from './books.ts';
import { cursorAfter, type ListRequest, listRequest } from './listQuery.ts';
import { type Practice, roughUsd } from './practice.ts';
import { isListed, statusView } from './statusView.ts';

const NOT_FOUND = errorAnswer(404, 'not found', 'notfound');

function statusFault(practice: Practice, message: BookedMessage): Answer | null {
  const fault = message.quirks.statusFault;
  if (fault === undefined) return null;
  if (fault.once && practice.statusStruck.has(message.id)) return null;
  practice.statusStruck.add(message.id);
  switch (fault.answer) {
    case 'not_found':
      return NOT_FOUND;
    case 'error':
      return errorAnswer(500, 'internal error');
    case 'html':
      return pageAnswer(200);
    case 'throttled':
      return { ...errorAnswer(429, 'too many requests'), headers: { 'retry-after': '1' } };
  }
}

/** `GET /v1/organizations/{org}/messages/{id}/`. */
export function statusCall(practice: Practice, id: string): Answer {
  const message = practice.books.find(id);
  if (message === null) return NOT_FOUND;
  const fault = statusFault(practice, message);
  if (fault !== null) return fault;
  return jsonAnswer(200, statusView(practice.books, message, practice.clock.monotonicMs()));
}

/** Whether a message is among those that were asked for. */
function matches(practice: Practice, ask: ListRequest, message: BookedMessage, nowMs: number) {
  if (message.createdMs < ask.startMs || message.createdMs >= ask.endMs) return false;
  if (!ask.outbound || !isListed(practice.books, message, nowMs)) return false;
  if (ask.failedOnly) {
    const { phone } = practice.books.progress(message, nowMs);
    if (message.error === '' && phone !== 'failed') return false;
  }
  if (ask.search === '') return true;
  return [message.to, message.from, message.text].some((text) =>
    text.toLowerCase().includes(ask.search),
  );
}

/** The messages that were asked for, newest first, from a place in the books downwards. */
function* newestFirst(practice: Practice, ask: ListRequest, below: number) {
  const { books } = practice;
  const nowMs = practice.clock.monotonicMs();
  for (let index = Math.min(below, books.size) - 1; index >= 0; index -= 1) {
    const message = books.at(index);
    if (message !== null && matches(practice, ask, message, nowMs)) yield message;
  }
}

function cursorPage(practice: Practice, ask: ListRequest, before: number, limit: number): object {
  const found: BookedMessage[] = [];
  let hasNextPage = false;
  for (const message of newestFirst(practice, ask, before)) {
    hasNextPage = found.length === limit;
    if (hasNextPage) break;
    found.push(message);
  }
  const last = found.at(-1);
  return {
    messages: views(practice, found),
    paged: false,
    hasNextPage,
    nextPage: hasNextPage && last !== undefined ? cursorAfter(last.index) : '',
  };
}

function numberedPage(practice: Practice, ask: ListRequest, page: number, size: number): object {
  const found: BookedMessage[] = [];
  let skip = (page - 1) * size;
  for (const message of newestFirst(practice, ask, Number.POSITIVE_INFINITY)) {
    if (skip > 0) skip -= 1;
    else found.push(message);
    if (found.length === size) break;
  }
  return { messages: views(practice, found), paged: true };
}

function views(practice: Practice, messages: readonly BookedMessage[]): readonly object[] {
  const nowMs = practice.clock.monotonicMs();
  return messages.map((message) => statusView(practice.books, message, nowMs));
}

/** `GET /v1/organizations/{org}/messages/`, newest first, by cursor or by page. */
export function listCall(practice: Practice, query: URLSearchParams): Answer {
  const ask = listRequest(query);
  if (ask === null) return errorAnswer(400, 'invalid query', 'invalid');
  const { paging } = ask;
  const page =
    paging.kind === 'cursor'
      ? cursorPage(practice, ask, paging.before, paging.limit)
      : numberedPage(practice, ask, paging.page, paging.size);
  return jsonAnswer(200, page);
}

/** `GET /v1/organizations/{org}/balance.json`. */
export function balanceCall(practice: Practice): Answer {
  const { balanceMicro } = practice.books.totals(practice.clock.monotonicMs());
  return jsonAnswer(200, {
    balance: balanceMicro / 1_000_000,
    balanceMicro,
    balanceHuman: roughUsd(balanceMicro),
    autoRecharge: false,
    autoRechargeThreshold: 0,
    autoRechargeAmount: 0,
  });
}

/** `GET /practice/books`: not part of the API; the books in a few figures. */
export function booksCall(practice: Practice): Answer {
  return jsonAnswer(200, practice.books.totals(practice.clock.monotonicMs()));
}

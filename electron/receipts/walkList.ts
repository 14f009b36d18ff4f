/**
 * Walks the API's list of messages through a window of time, newest first.
 *
 * Numbered pages of 1,000 first: the fastest, and with a fixed end of the window new messages can
 * only push known ones further down, never hide one. Where they are refused or do not move on, the
 * cursor with 100 a page. The next page is asked for while one is being worked on.
 */
import { setImmediate as otherWork } from 'node:timers/promises';
import type { ApiClient, ListPage, ListQuery } from '../api/types.ts';
import type { ApiError, Result } from '../../shared/errors.ts';

const PAGE_SIZE = 1000;
const CURSOR_LIMIT = 100;
/** A list that never ends must not hold the program for ever. */
const MOST_PAGES = 20_000;

/** The times between which messages were created, UTC milliseconds; the end is excluded. */
export interface ListWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** How a walk ended. */
export type WalkEnd =
  /** Everything in the window was seen. */
  | { readonly kind: 'complete' }
  /** The caller had seen enough. */
  | { readonly kind: 'enough' }
  /** This API, or this key, has no list that can be used. */
  | { readonly kind: 'unavailable'; readonly error: ApiError }
  /** The line or the API failed underway; it may work another time. */
  | { readonly kind: 'failed'; readonly error: ApiError };

/** What a walk needs. */
export interface ListWalk {
  readonly api: Pick<ApiClient, 'list'>;
  readonly window: ListWindow;
  /** Takes a page; `true`: that is enough. */
  readonly onPage: (page: ListPage) => boolean;
  /** Waits until another question may be asked; `false`: no more questions. */
  readonly mayAsk: () => Promise<boolean>;
}

type Step = WalkEnd | { readonly kind: 'stuck' };

const STUCK: Step = { kind: 'stuck' };

/** Walks the list; it may be asked again for pages it gave before, so pages may repeat messages. */
export async function walkList(walk: ListWalk): Promise<WalkEnd> {
  const byPage = await walkPages(walk, pageQuery(walk, 1));
  if (byPage.kind !== 'stuck' && !isRefused(byPage)) return byPage;
  const byCursor = await walkPages(walk, { ...common(walk), limit: CURSOR_LIMIT });
  if (byCursor.kind !== 'stuck') return byCursor;
  const detail = 'the list repeats itself';
  return { kind: 'unavailable', error: { kind: 'api_unknown_answer', status: 200, detail } };
}

function common({ window }: ListWalk): ListWindow & { readonly direction: 'outbound' } {
  return { ...window, direction: 'outbound' };
}

function pageQuery(walk: ListWalk, page: number): ListQuery {
  return { ...common(walk), page, size: PAGE_SIZE };
}

/** Numbered pages that were refused as such; a key that may not see the list will not see it by cursor. */
function isRefused(end: WalkEnd): boolean {
  if (end.kind !== 'unavailable') return false;
  const { error } = end;
  if (error.kind === 'api_refused') return error.status !== 401 && error.status !== 403;
  return error.kind === 'api_unknown_answer';
}

async function walkPages(walk: ListWalk, first: ListQuery): Promise<Step> {
  let query: ListQuery | null = first;
  let answer = await ask(walk, query);
  let before = '';
  for (let pages = 1; query !== null && pages <= MOST_PAGES; pages += 1) {
    if (answer === null) return { kind: 'enough' };
    if (!answer.ok)
      return pages > 1 && isOddEnd(query, answer.error) ? STUCK : failed(answer.error);
    const page: ListPage = answer.value;
    const marks = marksOf(page);
    if (marks !== '' && marks === before) return STUCK;
    before = marks;
    query = isPast(walk, page) ? null : nextQuery(walk, page);
    // Asked for before this page is worked on: the two take about the same time.
    const next: ReturnType<typeof ask> | null = query === null ? null : ask(walk, query);
    await otherWork();
    if (walk.onPage(page)) {
      await next;
      return { kind: 'enough' };
    }
    answer = await next;
  }
  return query === null ? { kind: 'complete' } : STUCK;
}

async function ask(walk: ListWalk, query: ListQuery): Promise<Result<ListPage, ApiError> | null> {
  return (await walk.mayAsk()) ? walk.api.list(query) : null;
}

/** A page that holds the same as the one before says that the list does not move on. */
function marksOf({ messages }: ListPage): string {
  return messages.length === 0 ? '' : `${messages[0]?.id} ${messages.at(-1)?.id}`;
}

/** Whether the list went past the window's start, for an API that ignores dates. */
function isPast({ window }: ListWalk, { messages }: ListPage): boolean {
  const isBefore = (createdMs: number | null): boolean =>
    createdMs !== null && createdMs < window.startMs;
  return messages.length > 0 && messages.every(({ createdMs }) => isBefore(createdMs));
}

function nextQuery(walk: ListWalk, { next }: ListPage): ListQuery | null {
  if (next === null) return null;
  if ('page' in next) return pageQuery(walk, next.page);
  return { ...common(walk), after: next.after, limit: CURSOR_LIMIT };
}

/**
 * A numbered page that is refused after others came: perhaps only the one after the last. That is not
 * taken for granted: the cursor will tell.
 */
function isOddEnd(query: ListQuery, error: ApiError): boolean {
  return 'page' in query && isNever(error);
}

function failed(error: ApiError): WalkEnd {
  return { kind: isNever(error) ? 'unavailable' : 'failed', error };
}

/** Whether this API, or this key, will never answer; else it is the line, or a bad moment. */
function isNever(error: ApiError): boolean {
  switch (error.kind) {
    case 'api_not_found':
    case 'api_unknown_answer':
    case 'api_key_missing':
    case 'api_key_unusable':
      return true;
    case 'api_refused':
      return error.status !== 429 && error.status !== 408 && error.status < 500;
    case 'offline':
    case 'timeout':
    case 'certificate':
      return false;
  }
}

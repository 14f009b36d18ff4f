/** Asks the API about messages in doubt: by the ids that were salvaged, then by the list. */
import type { ApiClient, ApiStatus, ListPage } from '../api/types.ts';
import type { OwnerDb } from '../db/connection.ts';
import { doubtQueries } from '../db/doubts.ts';
import type { DoubtfulMessage } from '../db/doubts.ts';
import { walkList } from '../receipts/walkList.ts';
import type { ListWindow } from '../receipts/walkList.ts';
import { err, ok } from '../../shared/errors.ts';
import type { ApiError, Result } from '../../shared/errors.ts';
import { timeOf } from './resolveMatch.ts';
import type { Matcher, Sighting } from './resolveMatch.ts';

/** Questions at a time. */
const QUESTIONS_AT_A_TIME = 16;

/** A smaller difference between the clocks is within what a match tolerates anyway. */
const SMALL_OFFSET_MS = 60_000;

/** Time zones set wrongly come to 26 hours at most; beyond that, the mark itself is odd. */
const LARGEST_OFFSET_MS = 26 * 3_600_000;

/** What a search needs. */
export interface SearchDeps {
  readonly db: OwnerDb;
  readonly api: Pick<ApiClient, 'status' | 'list'>;
  readonly accountKey: number;
}

/** What walking the list came to. */
export interface ListSearch {
  /** Messages that the list showed. */
  readonly listed: number;
  /** Why the list does not say everything; `null`: it does. */
  readonly error: ApiError | null;
}

/**
 * Asks for every salvaged id of the requests that is not one of our messages already.
 *
 * An id that the API does not know (yet) was named by it all the same, so it may be any message of its
 * request. A line that fails is an error: nothing is known then.
 */
export async function sightingsById(
  { db, api, accountKey }: SearchDeps,
  messages: readonly DoubtfulMessage[],
): Promise<Result<readonly Sighting[], ApiError>> {
  const queries = doubtQueries(db);
  const asked: { readonly id: string; readonly requestKey: number }[] = [];
  for (const requestKey of new Set(messages.map((message) => message.requestKey))) {
    const ids = queries.salvagedIds(requestKey);
    const taken = queries.takenIds(accountKey, ids);
    for (const id of ids) if (!taken.has(id)) asked.push({ id, requestKey });
  }
  const found: Sighting[] = [];
  let failure: ApiError | null = null;
  const next = asked.values();
  const askInTurn = async (): Promise<void> => {
    for (const { id, requestKey } of next) {
      const answer = await api.status(id);
      if (answer.ok) found.push(sightingOf(answer.value, id, requestKey));
      else if (isAnswer(answer.error)) found.push(unknownSighting(id, requestKey));
      else failure ??= answer.error;
      if (failure !== null) return;
    }
  };
  await Promise.all(Array.from({ length: QUESTIONS_AT_A_TIME }, askInTurn));
  return failure === null ? ok(found) : err(failure);
}

/** Whether the API itself said that it has nothing to say about this id. */
function isAnswer(error: ApiError): boolean {
  if (error.kind === 'api_refused') return error.status !== 401 && error.status !== 403;
  return error.kind === 'api_not_found' || error.kind === 'api_unknown_answer';
}

function unknownSighting(id: string, requestKey: number): Sighting {
  return { id, requestKey, recipient: null, text: null, createdMs: null };
}

function sightingOf(status: ApiStatus, id: string, requestKey: number): Sighting {
  // The answer for another id says nothing about this one.
  if (status.id !== id) return unknownSighting(id, requestKey);
  const { recipient, text, createdMs } = status;
  return { id, requestKey, recipient, text, createdMs };
}

/**
 * How much later than ours the API's clock is, milliseconds; 0 where that is not known.
 *
 * Told by one message that was accepted: when it was created there, and when its request left here.
 * With a clock that is wrong by hours, the list would be searched in the wrong place, and nothing
 * would be found there.
 */
export async function clockOffset(
  { db, api, accountKey }: SearchDeps,
  requestKey: number,
): Promise<number> {
  const mark = doubtQueries(db).clockMark(accountKey, requestKey);
  const answer = mark === null ? null : await api.status(mark.id);
  if (mark === null || answer?.ok !== true || answer.value.createdMs === null) return 0;
  const offsetMs = answer.value.createdMs - mark.wireAtMs;
  const size = Math.abs(offsetMs);
  return size < SMALL_OFFSET_MS || size > LARGEST_OFFSET_MS ? 0 : offsetMs;
}

/** The windows of the list in which messages may be, joined where they overlap. */
export function windowsOf(
  messages: readonly DoubtfulMessage[],
  offsetMs: number,
): readonly ListWindow[] {
  const windows: { startMs: number; endMs: number }[] = [];
  for (const { sinceMs } of messages.toSorted((a, b) => a.sinceMs - b.sinceMs)) {
    const { fromMs, toMs } = timeOf({ sentAtMs: sinceMs }, offsetMs);
    const before = windows.at(-1);
    if (before !== undefined && fromMs <= before.endMs) before.endMs = toMs;
    else windows.push({ startMs: fromMs, endMs: toMs });
  }
  return windows;
}

/** Shows the matcher every listed message that is not known to be one of ours. */
export async function searchList(
  deps: SearchDeps,
  windows: readonly ListWindow[],
  matcher: Matcher,
  requestOf: ReadonlyMap<string, number>,
): Promise<ListSearch> {
  let listed = 0;
  const onPage = (page: ListPage): boolean => {
    listed += page.messages.length;
    showPage(deps, page, matcher, requestOf);
    return false;
  };
  for (const window of windows) {
    const end = await walkList({ api: deps.api, window, onPage, mayAsk: async () => true });
    if (end.kind === 'unavailable' || end.kind === 'failed') return { listed, error: end.error };
  }
  return { listed, error: null };
}

function showPage(
  { db, accountKey }: SearchDeps,
  { messages, unreadable }: ListPage,
  matcher: Matcher,
  requestOf: ReadonlyMap<string, number>,
): void {
  const ids = messages.map(({ id }) => id);
  const taken = doubtQueries(db).takenIds(accountKey, ids);
  for (const { id, direction, recipient, text, createdMs } of messages) {
    if (taken.has(id) || direction === 'inbound') continue;
    matcher.add({ id, recipient, text, createdMs, requestKey: requestOf.get(id) ?? null });
  }
  for (let i = 0; i < unreadable; i += 1) matcher.addUnreadable();
}

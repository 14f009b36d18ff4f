/** What the list call is asked for. */

/** A page of the list by either way of paging. */
export interface ListRequest {
  /** Created at or after; `-Infinity`: from the beginning. */
  readonly startMs: number;
  /** Created before. */
  readonly endMs: number;
  /** In lower case; empty: everything. */
  readonly search: string;
  readonly outbound: boolean;
  readonly failedOnly: boolean;
  readonly paging:
    | { readonly kind: 'cursor'; readonly before: number; readonly limit: number }
    | { readonly kind: 'page'; readonly page: number; readonly size: number };
}

/** The most messages that a page after a cursor can hold. */
export const MAX_CURSOR_LIMIT = 100;
/** The most messages that a numbered page can hold. */
export const MAX_PAGE_SIZE = 1000;

const DIRECTIONS: ReadonlySet<string> = new Set(['inbound', 'outbound', 'all']);

/** A whole number in a range; `undefined` where it is given but something else. */
function wholeNumber(text: string | null, usual: number, max: number): number | undefined {
  if (text === null) return usual;
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

function time(text: string | null, usual: number): number | undefined {
  if (text === null || text === '') return usual;
  // More digits than milliseconds have are allowed and ignored.
  const value = Date.parse(text.replace(/(\.\d{3})\d+/u, '$1'));
  return Number.isNaN(value) ? undefined : value;
}

/** The cursor that continues after the message at this place. */
export function cursorAfter(index: number): string {
  return Buffer.from(`before:${index}`).toString('base64url');
}

function cursorIndex(cursor: string): number | undefined {
  const match = /^before:(\d{1,15})$/u.exec(Buffer.from(cursor, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}

function paging(query: URLSearchParams): ListRequest['paging'] | null {
  if (query.has('page') || query.has('size')) {
    const page = wholeNumber(query.get('page'), 1, 999_999_999);
    const size = wholeNumber(query.get('size'), MAX_CURSOR_LIMIT, MAX_PAGE_SIZE);
    return page === undefined || size === undefined ? null : { kind: 'page', page, size };
  }
  const after = query.get('after') ?? '';
  const before = after === '' ? Number.POSITIVE_INFINITY : cursorIndex(after);
  const limit = wholeNumber(query.get('limit'), MAX_CURSOR_LIMIT, MAX_CURSOR_LIMIT);
  return before === undefined || limit === undefined ? null : { kind: 'cursor', before, limit };
}

/** Reads the list's query; `null` where a value makes no sense. Unknown names are ignored. */
export function listRequest(query: URLSearchParams): ListRequest | null {
  const startMs = time(query.get('startDate'), Number.NEGATIVE_INFINITY);
  const endMs = time(query.get('endDate'), Number.POSITIVE_INFINITY);
  const direction = query.get('dir') ?? 'all';
  const failed = query.get('failed') ?? 'false';
  const pages = paging(query);
  if (startMs === undefined || endMs === undefined || pages === null) return null;
  if (!DIRECTIONS.has(direction) || !['true', 'false'].includes(failed)) return null;
  return {
    startMs,
    endMs,
    search: (query.get('search') ?? '').toLowerCase(),
    outbound: direction !== 'inbound',
    failedOnly: failed === 'true',
    paging: pages,
  };
}

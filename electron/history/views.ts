/**
 * Looking through messages by place: what a filter means is gathered once, as keys, so that a table can
 * jump anywhere and every page costs the same.
 *
 * A view is a picture of who was meant when it was opened; how these messages stand is read with each page.
 */
import { err, ok, type Result } from '../../shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { messageKey } from '../db/keys.ts';
import type { HistoryFilter } from '../db/messageFilter.ts';
import { inShortSteps } from '../db/shortSteps.ts';
import { keyQueries, type ViewedBatch, type ViewedMessage, viewQueries } from '../db/views.ts';

/** Views that are kept; the least recently read goes first. */
const KEPT_VIEWS = 6;

/** A whole batch, or some messages of it. */
type Segment =
  | { readonly kind: 'all'; readonly batchKey: number; readonly count: number }
  | { readonly kind: 'some'; readonly keys: Float64Array; readonly count: number };

interface View {
  readonly segments: readonly Segment[];
  readonly count: number;
}

/** A list of keys that grows without being copied each time. */
class KeyList {
  #keys = new Float64Array(1024);
  count = 0;

  add(keys: readonly number[]): void {
    const needed = this.count + keys.length;
    if (needed > this.#keys.length) {
      const larger = new Float64Array(Math.max(needed, 2 * this.#keys.length));
      larger.set(this.#keys.subarray(0, this.count));
      this.#keys = larger;
    }
    this.#keys.set(keys, this.count);
    this.count = needed;
  }

  segment(): Segment {
    return { kind: 'some', keys: this.#keys.slice(0, this.count), count: this.count };
  }
}

function keyAt(segment: Segment, index: number): number {
  if (segment.kind === 'all') return messageKey(segment.batchKey, index + 1);
  const key = segment.keys[index];
  if (key === undefined) throw new RangeError(`no message ${index} in a segment`);
  return key;
}

/** The keys at some places of a view. */
function keysAt({ segments }: View, offset: number, limit: number): readonly number[] {
  const keys: number[] = [];
  let before = 0;
  for (const segment of segments) {
    const from = Math.max(offset - before, 0);
    const until = Math.min(offset + limit - before, segment.count);
    for (let index = from; index < until; index += 1) keys.push(keyAt(segment, index));
    before += segment.count;
    if (keys.length === limit) break;
  }
  return keys;
}

/** What a view is opened with. */
export interface ViewRequest {
  /** A batch's key; `null`: all of them. */
  readonly batchKey: number | null;
  readonly filter: HistoryFilter;
  /** What the view is for: a newer one ends the gathering of an older one. */
  readonly purpose: string;
}

/** An opened view. */
export interface OpenedView {
  readonly view: string;
  readonly count: number;
}

/** The views of one data folder. */
export class Views {
  readonly #db: Db;
  readonly #newId: () => string;
  /** The least recently used first. */
  readonly #views = new Map<string, View>();
  readonly #gathering = new Map<string, AbortController>();

  constructor(db: Db, newId: () => string) {
    this.#db = db;
    this.#newId = newId;
  }

  /**
   * Gathers the messages that are meant: the newest batch first, within a batch as they stand in its list.
   *
   * Errors: `interrupted` by a newer view of the same purpose, or by the signal.
   */
  async open(
    { batchKey, filter, purpose }: ViewRequest,
    signal: AbortSignal,
  ): Promise<Result<OpenedView>> {
    this.#gathering.get(purpose)?.abort();
    const controller = new AbortController();
    this.#gathering.set(purpose, controller);
    try {
      const either = AbortSignal.any([controller.signal, signal]);
      const segments = await this.#gather(batchKey, filter, either);
      if (segments === null) return err({ kind: 'interrupted' });
      const count = segments.reduce((sum, segment) => sum + segment.count, 0);
      return ok({ view: this.#keep({ segments, count }), count });
    } finally {
      if (this.#gathering.get(purpose) === controller) this.#gathering.delete(purpose);
    }
  }

  async #gather(
    batchKey: number | null,
    filter: HistoryFilter,
    signal: AbortSignal,
  ): Promise<readonly Segment[] | null> {
    const queries = keyQueries(this.#db, filter);
    const segments: Segment[] = [];
    for (const batch of viewQueries(this.#db).batches(batchKey)) {
      const { key, lastSeq } = batch;
      if (lastSeq === 0) continue;
      if (queries.takesAll(batch)) {
        segments.push({ kind: 'all', batchKey: key, count: lastSeq });
        continue;
      }
      const found = await gatherKeys(batch, queries, signal);
      if (found === null) return null;
      if (found.count > 0) segments.push(found);
    }
    return segments;
  }

  #keep(view: View): string {
    const id = this.#newId();
    this.#views.set(id, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > KEPT_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return id;
  }

  /**
   * Some messages of a view, in its order; fewer at its end.
   *
   * Errors: `view_expired`, also where one of the messages has been deleted.
   */
  page(id: string, offset: number, limit: number): Result<readonly ViewedMessage[]> {
    const view = this.#views.get(id);
    if (view === undefined) return err({ kind: 'view_expired', view: id });
    this.#views.delete(id);
    this.#views.set(id, view);
    const keys = keysAt(view, offset, limit);
    const rows = viewQueries(this.#db).rows(keys);
    return rows.length === keys.length ? ok(rows) : err({ kind: 'view_expired', view: id });
  }
}

/** The keys that are meant in one batch; `null` where the signal ended it. */
async function gatherKeys(
  batch: ViewedBatch,
  queries: ReturnType<typeof keyQueries>,
  signal: AbortSignal,
): Promise<Segment | null> {
  const { key, lastSeq } = batch;
  const range = { first: messageKey(key, 1), last: messageKey(key, lastSeq) };
  const list = new KeyList();
  const isWhole = await inShortSteps(
    range,
    (piece) => list.add(queries.keys(batch, piece)),
    signal,
  );
  return isWhole ? list.segment() : null;
}

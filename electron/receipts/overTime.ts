/** When messages left and arrived, as the columns of a chart. Pure. */

/** What happened in one span of time. */
export interface TimeColumn {
  readonly fromMs: number;
  readonly sent: number;
  readonly delivered: number;
  /** Of those that left in it, not delivered: the API does not say when that was found. */
  readonly failed: number;
}

/** The columns, and how wide each is. */
export interface TimeColumns {
  readonly bucketMs: number;
  readonly columns: readonly TimeColumn[];
}

/** The most columns that a chart can show and a person can read. */
const MOST_COLUMNS = 60;

/** While counting, as fine as this many columns: they are joined when the last event is known. */
const FINEST_COLUMNS = 6000;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Widths that people can read; each is a multiple of the one before, so that columns can be joined. */
const WIDTHS_MS = [
  SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  14 * DAY_MS,
  28 * DAY_MS,
  364 * DAY_MS,
] as const;

/** The narrowest width with which a time fits into so many columns. */
function widthFor(firstMs: number, lastMs: number, columns: number): number {
  const fits = (width: number): boolean =>
    Math.floor(lastMs / width) - Math.floor(firstMs / width) < columns;
  return WIDTHS_MS.find(fits) ?? 364 * DAY_MS;
}

interface Counted {
  sent: number;
  delivered: number;
  failed: number;
}

/** Counts events into columns. */
export class OverTime {
  readonly #firstMs: number;
  readonly #latestMs: number;
  readonly #width: number;
  readonly #counted = new Map<number, Counted>();
  #lastMs: number;

  /**
   * @param firstMs When the first message left.
   * @param latestMs Now: what the API dates later (another clock) happened now.
   */
  constructor(firstMs: number, latestMs: number) {
    this.#firstMs = firstMs;
    this.#latestMs = Math.max(firstMs, latestMs);
    this.#lastMs = firstMs;
    this.#width = widthFor(firstMs, this.#latestMs, FINEST_COLUMNS);
  }

  /** Something happened. Before the first message left, nothing can have. */
  count(what: keyof Counted, atMs: number): void {
    const ms = Math.min(Math.max(atMs, this.#firstMs), this.#latestMs);
    if (ms > this.#lastMs) this.#lastMs = ms;
    const place = Math.floor(ms / this.#width);
    const known = this.#counted.get(place);
    if (known === undefined) {
      this.#counted.set(place, { sent: 0, delivered: 0, failed: 0, [what]: 1 });
    } else known[what] += 1;
  }

  /** Every column from the first event to the last, empty ones included; at most sixty. */
  columns(): TimeColumns {
    const bucketMs = Math.max(this.#width, widthFor(this.#firstMs, this.#lastMs, MOST_COLUMNS));
    const first = Math.floor(this.#firstMs / bucketMs);
    const last = Math.floor(this.#lastMs / bucketMs);
    const columns = Array.from({ length: last - first + 1 }, (_, place) => ({
      fromMs: (first + place) * bucketMs,
      sent: 0,
      delivered: 0,
      failed: 0,
    }));
    for (const [place, { sent, delivered, failed }] of this.#counted) {
      const column = columns[Math.floor((place * this.#width) / bucketMs) - first];
      if (column === undefined) continue;
      column.sent += sent;
      column.delivered += delivered;
      column.failed += failed;
    }
    return { bucketMs, columns };
  }
}

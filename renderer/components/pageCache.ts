/**
 * Pages of a long list, read as they come into sight; those not looked at for longest are dropped.
 *
 * Plain code without React: the table draws again when `onChange` says that a page came.
 */

/** Reads rows from a place on. Fewer rows than asked for mean the end of the list. */
export type LoadPage<Row> = (offset: number, limit: number) => Promise<readonly Row[]>;

/** How the cache is set. */
export interface PageCacheOptions<Row> {
  readonly load: LoadPage<Row>;
  readonly onChange: () => void;
  /** Rows of one page. */
  readonly pageSize: number;
  /** Pages kept at most. */
  readonly maxPages: number;
}

type Page<Row> = readonly Row[] | 'loading' | 'failed';

/** A row, or why there is none. */
export type CachedRow<Row> = { readonly row: Row } | 'loading' | 'failed';

/** The pages of one list. */
export class PageCache<Row> {
  readonly #options: PageCacheOptions<Row>;
  /** In the order of their last use: a `Map` keeps the order in which keys are put in. */
  readonly #pages = new Map<number, Page<Row>>();
  #isOpen = false;
  #wanted = { start: 0, end: 0 };

  #load: LoadPage<Row>;

  constructor(options: PageCacheOptions<Row>) {
    this.#options = options;
    this.#load = options.load;
  }

  /** Reads in another way from now on; what is known stays. */
  setLoad(load: LoadPage<Row>): void {
    this.#load = load;
  }

  /** How many pages are kept, with those that are being read. */
  get size(): number {
    return this.#pages.size;
  }

  /** The row at a place, if it is here. */
  at(index: number): CachedRow<Row> {
    const { pageSize } = this.#options;
    const page = this.#pages.get(Math.floor(index / pageSize));
    if (page === undefined || page === 'loading') return 'loading';
    if (page === 'failed') return 'failed';
    const row = page[index % pageSize];
    return row === undefined ? 'loading' : { row };
  }

  /** Reads what is missing of these rows, and notes that they are looked at. `end` is not one of them. */
  want(start: number, end: number): void {
    this.#wanted = { start, end };
    for (const page of this.#pagesOf(start, end)) {
      const known = this.#pages.get(page);
      this.#pages.delete(page);
      this.#pages.set(page, known ?? 'loading');
      if (known === undefined) void this.#read(page);
    }
    this.#dropOldest();
  }

  /** The list has changed: reads anew what was looked at last, and forgets the rest. */
  refresh(): void {
    const { start, end } = this.#wanted;
    const kept = new Set(this.#pagesOf(start, end));
    for (const page of this.#pages.keys()) {
      if (!kept.has(page)) this.#pages.delete(page);
    }
    // The old rows stay on the screen until the new ones are here.
    for (const page of kept) void this.#read(page);
  }

  /** Reads again what failed. */
  retry(): void {
    for (const [page, content] of this.#pages) {
      if (content === 'failed') this.#pages.delete(page);
    }
    this.#options.onChange();
  }

  /** The table is on the screen: pages that come are told. */
  open(): void {
    this.#isOpen = true;
  }

  /** It is not any more: no page that is still being read says anything. */
  close(): void {
    this.#isOpen = false;
  }

  #pagesOf(start: number, end: number): readonly number[] {
    if (end <= start) return [];
    const { pageSize } = this.#options;
    const first = Math.floor(start / pageSize);
    const last = Math.floor((end - 1) / pageSize);
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  }

  async #read(page: number): Promise<void> {
    const { pageSize, onChange } = this.#options;
    let rows: Page<Row>;
    try {
      rows = await this.#load(page * pageSize, pageSize);
    } catch {
      rows = 'failed';
    }
    // It may have been scrolled away and dropped in the meantime.
    if (!this.#pages.has(page)) return;
    this.#pages.set(page, rows);
    if (this.#isOpen) onChange();
  }

  #dropOldest(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= this.#options.maxPages) return;
      this.#pages.delete(page);
    }
  }
}

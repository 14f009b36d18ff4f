/** What a table of any length keeps in mind: its place, its pages, the row that the keyboard is on. */
import {
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { PageCache, type LoadPage } from './pageCache.ts';
import { useSteady } from './quietField.ts';
import { rowsInSight, scrollTopToShow, type ListBox } from './scaledScroll.ts';

/** Pixels; the same number as in the style sheet. */
const ROW_HEIGHT = 40;
/** Pixels; the same number as in the style sheet. */
const HEAD_HEIGHT = 36;
const PAGE_SIZE = 100;
const MAX_PAGES = 24;
const ROWS_BESIDE = 6;

interface Scroll {
  readonly top: number;
  readonly viewport: number;
}

/** Follows the scroll bar and the size of the box; a frame draws at most once. */
function useScroll(box: RefObject<HTMLDivElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ top: 0, viewport: 400 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    let frame = 0;
    const read = (): void => {
      frame = 0;
      setScroll({ top: element.scrollTop, viewport: element.clientHeight });
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(read);
    };
    read();
    const sizes = new ResizeObserver(later);
    sizes.observe(element);
    element.addEventListener('scroll', later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      element.removeEventListener('scroll', later);
    };
  }, [box]);
  return scroll;
}

/** The pages of the list; draws again when one comes, and reads anew for another version. */
function usePages<Row>(loadPage: LoadPage<Row>, version: string | number): PageCache<Row> {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const [cache] = useState(
    () =>
      new PageCache<Row>({
        load: loadPage,
        onChange: drawAgain,
        pageSize: PAGE_SIZE,
        maxPages: MAX_PAGES,
      }),
  );
  useEffect(() => cache.setLoad(loadPage), [cache, loadPage]);
  useEffect(() => {
    cache.open();
    return () => cache.close();
  }, [cache]);
  const read = useRef(version);
  useEffect(() => {
    if (read.current !== version) cache.refresh();
    read.current = version;
  }, [cache, version]);
  return cache;
}

/** Where a key leads, or `null` for a key that does not move. */
export function rowAfterKey(
  key: string,
  row: number,
  count: number,
  rowsInView: number,
): number | null {
  const page = Math.max(1, rowsInView - 1);
  const step = new Map([
    ['ArrowDown', 1],
    ['ArrowUp', -1],
    ['PageDown', page],
    ['PageUp', -page],
    ['Home', Number.NEGATIVE_INFINITY],
    ['End', Number.POSITIVE_INFINITY],
  ]).get(key);
  return step === undefined ? null : Math.min(Math.max(0, row + step), count - 1);
}

/** What a table shows, and what moves it. */
export interface TableState<Row> {
  readonly pages: PageCache<Row>;
  readonly list: ListBox;
  readonly scrollTop: number;
  /** The rows to draw; `end` is not one of them. */
  readonly start: number;
  readonly end: number;
  /** The row that the keyboard is on. */
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly open: (row: number) => void;
  /** Brings a row into sight and puts the keyboard on it. */
  readonly goTo: (row: number) => void;
}

/** What the state is made of. */
export interface TableStateInput<Row> {
  readonly count: number;
  readonly loadPage: LoadPage<Row>;
  readonly version: string | number;
  readonly onOpen: ((row: Row, index: number) => void) | undefined;
}

/** The state of one table in its scrolling box. */
export function useTableState<Row>(
  { count, loadPage, version, onOpen }: TableStateInput<Row>,
  box: RefObject<HTMLDivElement | null>,
): TableState<Row> {
  const scroll = useScroll(box);
  const pages = usePages(loadPage, version);
  const [row, setRow] = useState(0);
  const active = Math.min(row, Math.max(0, count - 1));
  const viewport = Math.max(0, scroll.viewport - HEAD_HEIGHT);
  const list = { count, rowHeight: ROW_HEIGHT, viewport };
  const { start, end } = rowsInSight(list, scroll.top, ROWS_BESIDE);
  useEffect(() => pages.want(start, end), [pages, start, end]);
  const open = useSteady((index: number): void => {
    setRow(index);
    const content = pages.at(index);
    if (typeof content === 'object') onOpen?.(content.row, index);
  });
  const goTo = (wanted: number): void => {
    setRow(wanted);
    box.current?.scrollTo({ top: scrollTopToShow(list, box.current.scrollTop, wanted) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys in a button of a cell are the button's.
    if (count === 0 || event.target !== event.currentTarget) return;
    if (event.key === 'Enter') open(active);
    const next = rowAfterKey(event.key, active, count, Math.floor(viewport / ROW_HEIGHT));
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  };
  return { pages, list, scrollTop: scroll.top, start, end, active, onKeyDown, open, goTo };
}

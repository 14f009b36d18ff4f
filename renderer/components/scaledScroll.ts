/**
 * The arithmetic of a very long list: rows of one height in a box whose height Chromium limits.
 *
 * Chromium ends an element at about 33.5 million pixels, which is 900,000 rows. A longer list gets a
 * box of the highest height, and every pixel of the scroll bar stands for more than one of the list.
 */

/** Well below Chromium's limit of 2^25 pixels. */
export const MAX_BOX_PX = 30_000_000;

/** A list in its box. */
export interface ListBox {
  /** Rows altogether. */
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** The height of what is in sight, pixels. */
  readonly viewport: number;
}

/** The height of the box, pixels. */
export function boxHeight({ count, rowHeight }: ListBox): number {
  return Math.min(count * rowHeight, MAX_BOX_PX);
}

/** How far both the list and the box can be scrolled, pixels. */
function ranges(list: ListBox): { readonly inList: number; readonly inBox: number } {
  return {
    inList: Math.max(0, list.count * list.rowHeight - list.viewport),
    inBox: Math.max(0, boxHeight(list) - list.viewport),
  };
}

/** The place in the list for a place of the scroll bar, pixels from its start. */
export function offsetInList(list: ListBox, scrollTop: number): number {
  const { inList, inBox } = ranges(list);
  if (inBox === 0) return 0;
  const bounded = Math.min(Math.max(0, scrollTop), inBox);
  return inList === inBox ? bounded : (bounded / inBox) * inList;
}

/** The place of the scroll bar for a place in the list: the reverse of `offsetInList`. */
export function scrollTopFor(list: ListBox, offset: number): number {
  const { inList, inBox } = ranges(list);
  if (inList === 0) return 0;
  const bounded = Math.min(Math.max(0, offset), inList);
  return inList === inBox ? bounded : (bounded / inList) * inBox;
}

/** The rows to draw: those in sight and some beside them; `end` is not one of them. */
export function rowsInSight(
  list: ListBox,
  scrollTop: number,
  beside: number,
): { readonly start: number; readonly end: number } {
  const offset = offsetInList(list, scrollTop);
  const first = Math.floor(offset / list.rowHeight);
  const last = Math.ceil((offset + list.viewport) / list.rowHeight);
  return { start: Math.max(0, first - beside), end: Math.min(list.count, last + beside) };
}

/** Where a row stands in the box at this place of the scroll bar, pixels from the box's start. */
export function rowTop(list: ListBox, scrollTop: number, row: number): number {
  return row * list.rowHeight - offsetInList(list, scrollTop) + scrollTop;
}

/** The place of the scroll bar at which a row is in sight; the current one where it already is. */
export function scrollTopToShow(list: ListBox, scrollTop: number, row: number): number {
  const offset = offsetInList(list, scrollTop);
  const top = row * list.rowHeight;
  if (top < offset) return scrollTopFor(list, top);
  const bottom = top + list.rowHeight;
  return bottom > offset + list.viewport ? scrollTopFor(list, bottom - list.viewport) : scrollTop;
}

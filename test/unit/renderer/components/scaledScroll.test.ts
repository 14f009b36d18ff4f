/** The arithmetic of very long lists: any row can be reached, whatever the browser's limit. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  boxHeight,
  MAX_BOX_PX,
  offsetInList,
  rowsInSight,
  rowTop,
  scrollTopFor,
  scrollTopToShow,
} from '../../../../renderer/components/scaledScroll.ts';

const list = (count: number) => ({ count, rowHeight: 40, viewport: 600 });
const lists = fc
  .record({
    count: fc.integer({ min: 1, max: 16_777_216 }),
    viewport: fc.integer({ min: 100, max: 2000 }),
  })
  .map(({ count, viewport }) => ({ count, viewport, rowHeight: 40 }));

test('the box is as high as the list, and never higher than the browser allows', () => {
  expect(boxHeight(list(100))).toBe(4000);
  expect(boxHeight(list(1_000_000))).toBe(MAX_BOX_PX);
  expect(MAX_BOX_PX).toBeLessThan(2 ** 25);
});

describe('the last row', () => {
  test.each([1, 15, 16, 1000, 749_999, 750_001, 1_000_000, 16_777_216])('of %i', (count) => {
    const box = list(count);
    const bottom = Math.max(0, boxHeight(box) - box.viewport);
    const { start, end } = rowsInSight(box, bottom, 0);
    expect(end).toBe(count);
    expect(start).toBe(Math.max(0, count - 15));
    // Its lower edge is the box's lower edge: nothing is cut off and nothing is left empty.
    const edge = rowTop(box, bottom, count - 1) + box.rowHeight;
    expect(edge).toBeCloseTo(Math.min(boxHeight(box), count * box.rowHeight), 3);
  });
});

test('a place of the scroll bar and a place in the list turn into each other', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (box, share) => {
      const most = Math.max(0, box.count * box.rowHeight - box.viewport);
      const offset = share * most;
      expect(offsetInList(box, scrollTopFor(box, offset))).toBeCloseTo(offset, 2);
    }),
  );
});

test('a row that is asked for comes into sight, whole', () => {
  fc.assert(
    fc.property(
      lists,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (box, from, share) => {
        const row = Math.floor(share * (box.count - 1));
        const before = from * Math.max(0, boxHeight(box) - box.viewport);
        const scrollTop = scrollTopToShow(box, before, row);
        const top = rowTop(box, scrollTop, row) - scrollTop;
        expect(top).toBeGreaterThanOrEqual(-0.01);
        expect(top + box.rowHeight).toBeLessThanOrEqual(box.viewport + 0.01);
      },
    ),
  );
});

test('a row in sight does not move the list', () => {
  expect(scrollTopToShow(list(1000), 400, 12)).toBe(400);
});

test('only what is in sight is drawn, and a little beside it', () => {
  expect(rowsInSight(list(1_000_000), 0, 6)).toEqual({ start: 0, end: 21 });
  const middle = rowsInSight(list(1_000_000), MAX_BOX_PX / 2, 6);
  expect(middle.end - middle.start).toBeLessThanOrEqual(28);
  expect(rowsInSight(list(0), 0, 6)).toEqual({ start: 0, end: 0 });
});

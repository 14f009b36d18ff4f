import { describe, expect, test } from 'vitest';
import { placeWindow } from '../../../../electron/shell/windowPlace.ts';

const LAPTOP = { x: 0, y: 0, width: 1366, height: 728 };
const SCREEN = { x: 1366, y: -200, width: 1920, height: 1040 };
const saved = (x: number, y: number, width = 1000, height = 700) => ({
  x,
  y,
  width,
  height,
  maximised: false,
});

describe('where the window opens', () => {
  test('at the first start in the middle, no larger than the screen', () => {
    expect(placeWindow(null, [LAPTOP])).toEqual({ width: 1200, height: 728 });
    expect(placeWindow(null, [SCREEN])).toEqual({ width: 1200, height: 760 });
  });

  test.each([
    ['on the first screen', saved(100, 10)],
    ['on the second screen', saved(2000, 0)],
    ['partly out of the screen', saved(-500, 20)],
  ])('where it was: %s', (_name, place) => {
    const { x, y, width, height } = place;
    expect(placeWindow(place, [LAPTOP, SCREEN])).toEqual({ x, y, width, height });
  });

  test.each([
    ['the screen is gone', saved(2000, 0)],
    ['too far to the left', saved(-950, 20)],
    ['too far to the right', saved(1300, 20)],
    ['its title bar is above the screen', saved(100, -20)],
    ['its title bar is below the screen', saved(100, 720)],
  ])('in the middle again, of the same size, where %s', (_name, place) => {
    expect(placeWindow(place, [LAPTOP])).toEqual({ width: 1000, height: 700 });
  });

  test('made smaller where the screen is a smaller one now', () => {
    expect(placeWindow(saved(10, 10, 2500, 1400), [LAPTOP])).toEqual({
      x: 10,
      y: 10,
      width: 1366,
      height: 728,
    });
  });

  test('as it was where the system names no screen', () => {
    expect(placeWindow(saved(10, 10), [])).toEqual({ width: 1000, height: 700 });
  });
});

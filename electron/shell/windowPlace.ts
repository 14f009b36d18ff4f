/** Where the window opens: where it was, if a screen is still there. */
import type { WindowState } from '../appSettings.ts';

/** A rectangle in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size and, where it is known, position. Without one the system centres the window. */
export type WindowPlace = Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'>;

const USUAL_SIZE = { width: 1200, height: 760 } as const;

/** So much of the title bar must be on a screen, for the window to be found and moved. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 32;

function overlap(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
}

function showsGrip(saved: Rectangle, area: Rectangle): boolean {
  return (
    overlap(saved.x, saved.width, area.x, area.width) >= GRIP_WIDTH &&
    overlap(saved.y, GRIP_HEIGHT, area.y, area.height) >= GRIP_HEIGHT
  );
}

/**
 * The place of the window.
 *
 * @param saved Where it was when it was closed last; `null` at the first start.
 * @param areas The screens' work areas (without task bars), the first one's first.
 */
export function placeWindow(saved: WindowState | null, areas: readonly Rectangle[]): WindowPlace {
  const area = saved === null ? undefined : areas.find((one) => showsGrip(saved, one));
  const { width, height } = saved ?? USUAL_SIZE;
  const room = area ?? areas[0];
  const size = {
    width: Math.min(width, room?.width ?? width),
    height: Math.min(height, room?.height ?? height),
  };
  return saved === null || area === undefined ? size : { x: saved.x, y: saved.y, ...size };
}

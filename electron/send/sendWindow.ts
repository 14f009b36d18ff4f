/**
 * The hours in which messages may leave, in the office's own time zone (that of this computer).
 *
 * It governs leaving this computer only: the API tries to deliver until its deadline, also at night.
 */
import type { SendWindow } from './types.ts';

/** Whether a moment lies in the window. A window from an hour to the same hour is always open. */
export function isOpen({ fromHour, toHour }: SendWindow, nowMs: number): boolean {
  const hour = new Date(nowMs).getHours();
  if (fromHour < toHour) return hour >= fromHour && hour < toHour;
  return hour >= fromHour || hour < toHour || fromHour === toHour;
}

/** When a closed window opens next, UTC milliseconds. Days with a clock change have their own length. */
export function opensAtMs({ fromHour }: SendWindow, nowMs: number): number {
  const opening = new Date(nowMs);
  opening.setHours(fromHour, 0, 0, 0);
  if (opening.getTime() <= nowMs) {
    opening.setDate(opening.getDate() + 1);
    opening.setHours(fromHour, 0, 0, 0);
  }
  return opening.getTime();
}

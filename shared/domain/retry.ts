/** How long to wait before something that failed is tried again. Pure: the caller does the waiting. */

/** Waits that double from the first to the longest. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Where nothing left the machine: the line may be back any moment. */
export const LINE_BACKOFF: Backoff = { firstMs: 500, longestMs: 60_000 };

/** Where the API says "not now" without saying when. */
export const BUSY_BACKOFF: Backoff = { firstMs: 2_000, longestMs: 300_000 };

/** Between repetitions of a call that can be repeated. */
export const REPEAT_BACKOFF: Backoff = { firstMs: 500, longestMs: 8_000 };

/** Without leave to wait, a line that fails this often in a row counts as down. */
export const QUICK_TRIES = 4;

/** Without leave to wait, the longest single wait that the API may ask for, milliseconds. */
export const QUICK_WAIT_MS = 60_000;

/** How often a repeatable call is made before its message is in doubt. */
export const REPEAT_TRIES = 6;

/** The wait after so many failures in a row (1 for the first), milliseconds. */
export function backoffMs(failures: number, { firstMs, longestMs }: Backoff): number {
  // 2 ** 1000 is still a number; more failures than that would make it infinite, which min handles.
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}

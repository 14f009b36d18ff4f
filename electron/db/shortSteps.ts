/** Long reading of a range in steps so short that nobody feels them. */

/** A range of whole numbers (keys, rows), both ends included. */
export interface StepRange {
  readonly first: number;
  readonly last: number;
}

/** One step is to take about so long, milliseconds: half of a frame at 60 a second. */
const TARGET_MS = 6;
const SMALLEST = 200;
const LARGEST = 50_000;
const BEGINNING = 1000;

/**
 * Goes over a range, a piece at a time, letting everything else have its turn in between. The pieces grow
 * and shrink with the time that they take on this machine.
 *
 * @param step Reads one piece; `false` ends it early. What it waits for (a disk, say) counts, too.
 * @returns whether it came to its end: `false` where the signal or a step ended it.
 */
export async function inShortSteps(
  { first, last }: StepRange,
  step: (piece: StepRange) => boolean | void | Promise<boolean | void>,
  signal?: AbortSignal,
): Promise<boolean> {
  let size = BEGINNING;
  let at = first;
  while (at <= last) {
    if (signal?.aborted === true) return false;
    const startMs = performance.now();
    const piece = { first: at, last: Math.min(at + size - 1, last) };
    if ((await step(piece)) === false) return false;
    at = piece.last + 1;
    const factor = TARGET_MS / Math.max(performance.now() - startMs, 0.1);
    size = Math.min(LARGEST, Math.max(SMALLEST, Math.round(size * Math.min(2, factor))));
    await new Promise((resolve) => void setImmediate(resolve));
  }
  return true;
}

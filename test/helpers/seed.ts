/** Seeds of random tests: printed, so that a failure can be repeated with `POSTBAG_SEED`. */

/** The seed of a random test: that of `POSTBAG_SEED`, or a new one. Prints it. */
export function printedSeed(test: string): number {
  const asked = process.env['POSTBAG_SEED'];
  const seed = asked === undefined ? Math.floor(Math.random() * 0x7fffffff) : Number(asked);
  console.info(`${test}: POSTBAG_SEED=${seed}`);
  return seed;
}

/** Whether the long versions of random tests were asked for (`POSTBAG_LONG=1`). */
export const LONG = process.env['POSTBAG_LONG'] === '1';

/**
 * How many seeds a random test goes through: those of `POSTBAG_SEEDS`, or a few, or many where the long
 * version was asked for.
 */
export function seedCount(few: number, many: number): number {
  const asked = process.env['POSTBAG_SEEDS'];
  if (asked !== undefined) return Number(asked);
  return LONG ? many : few;
}

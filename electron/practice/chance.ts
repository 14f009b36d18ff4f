/**
 * Chance that repeats itself: the same seed, message and question always give the same number.
 *
 * A message's luck depends on its place in the gateway's history only, not on the clock and not on
 * how many questions were asked before, so that two runs with one seed can be compared.
 */

/** One round of a well-known integer mixer (splitmix32): spreads neighbouring inputs far apart. */
function mix(value: number): number {
  let h = (value + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * A number from 0 (included) to 1 (excluded).
 *
 * @param question what is being decided, so that the answers for one message are independent.
 */
export function chance(seed: number, message: number, question: number): number {
  return mix(mix(mix(seed) ^ message) ^ question) / 2 ** 32;
}

/** The scale of a chart: round numbers that people read at a glance. */

/** The top of the scale: the next 1, 2, 2.5 or 5 times a power of ten; at least 4, in whole numbers. */
export function topOf(values: readonly number[]): number {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  const top = step * power;
  return top % 4 === 0 ? top : Math.ceil(top / 4) * 4;
}

/** The lines of the scale, from zero to the top. */
export function ticksFor(top: number): readonly number[] {
  return [0, 1, 2, 3, 4].map((quarter) => (top / 4) * quarter);
}

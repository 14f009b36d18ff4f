/** What a case measured, and how rounds become a table of ratios. */

/** The measurement of one case in one round. */
export interface Measured {
  readonly case: string;
  /** Messages, rows or statuses handled. */
  readonly items: number;
  /** Seconds of wall time, start-up of the process not counted. */
  readonly seconds: number;
  /** Peak resident memory of the process, megabytes. */
  readonly peakMb: number;
}

/** A target: the rate of one case as a multiple of another's. */
export interface Target {
  readonly title: string;
  readonly case: string;
  readonly baseline: string;
  readonly atLeast: number;
}

/** Items a second. */
export function rate(measured: Measured): number {
  return measured.items / measured.seconds;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}

/** The ratio of two cases, round by round, and its median. */
export function ratioOf(rounds: readonly (readonly Measured[])[], target: Target): number {
  const ratios = rounds.map((round) => {
    const own = round.find((measured) => measured.case === target.case);
    const base = round.find((measured) => measured.case === target.baseline);
    return own === undefined || base === undefined ? Number.NaN : rate(own) / rate(base);
  });
  return median(ratios);
}

/** The lines of the report: a row a case, then a row a target. */
export function reportLines(
  rounds: readonly (readonly Measured[])[],
  targets: readonly Target[],
): string[] {
  const names = rounds[0]?.map((measured) => measured.case) ?? [];
  const lines = ['case                          items/s (median)   peak MB'];
  for (const name of names) {
    const of = rounds.flat().filter((measured) => measured.case === name);
    const speed = Math.round(median(of.map(rate))).toLocaleString('en-US');
    const peak = Math.round(Math.max(...of.map((measured) => measured.peakMb)));
    lines.push(`${name.padEnd(28)} ${speed.padStart(17)} ${String(peak).padStart(9)}`);
  }
  lines.push('', 'target                                            ratio   wanted');
  for (const target of targets) {
    const ratio = ratioOf(rounds, target);
    const verdict = ratio >= target.atLeast ? 'holds' : 'FALLS SHORT';
    lines.push(
      `${target.title.padEnd(46)} ${ratio.toFixed(2).padStart(8)} ${`≥ ${target.atLeast}`.padStart(8)}  ${verdict}`,
    );
  }
  return lines;
}

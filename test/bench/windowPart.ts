/** The window's part of the bench: the size of what it loads, and the time to its first screen. */
import { join } from 'node:path';
import { DIST } from '../../build/scripts/dist.js';
import { BUNDLE_LIMIT, bundleSize, type BundleSize } from './bundle.ts';
import { median } from './report.ts';
import type { StartTimes } from './windowStart.ts';

/** The first screen is there within this time of the start of the process. */
const START_LIMIT_MS = 1500;

/** What was measured of the window. */
export interface WindowMeasured {
  readonly bundle: BundleSize;
  readonly start: StartTimes;
}

/** Measures; `run` starts a script of this folder and answers its first line of output. */
export async function measureWindow(
  run: (script: string, ...args: readonly string[]) => Promise<string>,
  rounds: number,
): Promise<WindowMeasured> {
  return {
    bundle: bundleSize(join(DIST, 'renderer')),
    start: JSON.parse(await run('windowStart.ts', String(rounds))) as StartTimes,
  };
}

const verdict = (holds: boolean): string => (holds ? 'holds' : 'FALLS SHORT');
const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function row(title: string, value: string, wanted: string, result: string): string {
  return `${title.padEnd(46)} ${value.padStart(10)} ${wanted.padStart(10)}  ${result}`.trimEnd();
}

/** The lines of the report. */
export function windowLines({ bundle, start }: WindowMeasured): readonly string[] {
  const [ownMs, emptyMs] = [median(start.windowMs), median(start.emptyMs)];
  // Round by round, so that a busy moment of the machine meets both.
  const ratio = median(
    start.windowMs.map((ms, round) => ms / (start.emptyMs[round] ?? Number.NaN)),
  );
  return [
    `window, on ${start.host === 'electron' ? 'Electron' : 'the stand-in for Electron'}`.padEnd(
      58,
    ) + 'wanted',
    row(
      'process start to first screen painted (median)',
      `${Math.round(ownMs)} ms`,
      `≤ ${START_LIMIT_MS} ms`,
      verdict(ownMs <= START_LIMIT_MS),
    ),
    row('an empty page in the same Chromium (median)', `${Math.round(emptyMs)} ms`, '', ''),
    row('their ratio', ratio.toFixed(2), '', ''),
    row('loaded before the first screen, gzipped', inKilobytes(bundle.first), '', ''),
    row(
      `loaded in one language (${bundle.language}) in all, gzipped`,
      inKilobytes(bundle.whole),
      `≤ ${BUNDLE_LIMIT / 1000} kB`,
      verdict(bundle.whole <= BUNDLE_LIMIT),
    ),
  ];
}

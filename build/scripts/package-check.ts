/**
 * `npm run pack:check`: packs the built application for every target around a stand-in for Electron,
 * lists what the archive holds, and fails if anything in it does not run or anything that runs is not
 * in it. Starting what was packed is `test/e2e/packaged.test.ts`.
 *
 * Electron itself (about 100 MB in an installer) is not part of the sizes.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './dist.js';
import { judgePacked, type PackedFile, type PackTarget } from './package-rules.ts';
import { packStandIn } from './package-stand-in.ts';

const TARGETS: readonly PackTarget[] = [
  'linux-x64',
  'win32-x64',
  'win32-arm64',
  'darwin-universal',
];

const kilobytes = (bytes: number): string =>
  (bytes / 1000).toLocaleString('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function totalOf(files: readonly PackedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Every file of the first target, largest first; the others differ by their binary alone. */
function listFiles(files: readonly PackedFile[]): void {
  for (const { path, bytes, isUnpacked } of [...files].sort((a, b) => b.bytes - a.bytes)) {
    console.log(`${kilobytes(bytes).padStart(10)} kB  ${path}${isUnpacked ? '  (beside)' : ''}`);
  }
}

/** The guide lies beside the archive, where `Help` looks for it, with every picture that it shows. */
function guideOf(folder: string): readonly string[] {
  const guide = join(folder, 'resources', 'guide');
  if (!existsSync(join(guide, 'guide.html'))) return ['missing: resources/guide/guide.html'];
  const text = readFileSync(join(guide, 'guide.html'), 'utf8');
  return [...text.matchAll(/\b(?:src|href)="(?!https?:|mailto:|#)([^"#]+)/gu)]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(guide, path)))
    .map((path) => `missing: resources/guide/${path}`);
}

const work = mkdtempSync(join(tmpdir(), 'postbag-pack-'));
let problems = 0;
try {
  for (const target of TARGETS) {
    const folder = join(work, target);
    mkdirSync(folder);
    const packed = await packStandIn(target, DIST, folder);
    if (target === TARGETS[0]) listFiles(packed.files);
    const found = [...judgePacked(packed.files, target, packed.read), ...guideOf(packed.folder)];
    const total = `${packed.files.length} files, ${kilobytes(totalOf(packed.files))} kB`;
    console.log(`\n${target}: ${total}: ${found.length === 0 ? 'good' : 'NOT GOOD'}`);
    for (const problem of found) console.log(`  ${problem}`);
    problems += found.length;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = problems === 0 ? 0 : 1;

/**
 * Builds `dist/cli.js` if it is missing or older than what it is made of.
 *
 * Used by `npm run postbag` and by the tests that start the command line. Several may ask at once
 * (test files run side by side), so a folder serves as a lock: only one of them builds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOCK = join(root, 'node_modules', '.cache', 'postbag-build.lock');
const LOCK_STALE_MS = 120_000;

/** The built command line. */
export const CLI = join(root, 'dist', 'cli.js');

/** Throws with the build's own output if the build fails. */
export function ensureFreshCli() {
  if (isFresh()) return;
  while (!takeLock()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    if (!isFresh()) build();
  } finally {
    rmdirSync(LOCK);
  }
}

function build() {
  // Standard output belongs to the program that runs afterwards: the build's goes to the error.
  const script = join(root, 'build', 'scripts', 'build.js');
  const result = spawnSync(process.execPath, [script, 'cli'], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  throw new Error(`The build failed:\n${result.stdout ?? ''}${result.stderr ?? ''}`);
}

function isFresh() {
  const built = modifiedMs(CLI);
  const sources = ['electron', 'shared', 'build/vite.config.ts', 'package.json'];
  return built > 0 && sources.every((source) => newestMs(join(root, source)) <= built);
}

/**
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  if (!statSync(path).isDirectory()) return modifiedMs(path);
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((file) => modifiedMs(join(file.parentPath, file.name))));
}

/**
 * @param {string} path
 * @returns {number} 0 where there is no such file
 */
function modifiedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function takeLock() {
  try {
    mkdirSync(join(LOCK, '..'), { recursive: true });
    mkdirSync(LOCK);
    return true;
  } catch {
    // A build that was killed leaves its lock behind.
    const age = Date.now() - modifiedMs(LOCK);
    if (age > LOCK_STALE_MS) rmdirSync(LOCK);
    return false;
  }
}

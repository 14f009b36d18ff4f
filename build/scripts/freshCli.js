/**
 * Builds `dist/cli.js`, or the window's part of `dist/`, if it is missing or older than what it is
 * made of.
 *
 * Used by `npm run postbag` and by the tests that start the command line or the window. Several may
 * ask at once (test files run side by side), so a folder serves as a lock: only one of them builds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './dist.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LOCK = join(root, 'node_modules', '.cache', 'postbag-build.lock');
const LOCK_STALE_MS = 120_000;

/** The built command line. */
export const CLI = join(root, 'dist', 'cli.js');

const SOURCES = ['electron', 'shared', 'build/vite.config.ts', 'package.json'];

/** Throws with the build's own output if the build fails. */
export function ensureFreshCli() {
  ensureFresh([CLI], SOURCES, ['cli'], {});
}

/** The same for everything that the window is made of, in the folder that `POSTBAG_DIST` may name. */
export function ensureFreshWindow() {
  // Whoever builds by hand (to measure, to try an old state) says so.
  if (process.env['POSTBAG_BUILT'] === '1') return;
  const built = ['main.js', 'preload.cjs', 'renderer/index.html'].map((name) => join(DIST, name));
  ensureFresh(built, [...SOURCES, 'renderer'], ['main', 'preload', 'renderer'], {
    POSTBAG_DIST: DIST,
  });
}

/**
 * @param {readonly string[]} built
 * @param {readonly string[]} sources
 * @param {readonly string[]} bundles
 * @param {Readonly<Record<string, string>>} env
 */
function ensureFresh(built, sources, bundles, env) {
  if (isFresh(built, sources)) return;
  while (!takeLock()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    if (!isFresh(built, sources)) build(bundles, env);
  } finally {
    rmdirSync(LOCK);
  }
}

/**
 * @param {readonly string[]} bundles
 * @param {Readonly<Record<string, string>>} env
 */
function build(bundles, env) {
  // Standard output belongs to the program that runs afterwards: the build's goes to the error.
  const script = join(root, 'build', 'scripts', 'build.js');
  const result = spawnSync(process.execPath, [script, ...bundles], {
    cwd: root,
    encoding: 'utf8',
    // A test runner's NODE_ENV would build React for development.
    env: { ...process.env, POSTBAG_DIST: '', NODE_ENV: 'production', ...env },
  });
  if (result.status === 0) return;
  throw new Error(`The build failed:\n${result.stdout ?? ''}${result.stderr ?? ''}`);
}

/**
 * @param {readonly string[]} built
 * @param {readonly string[]} sources
 */
function isFresh(built, sources) {
  const oldestMs = Math.min(...built.map(modifiedMs));
  return oldestMs > 0 && sources.every((source) => newestMs(join(root, source)) <= oldestMs);
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

/**
 * Bundles the worker threads once for a run of the tests, as the application has them.
 *
 * Not from source: Node strips their types with WebAssembly in every thread, and V8 has, about once in a
 * thousand threads, aborted the whole process over it (`Check failed: jit_page.has_value()`,
 * https://github.com/nodejs/node/issues/64500). Bundled, a thread also starts in a fifth of the time.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names the folder of the bundles to the tests and to the processes that they start. */
const VARIABLE = 'POSTBAG_TEST_WORKERS';

/** Whether a process is there: one that was killed has left its bundles. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Makes the bundles, and gives what removes them. */
export async function setup(): Promise<() => void> {
  // Within the project, so that what is not bundled is found.
  const cache = join(root, 'node_modules', '.cache', 'test-workers');
  const folder = join(cache, String(process.pid));
  mkdirSync(folder, { recursive: true });
  for (const other of readdirSync(cache)) {
    if (!isRunning(Number(other))) rmSync(join(cache, other), { recursive: true, force: true });
  }
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node22',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: { import: 'electron/import/worker.ts', export: 'electron/history/worker.ts' },
        external: [/^node:/, 'better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  process.env[VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/**
 * One configuration for the four bundles of `dist/`: `vite build --mode cli|main|preload|renderer`.
 *
 * Everything is bundled but better-sqlite3 (a native addon) and electron (given by its host), so
 * that what is packed is `dist/` and one package.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { calls, events } from '../shared/ipc/contract.ts';
import { DIST } from './scripts/dist.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE_EXTERNALS = [/^node:/, 'electron', 'better-sqlite3'];

// Command line and window run the same workers, and each brings its own: whichever is built last
// writes both, over chunks that only its own build clears.
const WORKERS = {
  'import-worker': 'electron/import/worker.ts',
  'export-worker': 'electron/history/worker.ts',
};

const NODE_ENTRIES: Readonly<Record<string, Record<string, string>>> = {
  cli: { cli: 'electron/cli.ts', ...WORKERS },
  main: { main: 'electron/main.ts', ...WORKERS },
  preload: { preload: 'electron/preload.ts' },
};

function nodeBundle(mode: string): UserConfig {
  const isPreload = mode === 'preload';
  return {
    root,
    define: {
      __CALL_NAMES__: JSON.stringify(Object.keys(calls)),
      __EVENT_NAMES__: JSON.stringify(Object.keys(events)),
    },
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
    build: {
      ssr: true,
      target: 'node22',
      outDir: DIST,
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      // What is packed carries the licences of what is in it.
      license: mode === 'main' && { fileName: 'licenses.md' },
      rollupOptions: {
        input: NODE_ENTRIES[mode] ?? {},
        external: NODE_EXTERNALS,
        output: {
          format: isPreload ? 'cjs' : 'es',
          entryFileNames: isPreload ? '[name].cjs' : '[name].js',
          chunkFileNames: `chunks/${mode}/[name]-[hash].js`,
        },
      },
    },
  };
}

/** The words of react-aria's own parts, such as "Dismiss", in a language that the window never speaks. */
const UNSPOKEN =
  /react-(?:aria|stately)[^?]*\/intl\/\w+\/(?!(?:en|fr|es|ar)-)[a-z]{2}-[A-Z]{2}\.mjs$/;

/** Leaves out thirty languages of react-aria: a fifth of what the first screen would have to read. */
const onlySpokenLanguages: Plugin = {
  name: 'only-spoken-languages',
  load: (id) => (UNSPOKEN.test(id) ? 'export default {};' : null),
};

export default defineConfig(({ mode }): UserConfig => {
  if (mode !== 'renderer') return nodeBundle(mode);
  return {
    root: `${root}/renderer`,
    base: './',
    plugins: [react(), onlySpokenLanguages],
    build: {
      target: 'chrome140',
      outDir: `${DIST}/renderer`,
      emptyOutDir: true,
      license: { fileName: 'licenses.md' },
    },
  };
});

/** Vitest: real files, real servers, so each test file runs in its own process. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    include: ['test/{unit,contract,flow,e2e,crash,fuzz}/**/*.test.ts'],
    pool: 'forks',
    globalSetup: [`${root}/test/helpers/bundleWorkers.ts`],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', `${root}/build/scripts/count-reporter.ts`],
  },
});

/**
 * Builds `dist/`: `npm run build` for everything, `npm run build -- cli` for the command line alone.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { DIST } from './dist.js';

const ALL = ['cli', 'main', 'preload', 'renderer'];
const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`build: unknown bundle ${unknown.join(', ')}; known are ${ALL.join(', ')}`);
  process.exit(2);
}
if (wanted.length === 0) rmSync(DIST, { recursive: true, force: true });
for (const mode of wanted.length > 0 ? wanted : ALL) {
  // Chunk names carry a hash: without this, every build would leave its own behind.
  rmSync(`${DIST}/chunks/${mode}`, { recursive: true, force: true });
  await build({ configFile: `${root}/build/vite.config.ts`, mode, logLevel: 'warn' });
}

/**
 * What is packed is enough: the archive is made, taken apart in a folder without any `node_modules`
 * around it, and started from there.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DIST } from '../../build/scripts/dist.js';
import { ensureFreshWindow } from '../../build/scripts/freshCli.js';
import { binariesOf, type PackTarget } from '../../build/scripts/package-rules.ts';
import { packStandIn } from '../../build/scripts/package-stand-in.ts';
import type { LaunchOptions, TestApp } from './host.ts';

const TARGET: PackTarget =
  process.platform === 'darwin'
    ? 'darwin-universal'
    : `${process.platform === 'win32' ? 'win32' : 'linux'}-${process.arch === 'arm64' ? 'arm64' : 'x64'}`;
const work = mkdtempSync(join(tmpdir(), 'postbag-packed-'));
const unpacked = join(work, 'application');
let launchStandIn: (options: LaunchOptions) => Promise<TestApp>;
let app: TestApp;

beforeAll(async () => {
  ensureFreshWindow();
  const packed = await packStandIn(TARGET, DIST, work);
  packed.extract(unpacked);
  // The host reads these when it is loaded; it has been, by the imports above.
  vi.stubEnv('POSTBAG_DIST', join(unpacked, 'dist'));
  vi.stubEnv('POSTBAG_BUILT', '1');
  vi.resetModules();
  ({ launchStandIn } = await import('../helpers/electron/launchStandIn.ts'));
  app = await launchStandIn({});
}, 120_000);

afterAll(async () => {
  await app?.dispose();
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true, force: true });
});

test('the packed application opens its window and keeps its data in its folder', async () => {
  await app.page.locator('h1').first().waitFor();
  expect(await app.page.title()).toMatch(/. – Postbag$/u);
  expect(existsSync(join(app.dataDir, 'postbag.db'))).toBe(true);
  expect(app.stderr()).toBe('');
  expect(app.mishaps).toEqual({ violations: [], consoleErrors: [], pageErrors: [], left: [] });
});

test('it ran on the binary that was packed: without it, it does not start', async () => {
  await app.kill();
  for (const binary of binariesOf(TARGET)) rmSync(join(unpacked, binary));
  const broken = await launchStandIn({ expectsNoWindow: true });
  try {
    expect(await broken.exited).toBe(1);
  } finally {
    await broken.dispose();
  }
});

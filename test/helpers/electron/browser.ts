/**
 * Finds a Chromium to stand for Electron's: the one that `CHROMIUM_PATH` names, one that is installed,
 * else the one that npm brought. `POSTBAG_BROWSER=npm` skips the first two.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmChromium } from './npmChromium.ts';

/** A browser that was found. */
export interface FoundBrowser {
  readonly path: string;
  /** Environment variables that it needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly source: 'CHROMIUM_PATH' | 'installed' | 'npm';
}

const UNIX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC_PROGRAMS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];

const WINDOWS_PROGRAMS = [
  String.raw`Google\Chrome\Application\chrome.exe`,
  String.raw`Microsoft\Edge\Application\msedge.exe`,
  String.raw`Chromium\Application\chrome.exe`,
];

/** Where a browser may be installed on this system, in the order of preference. */
export function usualPlaces(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
    return folders
      .map((name) => env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => `${folder}\\${program}`));
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', `${env['HOME'] ?? ''}/Applications`];
    return folders.flatMap((folder) => MAC_PROGRAMS.map((program) => join(folder, program)));
  }
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return UNIX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The browser to use, or `null` if there is none. @throws if `CHROMIUM_PATH` names no file. */
export async function findBrowser(
  which: 'any' | 'installed' = 'any',
): Promise<FoundBrowser | null> {
  const args = sandboxArgs();
  if (process.env['POSTBAG_BROWSER'] !== 'npm') {
    const named = process.env['CHROMIUM_PATH'];
    if (named !== undefined && named !== '') {
      if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
      return { path: named, env: {}, args, source: 'CHROMIUM_PATH' };
    }
    const path = usualPlaces(process.platform, process.env).find((place) => existsSync(place));
    if (path !== undefined) return { path, env: {}, args, source: 'installed' };
  }
  if (which === 'installed') return null;
  const unpacked = await npmChromium();
  return unpacked === null ? null : { ...unpacked, args: ['--no-sandbox'], source: 'npm' };
}

// Chromium refuses to start as root with its sandbox, and containers often forbid what it needs.
function sandboxArgs(): readonly string[] {
  const isRoot = process.getuid?.() === 0;
  return isRoot || process.env['CI'] !== undefined ? ['--no-sandbox'] : [];
}

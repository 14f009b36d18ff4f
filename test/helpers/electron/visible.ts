/**
 * The application in a visible window of an installed browser: `npm run start:chromium`.
 *
 * For computers where Electron's binary cannot be had. It is the application itself, with three
 * differences: files are chosen through the browser and copied, saving goes to the folder for
 * downloads, and the API key is asked for at each start (there is no safe store for it here).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { defaultDataDir } from '../../../electron/cli/dataDir.ts';
import { findBrowser } from './browser.ts';
import { drive } from './drive.ts';
import { startStandIn, type StandInProcess } from './standIn.ts';
import { answerVisibly } from './visibleDialogs.ts';

/** Why the window cannot be opened, in words. */
export class CannotOpen extends Error {}

/** The open window. */
export interface VisibleApp {
  readonly page: Page;
  /** Ends it as the menu's Quit. */
  readonly quit: () => void;
  /** Resolves with the application's exit code after its end. */
  readonly ended: Promise<number>;
}

const NO_BROWSER = [
  'No Chrome, Edge or Chromium was found on this computer.',
  'Install one, or name one: CHROMIUM_PATH=/path/to/chromium npm run start:chromium',
].join('\n');

const NO_DISPLAY = [
  'There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
  'Everything works on the command line too: npm run -s postbag -- --help',
].join('\n');

/** Opens the window. @throws CannotOpen */
export async function openVisible(args: readonly string[]): Promise<VisibleApp> {
  if (process.platform === 'linux' && !hasDisplay(process.env)) throw new CannotOpen(NO_DISPLAY);
  const data = defaultDataDir({ platform: process.platform, env: process.env, home: homedir() });
  const temp = join(data, 'temp', 'chromium');
  const context = await openBrowser(temp);
  const standIn = startStandIn({
    userData: join(temp, 'electron'),
    env: process.env,
    args,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    secretStore: 'basic_text',
  });
  return runIn(context, standIn, join(temp, 'files'));
}

/** Whether there is a screen. */
export function hasDisplay(env: Readonly<Record<string, string | undefined>>): boolean {
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

async function openBrowser(temp: string): Promise<BrowserContext> {
  const found = await findBrowser('installed');
  if (found === null) throw new CannotOpen(NO_BROWSER);
  const profile = join(temp, 'profile');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  return chromium.launchPersistentContext(profile, {
    executablePath: found.path,
    headless: false,
    chromiumSandbox: !found.args.includes('--no-sandbox'),
    // A window of an application: no tabs, no address bar.
    args: [...found.args, '--app=data:text/html,<title>Postbag</title>', '--window-size=1200,800'],
    ignoreDefaultArgs: ['--enable-automation'],
    handleSIGINT: false,
    viewport: null,
    serviceWorkers: 'block',
  });
}

async function runIn(
  context: BrowserContext,
  { link, exited, child, stderr }: StandInProcess,
  fileFolder: string,
): Promise<VisibleApp> {
  child.stderr?.pipe(process.stderr);
  const page = context.pages()[0] ?? (await context.newPage());
  answerVisibly(link, page, { fileFolder, downloads: join(homedir(), 'Downloads') });
  link.handle('shell:open', (url: string) => openInBrowser(url));
  const driver = await drive({
    link,
    context,
    fileFolder,
    colorScheme: 'no-preference',
    newPage: () => Promise.resolve(page),
  });
  // Closing the browser's window is the click on the window's cross; with it the application ends.
  page.on('close', () => link.tell('window:close', 1));
  const ended = exited.then(async (code) => {
    await context.close().catch(() => undefined);
    rmSync(fileFolder, { recursive: true, force: true });
    return code ?? 1;
  });
  const failed = exited.then((code) => {
    throw new CannotOpen(`Postbag ended (${code}) before its window was there.\n${stderr()}`);
  });
  await Promise.race([driver.firstLoad, failed]);
  return { page, ended, quit: () => link.tell('app:quit') };
}

/** The address in the user's own browser. Only pages of the web: anything else could start a program. */
function openInBrowser(url: string): void {
  if (new URL(url).protocol !== 'https:') return;
  const [command, ...args] = {
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
    darwin: ['open', url],
  }[process.platform as string] ?? ['xdg-open', url];
  const opener = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  // No program for it: the window shows the address as well.
  opener.on('error', () => undefined);
  opener.unref();
}

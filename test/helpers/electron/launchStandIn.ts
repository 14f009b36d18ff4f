/** The application on the stand-in, for a test. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sharedBrowser } from './browserPool.ts';
import { createDialogs } from './dialogAnswers.ts';
import { drive } from './drive.ts';
import { dropFiles } from './dropFiles.ts';
import { homeOf } from './home.ts';
import type { MenuEntry } from './module/menu.ts';
import type { SystemState } from './module/system.ts';
import { startStandIn } from './standIn.ts';
import type { LaunchOptions, TestApp } from './testApp.ts';

const START_TIMEOUT_MS = 15_000;
const ACTION_TIMEOUT_MS = 10_000;
const QUIT_TIMEOUT_MS = 5000;

/** Starts it and waits for its first page. */
export async function launchStandIn(options: LaunchOptions): Promise<TestApp> {
  const { browser } = await sharedBrowser();
  const home = homeOf(options);
  const { locale = 'en-US', colorScheme = 'light', timezone = 'UTC', online = true } = options;
  const standIn = startStandIn({
    userData: home.userData,
    env: home.env,
    locale,
    dark: colorScheme === 'dark',
    online,
    ...(options.args === undefined ? {} : { args: options.args }),
    ...(options.secretStore === undefined ? {} : { secretStore: options.secretStore }),
  });
  const { link, child, exited } = standIn;
  const dialogs = createDialogs(link);
  // Recorded at the other end; a test has no browser to open a page in.
  link.handle('shell:open', () => undefined);
  const context = await browser.newContext({
    locale,
    colorScheme,
    timezoneId: timezone,
    offline: !online,
    serviceWorkers: 'block',
    acceptDownloads: false,
    viewport: options.viewport ?? { width: 1366, height: 700 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    forcedColors: options.forcedColors ?? 'none',
  });
  // Shorter than a test's own, so that a failure says what was waited for.
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  const transcript: string[] = [];
  const driver = await drive({
    link,
    context,
    colorScheme,
    fileFolder: join(home.userData, 'dropped'),
    ...(options.keepTranscript === true ? { transcript } : {}),
    newPage: async () => {
      const page = await context.newPage();
      await slowDown(page);
      return page;
    },
  });
  const end = async (): Promise<void> => {
    driver.ending();
    child.kill('SIGKILL');
    await exited;
    await context.close();
  };
  const said = async (): Promise<string> =>
    `${standIn.stderr()}${JSON.stringify(await dialogs.shown())}\n${lastLog(home.dataDir)}`;
  const first = await firstWindow(options, driver.firstLoad, exited, said).catch(
    async (error: unknown) => {
      await end();
      throw error;
    },
  );
  const page = first?.page ?? (await context.newPage());
  const reload = (): Promise<void> => (first === null ? Promise.resolve() : driver.reload(first));
  const windowId = first?.id ?? 0;
  return {
    host: 'stand-in',
    page,
    home: home.folder,
    dataDir: home.dataDir,
    dialogs,
    menu: {
      list: () => link.call<MenuEntry[]>('menu:list'),
      click: async (name) => {
        if (!(await link.call<boolean>('menu:click', name))) throw new Error(`no menu: ${name}`);
      },
    },
    dropFiles: (selector, ...paths) => dropFiles(page, selector, paths),
    setOnline: async (isOnline) => {
      await link.call('system:online', isOnline);
      await context.setOffline(!isOnline);
    },
    system: () => link.call<SystemState>('system:state'),
    emitPower: (name) => link.call('power:emit', name),
    reload,
    closeWindow: () => link.call<boolean>('window:close', windowId).catch(() => true),
    quit: async () => {
      link.tell('app:quit');
      return withTimeout(exited, QUIT_TIMEOUT_MS, 'the application did not quit');
    },
    startAgain: () => startStandIn({ userData: home.userData, env: home.env }).exited,
    kill: end,
    exited,
    stderr: standIn.stderr,
    mishaps: driver.mishaps,
    refused: driver.refused,
    windowOptions: () => Promise.resolve({ ...first?.options }),
    permission: (name) => link.call('session:permission', name, 'app://postbag'),
    transcript,
    dispose: async () => {
      await end();
      home.remove();
    },
  };
}

function lastLog(dataDir: string): string {
  const folder = join(dataDir, 'logs');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name) => readFileSync(join(folder, name), 'utf8').slice(-3000)).join('\n');
}

/** Waits, but not for ever. */
export async function withTimeout<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.reject(new Error(`${what} within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function firstWindow<T>(
  options: LaunchOptions,
  loaded: Promise<T>,
  exited: Promise<number | null>,
  said: () => Promise<string>,
): Promise<T | null> {
  if (options.expectsNoWindow === true) return null;
  const ended = exited.then(async (code) => {
    throw new Error(`the application ended (${code}) before its window was there\n${await said()}`);
  });
  try {
    return await withTimeout(Promise.race([loaded, ended]), START_TIMEOUT_MS, 'no window');
  } catch (error) {
    throw new Error(`the application does not start\n${await said()}`, { cause: error });
  }
}

async function slowDown(page: Page): Promise<void> {
  const rate = Number(process.env['POSTBAG_E2E_SLOW'] ?? 1);
  if (!(rate > 1)) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

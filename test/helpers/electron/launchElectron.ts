/** The application on real Electron, for a test: where its binary is present. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MenuItem } from 'electron';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { DIST } from '../../../build/scripts/dist.js';
import { buttonIndex } from './dialogAnswers.ts';
import { dropFiles } from './dropFiles.ts';
import type { Mishaps } from './drive.ts';
import { homeOf } from './home.ts';
import type { MenuEntry } from './module/menu.ts';
import type { SystemState } from './module/system.ts';
import type { Dialogs, LaunchOptions, ShownDialog, TestApp } from './testApp.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Whether Electron's binary is here. */
export function hasElectron(): boolean {
  return existsSync(join(ROOT, 'node_modules', 'electron', 'dist'));
}

// Electron takes the folder of what it is given for the application's: the repository, where it can be.
function applicationPath(): string {
  return DIST === join(ROOT, 'dist') ? ROOT : join(DIST, 'main.js');
}

/** What the test's half inside Electron keeps. */
interface Kept {
  readonly shown: ShownDialog[];
  readonly open: (readonly string[])[];
  readonly save: (string | null)[];
  readonly message: (string | number)[];
  readonly opened: string[];
  isOnline: boolean;
}

/** Starts it and waits for its first page. */
export async function launchElectron(options: LaunchOptions): Promise<TestApp> {
  const home = homeOf(options);
  const { locale = 'en-US', colorScheme = 'light' } = options;
  const binary = createRequire(import.meta.url)('electron') as string;
  const args = [
    applicationPath(),
    `--user-data-dir=${home.userData}`,
    `--lang=${locale}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(options.args ?? []),
  ];
  const electron = await _electron.launch({
    executablePath: binary,
    args,
    env: { ...home.env },
    locale,
    colorScheme,
    offline: options.online === false,
  });
  await replaceDialogs(electron, options.online ?? true);
  const page = await electron.firstWindow();
  const mishaps: Mishaps = { violations: [], consoleErrors: [], pageErrors: [], left: [] };
  await watchPage(electron, page, mishaps);
  if (options.viewport !== undefined) await page.setViewportSize(options.viewport);
  const child = electron.process();
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    host: 'electron',
    page,
    home: home.folder,
    dataDir: home.dataDir,
    dialogs: electronDialogs(electron),
    menu: electronMenu(electron),
    dropFiles: (selector, ...paths) => dropFiles(page, selector, paths),
    setOnline: async (isOnline) => {
      await electron.evaluate(setOnline, isOnline);
      await page.context().setOffline(!isOnline);
    },
    system: () => electron.evaluate(systemState),
    emitPower: (name) =>
      electron.evaluate(({ powerMonitor }, event) => {
        powerMonitor.emit(event);
      }, name),
    reload: async () => {
      await page.reload();
    },
    closeWindow: async () => {
      const isGone = page.waitForEvent('close', { timeout: 3000 }).then(
        () => true,
        () => false,
      );
      await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      return isGone;
    },
    quit: async () => {
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      return exited;
    },
    startAgain: () =>
      new Promise((resolve) => {
        spawn(binary, args, { env: { ...home.env }, stdio: 'ignore' }).once('exit', resolve);
      }),
    kill,
    exited,
    stderr: () => stderr,
    mishaps,
    refused: [],
    windowOptions: () => electron.evaluate(lastWebPreferences),
    permission: async (name) => {
      const state = await page.evaluate(
        async (permission) => (await navigator.permissions.query({ name: permission })).state,
        name as PermissionName,
      );
      return { requested: state === 'granted', checked: state === 'granted' };
    },
    transcript: [],
    dispose: async () => {
      await kill();
      home.remove();
    },
  };
}

async function watchPage(
  electron: ElectronApplication,
  page: Page,
  mishaps: Mishaps,
): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error') mishaps.consoleErrors.push(message.text());
    if (message.text().includes('Content Security Policy')) mishaps.violations.push(message.text());
  });
  page.on('pageerror', (error) => mishaps.pageErrors.push(error.stack ?? error.message));
  electron.context().on('request', (request) => {
    if (!/^(?:app|data|blob|devtools):/u.test(request.url())) mishaps.left.push(request.url());
  });
  const rate = Number(process.env['POSTBAG_E2E_SLOW'] ?? 1);
  if (!(rate > 1)) return;
  const session = await electron.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

// Runs inside Electron: the system's dialogs cannot be clicked from outside.
async function replaceDialogs(electron: ElectronApplication, isOnline: boolean): Promise<void> {
  await electron.evaluate(
    ({ dialog, shell, net }, { pick, online }) => {
      const kept: Kept = {
        shown: [],
        open: [],
        save: [],
        message: [],
        opened: [],
        isOnline: online,
      };
      Object.assign(globalThis, { postbagKept: kept });
      // Playwright carries one function into Electron; this one is carried as its text.
      // oxlint-disable-next-line typescript/no-implied-eval
      const indexOf = new Function(`return ${pick}`)() as typeof buttonIndex;
      const last = (args: unknown[]): Record<string, unknown> =>
        args.at(-1) as Record<string, unknown>;
      dialog.showOpenDialog = (...args: unknown[]) => {
        kept.shown.push({ kind: 'open', options: last(args) });
        const filePaths = [...(kept.open.shift() ?? [])];
        return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
      };
      dialog.showSaveDialog = (...args: unknown[]) => {
        kept.shown.push({ kind: 'save', options: last(args) });
        const filePath = kept.save.shift() ?? null;
        return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
      };
      dialog.showMessageBox = (...args: unknown[]) => {
        kept.shown.push({ kind: 'message', options: last(args) });
        const response = indexOf(last(args), kept.message.shift());
        return Promise.resolve({ response, checkboxChecked: false });
      };
      dialog.showErrorBox = (title: string, content: string) => {
        kept.shown.push({ kind: 'error', options: { title, content } });
      };
      shell.openExternal = (url: string) => {
        kept.opened.push(url);
        return Promise.resolve();
      };
      net.isOnline = () => kept.isOnline;
    },
    { pick: buttonIndex.toString(), online: isOnline },
  );
}

function lastWebPreferences({ BrowserWindow }: typeof Electron.Main): Record<string, unknown> {
  const [window] = BrowserWindow.getAllWindows();
  const contents = window?.webContents as unknown as
    | { getLastWebPreferences(): object }
    | undefined;
  return { webPreferences: contents?.getLastWebPreferences() };
}

function setOnline(_electron: unknown, isOnline: boolean): void {
  (globalThis as unknown as { readonly postbagKept: Kept }).postbagKept.isOnline = isOnline;
}

function systemState(): SystemState {
  const { opened } = (globalThis as unknown as { readonly postbagKept: Kept }).postbagKept;
  return { opened, shown: [], notifications: [], awake: [], clipboard: '' };
}

function electronDialogs(electron: ElectronApplication): Dialogs {
  const push = (list: 'open' | 'save' | 'message', answer: unknown): Promise<void> =>
    electron.evaluate(
      (_electron, [name, value]) => {
        const { postbagKept } = globalThis as unknown as { readonly postbagKept: Kept };
        (postbagKept[name as 'open'] as unknown[]).push(value);
      },
      [list, answer] as const,
    );
  return {
    shown: () =>
      electron.evaluate(
        () => (globalThis as unknown as { readonly postbagKept: Kept }).postbagKept.shown,
      ),
    answerOpen: (...paths) => push('open', paths),
    answerSave: (path) => push('save', path),
    answerMessage: (button) => push('message', button),
  };
}

function electronMenu(electron: ElectronApplication): TestApp['menu'] {
  return {
    list: () =>
      electron.evaluate(({ Menu }) => {
        const list = (items: readonly MenuItem[]): MenuEntry[] =>
          items
            .filter((item) => item.type !== 'separator')
            .map((item) => ({
              id: item.id,
              label: item.label,
              role: item.role ?? '',
              accelerator: typeof item.accelerator === 'string' ? item.accelerator : '',
              enabled: item.enabled,
              visible: item.visible,
              checked: item.checked,
              submenu: list(item.submenu?.items ?? []),
            }));
        return list(Menu.getApplicationMenu()?.items ?? []);
      }),
    click: async (name) => {
      const clicked = await electron.evaluate(({ Menu, BrowserWindow }, wanted) => {
        const all = (items: readonly MenuItem[]): MenuItem[] =>
          items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
        const items = all(Menu.getApplicationMenu()?.items ?? []);
        const found = items.find(
          (item) => item.id === wanted || item.label.replace('&', '') === wanted,
        );
        if (found === undefined || !found.enabled) return false;
        found.click({}, BrowserWindow.getAllWindows()[0]);
        return true;
      }, name);
      if (!clicked) throw new Error(`no menu: ${name}`);
    },
  };
}

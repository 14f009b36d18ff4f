/** The window itself: opened where it was, kept on its page, told what happens. */
import { BrowserWindow, nativeTheme, screen, session } from 'electron';
import { EVENT_PREFIX } from '../../shared/ipc/channels.ts';
import type { AppSettingsStore } from '../appSettings.ts';
import type { Emit } from '../ipc/context.ts';
import type { Log } from '../log.ts';
import type { Closing } from './closing.ts';
import { APP_ORIGIN } from './protocol.ts';
import { closeContents, closeSession, windowOptions } from './window.ts';
import { placeWindow } from './windowPlace.ts';

/** What the window needs. */
export interface MainWindowDeps {
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly settings: AppSettingsStore;
  readonly log: Log;
}

/** The one window. Everything may be called before it is open and after it is gone. */
export interface MainWindow {
  /** Opens it; resolves when the page is loaded. */
  open(closing: Closing): Promise<void>;
  readonly emit: Emit;
  /** Brings it to the front, from wherever it was. */
  focus(): void;
  /** Loads the home screen anew: after a change of data, addresses of the old one mean nothing. */
  startOver(): void;
  /** Whether anybody can see it. */
  isSeen(): boolean;
  /** Remembers where it is. */
  savePlace(): void;
  /** The window for dialogs; `null` where there is none. */
  current(): BrowserWindow | null;
}

/** A page that dies again and again is not loaded for ever. */
const MAX_RELOADS = 3;

/** It fails where the page is loaded anew meanwhile: that is no reason to end. */
async function loadHome(window: BrowserWindow, log: Log): Promise<void> {
  const loaded = window.loadURL(`${APP_ORIGIN}/index.html`);
  await loaded.catch((error: unknown) => log.bug(error, 'page'));
}

/** Makes the window, not open yet. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  let window: BrowserWindow | null = null;
  const alive = (): BrowserWindow | null => (window?.isDestroyed() === false ? window : null);
  return {
    current: alive,
    open: async (closing) => {
      window = build(deps, closing);
      await loadHome(window, deps.log);
    },
    emit: (name, payload) => alive()?.webContents.send(EVENT_PREFIX + name, payload),
    focus: () => {
      const shown = alive();
      if (shown?.isMinimized() === true) shown.restore();
      shown?.show();
      shown?.focus();
    },
    startOver: () => {
      const shown = alive();
      if (shown !== null) void loadHome(shown, deps.log);
    },
    isSeen: () => {
      const shown = alive();
      return shown !== null && shown.isVisible() && !shown.isMinimized();
    },
    savePlace: () => {
      const shown = alive();
      if (shown === null) return;
      const { x, y, width, height } = shown.getNormalBounds();
      deps.settings.set({ window: { x, y, width, height, maximised: shown.isMaximized() } });
    },
  };
}

function build(deps: MainWindowDeps, closing: Closing): BrowserWindow {
  const saved = deps.settings.get().window;
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const areas = [primary, ...others].map(({ workArea }) => workArea);
  const { preload, isPackaged } = deps;
  closeSession(session.defaultSession);
  const window = new BrowserWindow(
    windowOptions({
      preload,
      isPackaged,
      isDark: nativeTheme.shouldUseDarkColors,
      place: placeWindow(saved, areas),
    }),
  );
  closeContents(window.webContents);
  window.on('close', closing.onClose);
  // On Windows only: the system asks before it ends the session.
  window.on('query-session-end', closing.onShutdown);
  window.once('ready-to-show', () => {
    if (saved?.maximised === true) window.maximize();
    window.show();
  });
  reviveAfterCrash(window, deps.log);
  return window;
}

/** The page keeps no state of its own, so that loading it again loses nothing. */
function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.event('page_gone', { reason });
    if (reason === 'clean-exit' || reloads >= MAX_RELOADS) return;
    reloads += 1;
    window.webContents.reload();
  });
}

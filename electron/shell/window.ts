/** The one window, with every door of Chromium's closed but the bridge. */
import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowPlace } from './windowPlace.ts';

/** What the window's options depend on. */
export interface WindowWish {
  /** The path of the preload script. */
  readonly preload: string;
  readonly place: WindowPlace;
  /** Whether the page will be dark: no white flash before it is there. */
  readonly isDark: boolean;
  /** Developer tools are for the repository only. */
  readonly isPackaged: boolean;
}

/** The window's options; every security setting is said, also where it is the default. */
export function windowOptions({
  preload,
  place,
  isDark,
  isPackaged,
}: WindowWish): BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Postbag',
    // As `--canvas` of the page.
    backgroundColor: isDark ? '#14181a' : '#f5f6f4',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !isPackaged,
      spellcheck: false,
    },
  };
}

/** An event that can be refused. */
interface Refusable {
  preventDefault(): void;
}

/** The part of a page's `webContents` that is closed. */
export interface ContentsDoors {
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  on(event: 'will-navigate', listener: (event: Refusable) => void): unknown;
  on(event: 'will-frame-navigate', listener: (event: Refusable) => void): unknown;
  on(event: 'will-redirect', listener: (event: Refusable) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Refusable) => void): unknown;
}

/** Keeps a page where it is: no other address, no new window, no webview. */
export function closeContents(contents: ContentsDoors): void {
  const refuse = (event: Refusable): void => event.preventDefault();
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
}

/** The part of Electron's session that is closed. */
export interface SessionDoors {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: unknown, callback: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setDisplayMediaRequestHandler(
    handler: (request: unknown, callback: (streams: null) => void) => void,
  ): void;
  setSpellCheckerEnabled(enable: boolean): void;
  on(event: 'will-download', listener: (event: Refusable) => void): unknown;
}

/** Denies every permission, asked for or checked, every device, every download. */
export function closeSession(session: SessionDoors): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.on('will-download', (event) => event.preventDefault());
  // Its dictionaries would be downloaded, and texts for recipients are nobody else's.
  session.setSpellCheckerEnabled(false);
}

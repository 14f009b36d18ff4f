/**
 * The stand-in for the module `electron`, for the main process: what `main.ts` and `shell/` use of it,
 * over a browser that another process drives (see `host.ts` beside this folder).
 *
 * Not carried over: separate processes and worlds (the preload script shares the page's), fuses, the
 * asar, the system's menu bar and tray, spell checking. A name that is missing here does not load, so
 * a new use of Electron is noticed at once.
 */
export { app } from './app.ts';
export { dialog } from './dialogs.ts';
export { ipcMain } from './ipc.ts';
export { Menu, MenuItem } from './menu.ts';
export { protocol, session } from './protocol.ts';
export { safeStorage } from './secrets.ts';
export {
  clipboard,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './system.ts';
export { BrowserWindow } from './windows.ts';

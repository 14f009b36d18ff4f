/** The parts of Electron that the doors to the desktop, the menu and the look of the system are made of. */
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  type MessageBoxOptions,
  nativeTheme,
  type OpenDialogOptions,
  powerSaveBlocker,
  type SaveDialogOptions,
  shell,
} from 'electron';
import type { AppSettings } from '../appSettings.ts';
import type { Desktop, Emit } from '../ipc/context.ts';
import { createDesktop } from './desktop.ts';
import type { DroppedFiles } from './droppedFiles.ts';
import { menuTemplate } from './menu.ts';
import { languageOf, menuTexts, type MenuTexts } from './menuTexts.ts';
import { createWakefulness } from './power.ts';

/** What the desktop of this application depends on. */
export interface ElectronDesktopDeps {
  readonly window: () => BrowserWindow | null;
  readonly dropped: DroppedFiles;
  readonly guide: string;
  /** A file in the data folder that the window is on. */
  readonly dataFile: () => string;
  readonly texts: () => MenuTexts;
}

/** Makes the doors over Electron's own. */
export function electronDesktop(deps: ElectronDesktopDeps): Desktop {
  return createDesktop({
    ...deps,
    askOpen: (options) => askToOpen(deps.window(), options),
    askSave: (options) => askToSave(deps.window(), options),
    openExternal: (url) => shell.openExternal(url),
    openPath: (path) => shell.openPath(path),
    showItem: (path) => shell.showItemInFolder(path),
    documents: () => app.getPath('documents'),
    keepAwake: createWakefulness(powerSaveBlocker),
  });
}

// A dialog belongs to the window where there is one, so that it cannot get lost behind it.

function askToOpen(window: BrowserWindow | null, options: OpenDialogOptions) {
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
}

function askToSave(window: BrowserWindow | null, options: SaveDialogOptions) {
  return window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options);
}

function showMessage(window: BrowserWindow | null, options: MessageBoxOptions) {
  return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options);
}

/** Asks whether to leave while a send runs. Closing the question means staying. */
export async function askToLeave(
  window: BrowserWindow | null,
  texts: MenuTexts,
): Promise<'leave' | 'stay'> {
  const options: MessageBoxOptions = {
    type: 'warning',
    message: texts.leaveTitle,
    detail: texts.leaveDetail,
    buttons: [texts.stay, texts.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await showMessage(window, options);
  return response === 1 ? 'leave' : 'stay';
}

/** Says that the settings begin anew, and where the old ones are. Not waited for. */
export async function tellOfDamage(
  window: BrowserWindow | null,
  texts: MenuTexts,
  file: string,
): Promise<void> {
  await showMessage(window, {
    type: 'warning',
    message: texts.settingsDamaged,
    detail: `${texts.settingsPutAside}\n${file}`,
  });
}

/** Says that what is open is the real data, where practice was expected. */
export async function tellOfRealData(
  window: BrowserWindow | null,
  texts: MenuTexts,
): Promise<void> {
  const { practiceOff: message, practiceOffDetail: detail } = texts;
  await showMessage(window, { type: 'warning', message, detail });
}

/** The texts in the window's language. */
export function currentTexts(settings: AppSettings): MenuTexts {
  return menuTexts(languageOf(settings.language, app.getLocale()));
}

/** Sets the menu in the window's language, and light or dark. */
export function applyPreferences(settings: AppSettings, emit: Emit): void {
  nativeTheme.themeSource = settings.theme;
  const template = menuTemplate({
    texts: currentTexts(settings),
    platform: process.platform,
    isPackaged: app.isPackaged,
    onCommand: (command) => emit('menuCommand', { command }),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

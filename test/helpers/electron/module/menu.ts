/** `Menu`: kept as a tree that the driver lists and clicks in. */
import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';
import { host } from './host.ts';
import { keysOf } from './keys.ts';
import { BrowserWindow } from './windows.ts';

/** One entry as the driver sees it. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly accelerator: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly checked: boolean;
  readonly submenu: readonly MenuEntry[];
}

/** An entry. */
export class MenuItem {
  readonly id: string;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly role: string;
  readonly type: string;
  readonly accelerator: string;
  readonly submenu: Menu | null;
  readonly click: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.role = options.role ?? '';
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = typeof options.accelerator === 'string' ? options.accelerator : '';
    this.click = options.click;
    this.submenu = Array.isArray(options.submenu)
      ? Menu.buildFromTemplate(options.submenu)
      : ((options.submenu as Menu | undefined) ?? null);
  }
}

let applicationMenu: Menu | null = null;

/** A menu. */
export class Menu {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    }
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    return walk(this).find((item) => item.id === id) ?? null;
  }

  popup(): void {
    host.tell('menu:popup', list(this));
  }

  closePopup(): void {}
}

function walk(menu: Menu): MenuItem[] {
  return menu.items.flatMap((item) => [item, ...(item.submenu === null ? [] : walk(item.submenu))]);
}

function list(menu: Menu | null): MenuEntry[] {
  return (menu?.items ?? [])
    .filter((item) => item.type !== 'separator')
    .map(({ id, label, role, accelerator, enabled, visible, checked, submenu }) => ({
      id,
      label,
      role,
      accelerator,
      enabled,
      visible,
      checked,
      submenu: list(submenu),
    }));
}

// The roles that do something of their own; those of editing are the browser's.
const ROLES: Readonly<Record<string, (window: BrowserWindow | null) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  reload: (window) => window?.webContents.reload(),
  minimize: (window) => window?.minimize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
  resetzoom: (window) => window?.webContents.setZoomLevel(0),
  zoomin: (window) => zoom(window, 0.5),
  zoomout: (window) => zoom(window, -0.5),
  about: () => app.showAboutPanel(),
};

function zoom(window: BrowserWindow | null, by: number): void {
  const contents = window?.webContents;
  contents?.setZoomLevel(contents.getZoomLevel() + by);
}

// What Electron gives a role that names no shortcut itself.
const ROLE_SHORTCUTS: Readonly<Record<string, string>> = {
  quit: 'CmdOrCtrl+Q',
  close: 'CmdOrCtrl+W',
  reload: 'CmdOrCtrl+R',
  minimize: 'CmdOrCtrl+M',
  togglefullscreen: 'F11',
  resetzoom: 'CmdOrCtrl+0',
  zoomin: 'CmdOrCtrl+Plus',
  zoomout: 'CmdOrCtrl+-',
};

function shortcutOf(item: MenuItem): string {
  return item.accelerator === ''
    ? (ROLE_SHORTCUTS[item.role.toLowerCase()] ?? '')
    : item.accelerator;
}

function press(item: MenuItem): boolean {
  if (!item.enabled) return false;
  const window = BrowserWindow.getFocusedWindow();
  if (item.type === 'checkbox') item.checked = !item.checked;
  const click = item.click as
    | ((item: MenuItem, window: BrowserWindow | null, event: object) => void)
    | undefined;
  if (click !== undefined) click(item, window, {});
  else ROLES[item.role.toLowerCase()]?.(window);
  return true;
}

host.handle('menu:list', () => list(applicationMenu));
/** Clicks the entry with this id or label; false where there is none or it is grey. */
host.handle('menu:click', (name: string) => {
  const item = applicationMenu === null ? [] : walk(applicationMenu);
  const found = item.find((one) => one.id === name || one.label.replace('&', '') === name);
  return found !== undefined && press(found);
});
host.handle('menu:shortcut', (keys: string) => {
  const items = applicationMenu === null ? [] : walk(applicationMenu);
  const found = items.find((one) => keysOf(shortcutOf(one)) === keys);
  return found !== undefined && press(found);
});

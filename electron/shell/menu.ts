/**
 * The application menu: the usual roles with their usual shortcuts, and the few commands of Postbag.
 *
 * The labels are ours and not the system's, because the window's language is the operator's choice.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../../shared/ipc/types.ts';
import type { MenuTexts } from './menuTexts.ts';

/** A command of Postbag's own. */
export type MenuCommand = EventPayload<'menuCommand'>['command'];

/** What the menu depends on. */
export interface MenuWish {
  readonly texts: MenuTexts;
  readonly platform: NodeJS.Platform;
  /** Developer tools are for the repository only. */
  readonly isPackaged: boolean;
  /** The operator chose a command. */
  readonly onCommand: (command: MenuCommand) => void;
}

type Items = MenuItemConstructorOptions[];

const LINE: MenuItemConstructorOptions = { type: 'separator' };

/** The template of the menu. */
export function menuTemplate(wish: MenuWish): Items {
  // macOS shows no underlined letters, and would show the marks of them.
  const texts = wish.platform === 'darwin' ? withoutMarks(wish.texts) : wish.texts;
  const shown = { ...wish, texts };
  const menus: Items = [
    { label: texts.file, submenu: fileItems(shown) },
    { label: texts.edit, submenu: editItems(texts) },
    { label: texts.view, submenu: viewItems(shown) },
    { label: texts.help, role: 'help', submenu: helpItems(shown) },
  ];
  if (wish.platform !== 'darwin') return menus;
  return [{ role: 'appMenu' }, ...menus];
}

function withoutMarks(texts: MenuTexts): MenuTexts {
  const entries = Object.entries(texts).map(([name, text]: [string, string]) => [
    name,
    text.replace('&', ''),
  ]);
  return Object.fromEntries(entries) as MenuTexts;
}

function fileItems({ texts, platform, onCommand }: MenuWish): Items {
  return [
    {
      id: 'new_list',
      label: texts.newList,
      accelerator: 'CmdOrCtrl+N',
      click: () => onCommand('new_list'),
    },
    {
      id: 'history',
      label: texts.history,
      accelerator: 'CmdOrCtrl+Shift+H',
      click: () => onCommand('history'),
    },
    LINE,
    {
      id: 'settings',
      label: texts.settings,
      accelerator: 'CmdOrCtrl+,',
      click: () => onCommand('settings'),
    },
    LINE,
    // On macOS quitting is in the application's own menu.
    platform === 'darwin'
      ? { role: 'close', label: texts.close }
      : { role: 'quit', label: texts.quit, accelerator: 'Ctrl+Q' },
  ];
}

function editItems(texts: MenuTexts): Items {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    LINE,
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    LINE,
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function viewItems({ texts, isPackaged }: MenuWish): Items {
  const tools: Items = isPackaged
    ? []
    : [LINE, { role: 'toggleDevTools', label: texts.developerTools }];
  return [
    { role: 'reload', label: texts.reload },
    LINE,
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    // The key with the plus sign, without Shift.
    { role: 'zoomIn', label: texts.zoomIn, accelerator: 'CmdOrCtrl+=', visible: false },
    { role: 'zoomOut', label: texts.zoomOut },
    LINE,
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...tools,
  ];
}

function helpItems({ texts, onCommand }: MenuWish): Items {
  return [
    { id: 'guide', label: texts.guide, accelerator: 'F1', click: () => onCommand('guide') },
    { id: 'about', label: texts.about, click: () => onCommand('about') },
  ];
}

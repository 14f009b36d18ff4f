import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate, type MenuCommand } from '../../../../electron/shell/menu.ts';
import { languageOf, menuTexts } from '../../../../electron/shell/menuTexts.ts';
import { LANGUAGES } from '../../../../shared/ipc/contract/app.ts';

type Item = MenuItemConstructorOptions;

function flat(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? flat(item.submenu) : []),
  ]);
}

function menu(platform: NodeJS.Platform, isPackaged = true, language = LANGUAGES[0]) {
  const commands: MenuCommand[] = [];
  const texts = menuTexts(language);
  const template = menuTemplate({
    texts,
    platform,
    isPackaged,
    onCommand: (command) => void commands.push(command),
  });
  return { items: flat(template), commands };
}

describe('the menu', () => {
  test.each(['new_list', 'history', 'settings', 'guide', 'about'])('%s is a command', (id) => {
    const { items, commands } = menu('win32');
    const item = items.find((one) => one.id === id);
    // The click needs none of Electron's arguments.
    (item?.click as (() => void) | undefined)?.();
    expect(commands).toEqual([id]);
  });

  test('has the usual roles', () => {
    const roles = menu('win32').items.flatMap(({ role }) => role ?? []);
    for (const role of ['undo', 'cut', 'paste', 'selectAll', 'reload', 'zoomIn', 'quit', 'help']) {
      expect(roles).toContain(role);
    }
    expect(roles).not.toContain('toggleDevTools');
    expect(menu('win32', false).items.flatMap(({ role }) => role ?? [])).toContain(
      'toggleDevTools',
    );
  });

  test('no two entries that are seen have the same shortcut', () => {
    const keys = menu('linux').items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('on macOS quitting is in the application menu, and nothing is underlined', () => {
    const { items } = menu('darwin');
    const roles = items.flatMap(({ role }) => role ?? []);
    expect(roles[0]).toBe('appMenu');
    expect(roles).not.toContain('quit');
    expect(items.filter(({ label }) => label?.includes('&'))).toEqual([]);
  });
});

describe('its texts', () => {
  test.each(LANGUAGES)('are all there in %s, and differ from the English ones', (language) => {
    const texts = Object.entries(menuTexts(language));
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
    if (language === 'en') return;
    const same = texts.filter(([name, text]) =>
      Object.entries(menuTexts('en')).some(
        ([other, english]) => other === name && english === text,
      ),
    );
    // *Guide* and *Copier/&Copy* aside, no text is left in English.
    expect(same.map(([name]) => name).filter((name) => name !== 'guide')).toEqual([]);
  });

  test.each(LANGUAGES)('no two of a menu underline the same letter in %s', (language) => {
    for (const top of menuTemplate({
      texts: menuTexts(language),
      platform: 'win32',
      isPackaged: true,
      onCommand: () => undefined,
    })) {
      const items = Array.isArray(top.submenu) ? top.submenu : [];
      const letters = items
        .filter(({ visible }) => visible !== false)
        .flatMap(({ label }) => /&(.)/.exec(label ?? '')?.[1]?.toLowerCase() ?? []);
      expect([...new Set(letters)]).toEqual(letters);
    }
  });

  test.each([
    [null, 'fr-CD', 'fr'],
    [null, 'ar', 'ar'],
    [null, 'es_MX', 'es'],
    [null, 'sw-KE', 'en'],
    [null, '', 'en'],
    [null, 'constructor', 'en'],
    ['es', 'fr-FR', 'es'],
  ] as const)('setting %s on a system in %s: %s', (setting, locale, language) => {
    expect(languageOf(setting, locale)).toBe(language);
  });
});

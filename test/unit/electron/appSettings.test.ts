import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAppSettings, SETTINGS_FILE } from '../../../electron/appSettings.ts';
import { dataFolder, TEST_NOW_MS, unwrap, unwrapError } from '../../helpers/dataFolder.ts';

const WINDOW = { x: -5, y: 10, width: 1000, height: 700, maximised: true };

function written(dir: string): unknown {
  return JSON.parse(readFileSync(join(dir, SETTINGS_FILE), 'utf8'));
}

describe('the settings of the window', () => {
  test('begin as on a new computer, and write nothing by being read', () => {
    const dir = dataFolder();
    const settings = openAppSettings(dir, TEST_NOW_MS);
    expect(settings.get()).toEqual({
      language: null,
      theme: 'system',
      window: null,
      practiceMode: false,
      firstStartDone: false,
      person: null,
    });
    expect(settings.damagedFile).toBeNull();
    expect(readdirSync(dir)).toEqual([]);
  });

  test('are kept, one by one', () => {
    const dir = dataFolder();
    const settings = openAppSettings(dir, TEST_NOW_MS);
    unwrap(settings.set({ language: 'ar', window: WINDOW }));
    unwrap(settings.set({ practiceMode: true, person: 'Amina' }));
    expect(openAppSettings(dir, TEST_NOW_MS).get()).toMatchObject({
      language: 'ar',
      theme: 'system',
      window: WINDOW,
      practiceMode: true,
      person: 'Amina',
    });
    expect(readdirSync(dir)).toEqual([SETTINGS_FILE]);
  });

  test('keep what a newer version wrote', () => {
    const dir = dataFolder();
    const newer = { language: 'fr', colour: { of: 'walls' }, list: [1, 2] };
    writeFileSync(join(dir, SETTINGS_FILE), JSON.stringify(newer));
    unwrap(openAppSettings(dir, TEST_NOW_MS).set({ theme: 'dark' }));
    expect(written(dir)).toMatchObject({ ...newer, theme: 'dark' });
  });

  test('one bad value does not lose the others', () => {
    const dir = dataFolder();
    const json = {
      language: 'tlh',
      theme: 7,
      window: { x: 1 },
      practiceMode: 'yes',
      person: 'Ali',
    };
    writeFileSync(join(dir, SETTINGS_FILE), JSON.stringify(json));
    expect(openAppSettings(dir, TEST_NOW_MS).get()).toMatchObject({
      language: null,
      theme: 'system',
      window: null,
      practiceMode: false,
      person: 'Ali',
    });
  });

  test.each(['', '{"language":"fr"', 'not json', '\u0000'])(
    'a damaged file is put aside and told: %j',
    (text) => {
      const dir = dataFolder();
      writeFileSync(join(dir, SETTINGS_FILE), text);
      const settings = openAppSettings(dir, TEST_NOW_MS);
      expect(settings.get().language).toBeNull();
      const aside = `${SETTINGS_FILE}.damaged-20250301T120000Z`;
      expect(settings.damagedFile).toBe(join(dir, aside));
      expect(readFileSync(join(dir, aside), 'utf8')).toBe(text);
      unwrap(settings.set({ language: 'es' }));
      expect(openAppSettings(dir, TEST_NOW_MS).get().language).toBe('es');
    },
  );

  test.each(['[]', '"text"', 'null', '7'])('JSON of another kind counts as nothing: %s', (text) => {
    const dir = dataFolder();
    writeFileSync(join(dir, SETTINGS_FILE), text);
    expect(openAppSettings(dir, TEST_NOW_MS).get().theme).toBe('system');
  });

  test('where nothing can be written, they hold until the end, and no rest is left', () => {
    const dir = dataFolder();
    // A folder in the file's place: no system renames a file over it.
    mkdirSync(join(dir, SETTINGS_FILE));
    const settings = openAppSettings(dir, TEST_NOW_MS);
    expect(unwrapError(settings.set({ theme: 'light' })).kind).toBe('file_not_writable');
    expect(settings.get().theme).toBe('light');
    expect(readdirSync(dir)).toEqual([SETTINGS_FILE]);
  });
});

import { expect, test } from 'vitest';
import { defaultDataDir } from '../../../../electron/cli/dataDir.ts';

test.each([
  ['win32', 'C:\\Users\\a', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\Postbag'],
  ['win32', 'C:\\Users\\a', {}, 'C:\\Users\\a\\AppData\\Local\\Postbag'],
  ['darwin', '/Users/a', {}, '/Users/a/Library/Application Support/Postbag'],
  ['linux', '/home/a', { XDG_DATA_HOME: '/x' }, '/x/postbag'],
  ['linux', '/home/a', { XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/postbag'],
  ['linux', '/home/a', {}, '/home/a/.local/share/postbag'],
] as const)('the data folder on %s with home %s', (platform, home, env, expected) => {
  expect(defaultDataDir({ platform, home, env })).toBe(expected);
});

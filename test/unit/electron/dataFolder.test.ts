import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { windowDataDir } from '../../../electron/dataFolder.ts';

const MACHINE = { platform: 'linux', home: '/home/op', env: {} } as const;
const USUAL = '/home/op/.local/share/postbag';

test.each<[readonly string[], string]>([
  [['/app/postbag'], USUAL],
  [['/app/postbag', '--data=/media/stick/postbag'], '/media/stick/postbag'],
  [['/app/postbag', '.', '--data=data here'], resolve('data here')],
  [['/app/postbag', '--data='], USUAL],
  [['/app/postbag', '--data'], USUAL],
])('%j: %s', (argv, dir) => {
  expect(windowDataDir(argv, MACHINE)).toBe(dir);
});

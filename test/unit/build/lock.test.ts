import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingOptional } from '../../../build/scripts/complete-lock.js';

const lock: unknown = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
);

test('the lock file lists the optional packages of every platform, or `npm ci` refuses it', () => {
  expect([...missingOptional(lock).keys()]).toEqual([]);
});

test('a hole in a lock file is found', () => {
  const packages = {
    'node_modules/tool': {
      optionalDependencies: { '@tool/linux-x64': '1.0.0', '@tool/b': '1.0.0' },
    },
    'node_modules/@tool/b': { version: '1.0.0' },
  };
  expect([...missingOptional({ packages })]).toEqual([['node_modules/@tool/linux-x64', '1.0.0']]);
});

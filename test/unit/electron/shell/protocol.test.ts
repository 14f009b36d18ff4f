import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveAsset, serveAsset } from '../../../../electron/shell/protocol.ts';

let root = '';
let folder = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'postbag-protocol-'));
  folder = join(root, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'index-A_b1.js'), 'export {};');
  await writeFile(join(root, 'secret.html'), 'secret');
  await symlink(join(root, 'secret.html'), join(folder, 'link.html'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('assets of the window', () => {
  test.each([
    ['app://postbag/', 'index.html'],
    ['app://postbag/index.html', 'index.html'],
    ['app://postbag/assets/index-A_b1.js', 'assets/index-A_b1.js'],
    ['app://postbag/index.html?x=1#y', 'index.html'],
  ])('%s is %s', (url, asset) => {
    expect(resolveAsset(url)).toBe(asset);
  });

  test.each([
    'app://postbag/..%2fsecret.html',
    'app://postbag/%2e%2e/%2e%2e/secret.html%00',
    'app://postbag/..%5csecret.html',
    'app://postbag/assets\\..\\..\\secret.html%5c',
    'app://postbag//etc/passwd',
    'app://postbag/.env',
    'app://postbag/assets/..hidden',
    'app://postbag/%00',
    'app://postbag/C:%5cwindows',
    'app://evil/index.html',
    'https://postbag/index.html',
    'file:///etc/passwd',
    '',
    'index.html',
  ])('%s is nothing', (url) => {
    expect(resolveAsset(url)).toBeNull();
  });

  test('a page comes with its policy', async () => {
    const response = await serveAsset('app://postbag/', folder);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toBe('<!doctype html>');
  });

  test.each(['app://postbag/link.html', 'app://postbag/missing.html', 'app://postbag/a.exe'])(
    '%s is not found, also where a link leads out of the folder',
    async (url) => {
      const response = await serveAsset(url, folder);
      expect(response.status).toBe(404);
      expect(await response.text()).toBe('not found');
    },
  );
});

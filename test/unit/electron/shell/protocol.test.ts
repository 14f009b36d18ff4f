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
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html>\n<html><head>\n<title>x</title></head></html>',
  );
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
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy')?.split('; ');
    const styles = policy?.find((rule) => rule.startsWith('style-src'));
    expect(policy?.filter((rule) => rule !== styles)).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  test('a page knows its nonce, and no two pages have the same', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await serveAsset('app://postbag/index.html', folder);
        expect(response.headers.get('cache-control')).toBe('no-store');
        const page = await response.text();
        const nonce = /<head>\s*<meta property="csp-nonce" content="([\w+/=]{24})" \/>/.exec(
          page,
        )?.[1];
        const policy = response.headers.get('content-security-policy');
        expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
        expect(page).toContain('<title>x</title>');
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('other files come as they are', async () => {
    const response = await serveAsset('app://postbag/assets/index-A_b1.js', folder);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('export {};');
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

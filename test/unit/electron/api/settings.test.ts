import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkApiKey,
  checkConfig,
  checkProxy,
  checkTlsEnvironment,
  parseBaseUrl,
} from '../../../../electron/api/settings.ts';
import { makeAuthority } from '../../../helpers/certificates.ts';

describe('the base URL', () => {
  test.each([
    ['https://api.engagespark.com', 'https://api.engagespark.com', '', false],
    ['https://api.test:8443/proxy/', 'https://api.test:8443', '/proxy', false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', '', true],
    ['http://localhost/x', 'http://localhost', '/x', true],
    ['http://[::1]:1', 'http://[::1]:1', '', true],
    ['HTTPS://API.TEST', 'https://api.test', '', false],
  ])('%s', (value, origin, pathPrefix, isLoopback) => {
    expect(parseBaseUrl(value)).toEqual({ ok: true, value: { origin, pathPrefix, isLoopback } });
  });

  test.each([
    ['http://api.test', 'not_https'],
    ['http://127.0.0.1.evil.test', 'not_https'],
    ['http://localhost.evil.test', 'not_https'],
    ['http://10.0.0.1', 'not_https'],
    ['ftp://api.test', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['https://user:pass@api.test', 'credentials'],
    ['api.test', 'syntax'],
    ['', 'syntax'],
    ['https://', 'syntax'],
    ['https://api.test/?x=1', 'syntax'],
    ['https://api.test/#x', 'syntax'],
  ])('%s: %s', (value, problem) => {
    expect(parseBaseUrl(value)).toMatchObject({
      ok: false,
      error: { kind: 'bad_base_url', problem },
    });
  });

  test('credentials in it are not repeated', () => {
    expect(JSON.stringify(parseBaseUrl('https://user:hunter2@api.test'))).not.toContain('hunter2');
  });
});

describe('the key', () => {
  test('as it is copied', () => {
    expect(checkApiKey(' abc123== \n')).toEqual({ ok: true, value: 'abc123==' });
    expect(checkApiKey('Token abc123')).toEqual({ ok: true, value: 'abc123' });
  });

  test.each(['', '  ', 'Token '])('missing: %j', (value) => {
    expect(checkApiKey(value)).toEqual({ ok: false, error: { kind: 'api_key_missing' } });
  });

  test.each(['a b', 'a\r\nx: y', 'schlüssel', 'a\u0000', 'a\u200Bb'])('unusable: %j', (value) => {
    expect(checkApiKey(value)).toEqual({
      ok: false,
      error: { kind: 'api_key_unusable', problem: 'bad_character' },
    });
  });
});

describe('the configuration', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'postbag-settings-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const config = { baseUrl: 'https://api.test', apiKey: 'key-0123456789', org: 1234 };

  test.each([0, -1, 1.5, Number.NaN])('an organisation that cannot be: %j', (org) => {
    expect(checkConfig({ ...config, org })).toMatchObject({
      ok: false,
      error: { kind: 'bad_value', name: 'org' },
    });
  });

  test('timeouts can be set one by one', () => {
    const checked = checkConfig({ ...config, timeouts: { connectMs: 5 } });
    expect(checked).toMatchObject({
      ok: true,
      value: { timeouts: { connectMs: 5, bodyMs: 60_000 } },
    });
  });

  test('an authority is trusted besides the built-in ones', () => {
    const caFile = join(dir, 'ca.pem');
    const { cert } = makeAuthority(Date.now());
    writeFileSync(caFile, `# ours\n${cert}`);
    const checked = checkConfig({ ...config, caFile });
    const ca = checked.ok ? (checked.value.ca ?? []) : [];
    expect(ca.at(-1)).toBe(cert.trim());
    expect(ca.length).toBeGreaterThan(50);
  });

  test('a file of authorities that is not there, is none, or is a folder', () => {
    const caFile = join(dir, 'none.pem');
    expect(checkConfig({ ...config, caFile })).toMatchObject({
      ok: false,
      error: { kind: 'file_not_found' },
    });
    writeFileSync(caFile, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(checkConfig({ ...config, caFile })).toMatchObject({
      ok: false,
      error: { kind: 'file_unreadable', code: 'NO_CERTIFICATE' },
    });
    expect(checkConfig({ ...config, caFile: dir })).toMatchObject({
      ok: false,
      error: { kind: 'file_unreadable', code: 'EISDIR' },
    });
  });
});

describe('the proxy', () => {
  test.each([
    [{}, null],
    [{ HTTPS_PROXY: '' }, null],
    [{ HTTP_PROXY: 'http://p.test' }, null],
    [{ HTTPS_PROXY: ' http://p.test:3128 ' }, 'http://p.test:3128'],
    [{ https_proxy: 'https://u:p%40@p.test', HTTPS_PROXY: 'x' }, 'https://u:p%40@p.test'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://p.test' }, null],
  ])('%j: %j', (env, value) => {
    expect(checkProxy(env)).toEqual({ ok: true, value });
  });

  test.each([
    ['p.test:3128', 'p.test:3128'],
    ['p.test', 'p.test'],
    ['ftp://p.test', 'ftp://p.test'],
    ['socks5://p.test:1080', 'socks5://p.test:1080'],
    ['http://', 'http://'],
    ['http:p.test', 'http:p.test'],
    ['user:hunter2@p.test:3128', '…@p.test:3128'],
    ['ftp://user:hun@ter2@p.test', '…@p.test'],
    ['http://user:hunter2%zz@p.test', '…@p.test'],
  ])('%s cannot be used', (value, shown) => {
    const error = { kind: 'bad_value', name: 'HTTPS_PROXY', value: shown };
    expect(checkProxy({ HTTPS_PROXY: value })).toMatchObject({ ok: false, error });
  });

  test('is of no account for loopback', () => {
    const config = { baseUrl: 'https://api.test', apiKey: 'key-0123456789', org: 1234 };
    const env = { HTTPS_PROXY: 'p.test:3128' };
    expect(checkConfig(config, env)).toMatchObject({ ok: false, error: { kind: 'bad_value' } });
    const local = checkConfig({ ...config, baseUrl: 'http://127.0.0.1:1' }, env);
    expect(local).toMatchObject({ ok: true, value: { proxy: null } });
  });
});

test('verification of certificates cannot be switched off by the environment', () => {
  expect(checkTlsEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject({
    ok: false,
    error: { kind: 'bad_value', name: 'NODE_TLS_REJECT_UNAUTHORIZED' },
  });
  expect(checkTlsEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toMatchObject({ ok: true });
  expect(checkTlsEnvironment({})).toMatchObject({ ok: true });
});

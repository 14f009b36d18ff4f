/** Checking what a client is made from, before anything is opened. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { err, ok, type RequestError, type Result } from '../../shared/errors.ts';
import type { ApiConfig, ApiTimeouts } from './types.ts';

/** A checked configuration. */
export interface ApiSettings {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What stands before every path of the API; empty, or `/…` without a slash at its end. */
  readonly pathPrefix: string;
  readonly isLoopback: boolean;
  readonly apiKey: string;
  readonly org: number;
  readonly timeouts: ApiTimeouts;
  /** Trusted authorities in PEM; `null` for Node's own list. */
  readonly ca: readonly string[] | null;
  /** The address of the proxy to go through; `null` for none. */
  readonly proxy: string | null;
}

/** The environment, as far as it names a proxy. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

const DEFAULT_TIMEOUTS: ApiTimeouts = {
  connectMs: 15_000,
  headersMs: 120_000,
  bodyMs: 60_000,
  readMs: 30_000,
};

/** Whether a URL's host is this machine, by its very name: nothing is looked up. */
function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function badUrl(
  value: string,
  problem: Extract<RequestError, { kind: 'bad_base_url' }>['problem'],
) {
  // What the operator typed may hold credentials: shown without them.
  return err({
    kind: 'bad_base_url',
    value: value.replace(/\/\/[^/@]*@/, '//…@'),
    problem,
  } as const);
}

/** Where the API is. */
export interface BaseUrl {
  readonly origin: string;
  readonly pathPrefix: string;
  readonly isLoopback: boolean;
}

/** Checks a base URL: `https:`, or `http:` to a loopback address; no credentials, query or fragment. */
export function parseBaseUrl(value: string): Result<BaseUrl, RequestError> {
  if (!URL.canParse(value)) return badUrl(value, 'syntax');
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') return badUrl(value, 'credentials');
  const isLoopback = isLoopbackHost(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    return badUrl(value, 'not_https');
  }
  // `url.search` is empty for a lone `?`, which is a slip all the same.
  if (url.hostname === '' || /[?#]/.test(value)) return badUrl(value, 'syntax');
  return ok({ origin: url.origin, pathPrefix: url.pathname.replace(/\/+$/, ''), isLoopback });
}

/**
 * Checks an API key: it must fit into a header. A copied `Token ` before it is dropped.
 *
 * The key itself is never part of the error.
 */
export function checkApiKey(value: string): Result<string> {
  const key = value.trim().replace(/^Token(?:\s+|$)/, '');
  if (key === '') return err({ kind: 'api_key_missing' });
  if (!/^[\x21-\x7e]+$/.test(key))
    return err({ kind: 'api_key_unusable', problem: 'bad_character' });
  return ok(key);
}

/**
 * Refuses an environment that switches the verification of certificates off.
 *
 * The client verifies all the same (it says so at every connection), but who set this must learn that
 * it has no effect here, rather than trust or fear that it has one.
 */
export function checkTlsEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Result<null> {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return ok(null);
  const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
  return err({ kind: 'bad_value', name, value: '0', expected: 'not set' });
}

function readCaFile(path: string): Result<readonly string[]> {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    if (code === 'ENOENT') return err({ kind: 'file_not_found', path });
    return err({ kind: 'file_unreadable', path, code });
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error('no certificate');
    blocks.forEach((block) => new X509Certificate(block));
  } catch {
    return err({ kind: 'file_unreadable', path, code: 'NO_CERTIFICATE' });
  }
  return ok([...tls.getCACertificates('default'), ...blocks]);
}

/** Whether a URL names an http(s) proxy that undici can use: it decodes the credentials as they are. */
function isProxyUrl(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/**
 * The proxy that an environment names; `null` for none.
 *
 * A value that cannot be used is refused rather than passed over: who set it does not expect a
 * connection around the proxy. Credentials in it are not repeated.
 */
export function checkProxy(env: ProxyEnvironment): Result<string | null> {
  const name = env['https_proxy'] === undefined ? 'HTTPS_PROXY' : 'https_proxy';
  const value = env[name]?.trim() ?? '';
  if (value === '') return ok(null);
  if (isProxyUrl(value)) return ok(value);
  const shown = value.replace(/^.*@/s, '…@');
  return err({ kind: 'bad_value', name, value: shown, expected: 'http://host:port' });
}

/**
 * Checks a configuration, and reads the file of certificate authorities if one is named.
 *
 * @param env Where a proxy may be named. Loopback never goes through one.
 */
export function checkConfig(config: ApiConfig, env: ProxyEnvironment = {}): Result<ApiSettings> {
  const base = parseBaseUrl(config.baseUrl);
  if (!base.ok) return base;
  const key = checkApiKey(config.apiKey);
  if (!key.ok) return key;
  if (!Number.isSafeInteger(config.org) || config.org < 1) {
    const value = String(config.org);
    return err({ kind: 'bad_value', name: 'org', value, expected: 'a whole number above 0' });
  }
  const ca = config.caFile === undefined ? ok(null) : readCaFile(config.caFile);
  if (!ca.ok) return ca;
  const proxy = base.value.isLoopback ? ok(null) : checkProxy(env);
  if (!proxy.ok) return proxy;
  return ok({
    ...base.value,
    apiKey: key.value,
    org: config.org,
    timeouts: { ...DEFAULT_TIMEOUTS, ...config.timeouts },
    ca: ca.value,
    proxy: proxy.value,
  });
}

/**
 * Whether the API can be reached: a question without a key, over the same connections as all others.
 *
 * Any answer of the API's own host is a line, also a refusal: without a key nothing else is expected.
 * What answers in its place (a network's log-in page) is told apart: it leads elsewhere, answers 200
 * with a page, says 511, shows another host's certificate, or speaks no TLS at all.
 */
import { ok, type Result } from '../../shared/errors.ts';
import type { Clock } from '../runtime.ts';
import { readAnswer } from './answer.ts';
import { isStopCode } from './codes.ts';
import { connectionOpener } from './connection.ts';
import { ExchangeStop, Recorder } from './recorder.ts';
import { checkConfig, type ProxyEnvironment } from './settings.ts';
import type { ApiTimeouts, Exchange } from './types.ts';

/** What is to be reached. */
export interface ProbeTarget {
  readonly baseUrl: string;
  readonly org: number;
  /** A PEM file of certificate authorities to trust besides the built-in ones. */
  readonly caFile?: string;
  readonly timeouts?: Partial<ApiTimeouts>;
}

/** What a probe found. */
export interface ProbeAnswer {
  readonly line: 'online' | 'offline' | 'portal' | 'certificate';
  /** The technical code behind it; `null` where there is none. */
  readonly code: string | null;
}

const TIMEOUTS: Partial<ApiTimeouts> = { connectMs: 10_000, readMs: 15_000, bodyMs: 10_000 };

/** Plain HTTP, or nothing sensible, where TLS should be. */
const NO_TLS_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'EPROTO',
]);

/** Another host answers: its certificate is not the API's. */
const OTHER_HOST_CODES: ReadonlySet<string> = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
]);

/**
 * Asks once.
 *
 * Errors: those of a configuration that cannot be used (`bad_base_url`, `bad_value`, `file_…`).
 */
export async function probeApi(
  target: ProbeTarget,
  { clock, env = process.env }: { readonly clock: Clock; readonly env?: ProxyEnvironment },
): Promise<Result<ProbeAnswer>> {
  // A configuration needs a key; no header carries it.
  const config = { ...target, apiKey: 'none', timeouts: { ...TIMEOUTS, ...target.timeouts } };
  const checked = checkConfig(config, env);
  if (!checked.ok) return checked;
  const { origin, pathPrefix, org, timeouts } = checked.value;
  const connections = connectionOpener(
    checked.value,
    env,
  )({
    connections: 1,
    pipelining: 0,
    headersMs: timeouts.readMs,
  });
  const recorder = new Recorder({ onWire: () => undefined, hideKey: (body) => body, clock });
  const path = `${pathPrefix}/v1/organizations/${org}/balance.json`;
  const headers = { accept: 'application/json', 'user-agent': 'Postbag' };
  connections.dispatcher.dispatch({ origin, path, method: 'GET', headers }, recorder);
  const exchange = await recorder.done;
  await connections.destroy(new ExchangeStop('DONE'));
  return ok(probeAnswer(exchange, origin));
}

/** What an exchange says about the line. `origin` is the API's. */
export function probeAnswer(exchange: Exchange, origin: string): ProbeAnswer {
  const { status, failure } = exchange;
  if (status !== null) {
    const isPortal = status === 511 || leadsElsewhere(exchange, origin) || isPage(exchange);
    return isPortal ? { line: 'portal', code: String(status) } : { line: 'online', code: null };
  }
  const code = failure?.code ?? 'UNKNOWN';
  if (NO_TLS_CODES.has(code) || OTHER_HOST_CODES.has(code)) return { line: 'portal', code };
  return { line: isStopCode(code) ? 'certificate' : 'offline', code };
}

function leadsElsewhere({ status, headers }: Exchange, origin: string): boolean {
  if (status === null || status < 300 || status > 399) return false;
  const location = headers.get('location') ?? '';
  return URL.canParse(location, origin) && new URL(location, origin).host !== new URL(origin).host;
}

/** The API answers this question with JSON or a refusal, never with a page and 200. */
function isPage(exchange: Exchange): boolean {
  return exchange.status === 200 && readAnswer(exchange).kind === 'html';
}

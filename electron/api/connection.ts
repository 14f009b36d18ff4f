/**
 * How connections to the API are made.
 *
 * - `pipelining: 0` for posts: each has a connection of its own, for a reused idle one may be closed by
 *   the server at the very moment of writing, which makes doubt.
 * - `allowH2: false`: undici 8 turns HTTP/2 on by default, and may replay a post after a GOAWAY.
 * - `rejectUnauthorized: true` is said explicitly, so that no environment variable can turn it off.
 * - No interceptors: nothing retries, nothing follows a redirect.
 */
import type { Socket } from 'node:net';
import { buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { MAX_ANSWER_BYTES } from './recorder.ts';
import type { ApiSettings, ProxyEnvironment } from './settings.ts';

/** Connections of one kind to one origin. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends everything at once, a half-open connection too. What is under way fails with `reason`. */
  readonly destroy: (reason: Error) => Promise<void>;
}

/** What the two kinds of connections do differently. */
interface ConnectionKind {
  readonly connections: number;
  /** 0: one request a connection. 1: kept alive. */
  readonly pipelining: 0 | 1;
  readonly headersMs: number;
}

/** Opens connections; shares the cache of TLS sessions among all of a client's. */
export type OpenConnections = (kind: ConnectionKind) => Connections;

/** The `Pool` straight to the API. */
function direct(
  settings: ApiSettings,
  connector: buildConnector.connector,
  options: Pool.Options,
): Connections {
  const open = new Set<Socket>();
  const connect: buildConnector.connector = (target, callback) => {
    // undici returns the socket, though its types do not say so.
    const socket = connector(target, callback) as unknown as Socket;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const dispatcher = new Pool(settings.origin, { ...options, connect });
  const destroy = async (reason: Error): Promise<void> => {
    const destroyed = dispatcher.destroy(reason);
    // undici leaves a socket that is still connecting to its own timeout.
    for (const socket of open) socket.destroy();
    await destroyed;
  };
  return { dispatcher, destroy };
}

/** Through the proxy that the environment names: a tunnel, with TLS end to end inside. */
function proxied(proxy: string, noProxy: string, tls: object, options: Pool.Options): Connections {
  const dispatcher = new EnvHttpProxyAgent({
    ...options,
    httpProxy: '',
    httpsProxy: proxy,
    noProxy,
    requestTls: tls,
    proxyTls: tls,
  });
  return { dispatcher, destroy: (reason) => dispatcher.destroy(reason) };
}

/** Makes the opener of connections for a checked configuration. `env` names the hosts without proxy. */
export function connectionOpener(settings: ApiSettings, env: ProxyEnvironment): OpenConnections {
  const { proxy } = settings;
  const { connectMs, bodyMs } = settings.timeouts;
  const tls = {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(settings.ca === null ? null : { ca: [...settings.ca] }),
  } as const;
  const connector = buildConnector({ ...tls, allowH2: false, timeout: connectMs });
  return ({ connections, pipelining, headersMs }) => {
    const options: Pool.Options = {
      connections,
      pipelining,
      allowH2: false,
      connectTimeout: connectMs,
      headersTimeout: headersMs,
      bodyTimeout: bodyMs,
      maxResponseSize: MAX_ANSWER_BYTES,
    };
    if (proxy === null) return direct(settings, connector, options);
    return proxied(proxy, env['no_proxy'] ?? env['NO_PROXY'] ?? '', tls, options);
  };
}

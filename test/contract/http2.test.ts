/**
 * HTTP/2 is never spoken, even to a server that prefers it: its client may replay a post after a GOAWAY,
 * and one connection would carry several.
 */
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { Http2SecureServer } from 'node:http2';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../electron/api/client.ts';
import { systemClock } from '../../electron/runtime.ts';
import { SHORT_TIMEOUTS, someMessages } from '../helpers/apiLine.ts';
import { makeAuthority } from '../helpers/certificates.ts';
import { startConnectProxy } from '../helpers/connectProxy.ts';
import type { ConnectProxy } from '../helpers/connectProxy.ts';

const HOUR_MS = 3_600_000;
const authority = makeAuthority(Date.now());
const identity = authority.issue({
  names: ['gateway.test'],
  addresses: ['127.0.0.1'],
  fromMs: Date.now() - HOUR_MS,
  untilMs: Date.now() + HOUR_MS,
});

let dir: string;
let server: Http2SecureServer;
let proxy: ConnectProxy;
/** What each connection agreed on. */
const spoken: (string | false | null)[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'postbag-http2-'));
  writeFileSync(join(dir, 'authority.pem'), authority.cert);
});
afterAll(() => rmSync(dir, { recursive: true }));

beforeEach(async () => {
  spoken.length = 0;
  // Offers both, and prefers HTTP/2.
  server = createSecureServer({ ...identity, allowHTTP1: true }, (_request, response) => {
    response.end('{}');
  });
  server.on('secureConnection', (socket: TLSSocket) => void spoken.push(socket.alpnProtocol));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startConnectProxy(portOf(server));
});
afterEach(async () => {
  await proxy.close();
  server.close();
});

const portOf = (from: Http2SecureServer): number => (from.address() as AddressInfo).port;

test.each([
  ['straight', '127.0.0.1', false],
  ['through a proxy', 'gateway.test', true],
] as const)(
  'a server that prefers HTTP/2 is not spoken to in it: %s',
  async (_, host, isProxied) => {
    const made = createApiClient(
      {
        baseUrl: `https://${host}:${portOf(server)}`,
        apiKey: 'key',
        org: 1,
        timeouts: SHORT_TIMEOUTS,
        caFile: join(dir, 'authority.pem'),
      },
      { clock: systemClock, env: isProxied ? { https_proxy: proxy.url } : {} },
    );
    if (!made.ok) throw new Error(made.error.kind);
    const client = made.value;
    const exchange = await client
      .openLane()
      .bulk(client.bulkBody(someMessages(2)), () => undefined);
    await client.balance();
    await client.close();
    expect(exchange).toMatchObject({ wireStarted: true, status: 200 });
    expect(spoken).toHaveLength(2);
    expect(spoken).not.toContain('h2');
  },
);

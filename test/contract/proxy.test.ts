/** The proxy that the environment names: the barrier and the verdicts hold through its tunnel. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../electron/api/client.ts';
import type { ApiClient } from '../../electron/api/types.ts';
import { judgeBulk } from '../../electron/api/verdict.ts';
import { systemClock } from '../../electron/runtime.ts';
import { SHORT_TIMEOUTS, someMessages } from '../helpers/apiLine.ts';
import { type ConnectProxy, startConnectProxy } from '../helpers/connectProxy.ts';
import { startTruthGateway, type TruthGateway } from '../helpers/truthGateway.ts';

const MESSAGES = someMessages(3);
const nothing = (): void => undefined;

let gateway: TruthGateway;
let proxy: ConnectProxy;
let client: ApiClient;

function clientThrough(env: Readonly<Record<string, string>>, host = 'gateway.test'): ApiClient {
  const { apiKey, org, port, caFile } = gateway;
  const baseUrl = `https://${host}:${port}`;
  const made = createApiClient(
    { baseUrl, apiKey, org, timeouts: SHORT_TIMEOUTS, caFile: caFile ?? '' },
    { clock: systemClock, env },
  );
  if (!made.ok) throw new Error(made.error.kind);
  return made.value;
}

beforeEach(async () => {
  gateway = await startTruthGateway({ tls: true });
  proxy = await startConnectProxy(gateway.port);
});
afterEach(async () => {
  await client.close();
  await proxy.close();
  await gateway.close();
});

test('posts and questions go through the tunnel, with TLS end to end', async () => {
  client = clientThrough({ HTTPS_PROXY: proxy.url });
  const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(exchange, 3).kind).toBe('accepted');
  expect(await client.balance()).toMatchObject({ ok: true });
  expect(proxy.tunnels).toEqual([`gateway.test:${gateway.port}`, `gateway.test:${gateway.port}`]);
  expect(gateway.truth).toHaveLength(3);
});

test('the barrier stands before the first byte of the request, inside the tunnel', async () => {
  client = clientThrough({ https_proxy: proxy.url });
  const lane = client.openLane();
  const cause = new Error('no');
  const held = await lane.bulk(client.bulkBody(MESSAGES), () => {
    throw cause;
  });
  expect(held).toMatchObject({ wireStarted: false, failure: { phase: 'barrier', cause } });
  expect(gateway.connections.every(({ bytes }) => bytes === 0)).toBe(true);
  const sent = await lane.bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(sent, 3).kind).toBe('accepted');
  expect(gateway.requests).toHaveLength(1);
});

test.each(['close_after_body_accepted', 'reset_after_body_accepted'] as const)(
  '%s: in doubt, and not sent again',
  async (fault) => {
    client = clientThrough({ HTTPS_PROXY: proxy.url });
    gateway.plan([fault]);
    const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
    expect(judgeBulk(exchange, 3).kind).toBe('in_doubt');
    expect(gateway.requests).toHaveLength(1);
    expect(gateway.truth).toHaveLength(3);
  },
);

test.each(['self_signed', 'wrong_host', 'expired'] as const)(
  'the certificate behind the tunnel is checked: %s',
  async (face) => {
    client = clientThrough({ HTTPS_PROXY: proxy.url });
    gateway.plan([face]);
    const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
    expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'not_sent', stop: true });
  },
);

test('a proxy that refuses: not sent', async () => {
  const refusing = await startConnectProxy(gateway.port, 407);
  client = clientThrough({ HTTPS_PROXY: refusing.url });
  const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'not_sent', stop: false });
  await refusing.close();
});

test('a proxy that is not there: not sent', async () => {
  const gone = await startConnectProxy(gateway.port);
  await gone.close();
  client = clientThrough({ HTTPS_PROXY: gone.url });
  const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'not_sent', code: 'ECONNREFUSED' });
});

test('a stalled tunnel ends with the connect watchdog: not sent', async () => {
  client = clientThrough({ HTTPS_PROXY: proxy.url });
  gateway.plan(['stall_handshake']);
  const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(exchange, 3)).toMatchObject({ kind: 'not_sent', code: 'CONNECT_TIMEOUT' });
});

test.each([
  { HTTPS_PROXY: 'PROXY', NO_PROXY: 'gateway.test' },
  { HTTPS_PROXY: 'PROXY', no_proxy: '*' },
  { HTTP_PROXY: 'PROXY' },
])('%j: not through the proxy', async (env) => {
  const named = Object.entries(env).map(([name, value]) => [
    name,
    value.replace('PROXY', proxy.url),
  ]);
  client = clientThrough(Object.fromEntries(named) as Record<string, string>);
  await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(proxy.tunnels).toEqual([]);
});

test.each(['proxy.test:3128', 'ftp://proxy.test'])(
  '%s: no client, and nothing past it',
  (value) => {
    client = clientThrough({});
    const { apiKey, org, port } = gateway;
    const made = createApiClient(
      { baseUrl: `https://gateway.test:${port}`, apiKey, org },
      { clock: systemClock, env: { HTTPS_PROXY: value } },
    );
    expect(made).toMatchObject({ ok: false, error: { kind: 'bad_value', name: 'HTTPS_PROXY' } });
  },
);

test('loopback never goes through a proxy', async () => {
  client = clientThrough({ HTTPS_PROXY: proxy.url }, '127.0.0.1');
  const exchange = await client.openLane().bulk(client.bulkBody(MESSAGES), nothing);
  expect(judgeBulk(exchange, 3).kind).toBe('accepted');
  expect(proxy.tunnels).toEqual([]);
});

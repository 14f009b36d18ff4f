/** Whether there is a line, against servers that answer in the API's place in every way they can. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { probeApi, type ProbeAnswer, type ProbeTarget } from '../../electron/api/probe.ts';
import { startPracticeGateway } from '../../electron/practice/gateway.ts';
import { systemClock } from '../../electron/runtime.ts';
import { startConnectProxy } from '../helpers/connectProxy.ts';
import { unwrap, unwrapError } from '../helpers/dataFolder.ts';
import { makeTlsFaces, type TlsFace } from '../helpers/truthGatewayTls.ts';

const faces = makeTlsFaces();
const closers: (() => unknown)[] = [];

afterAll(() => faces.close());
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listening(server: Server | net.Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** A server without TLS, as only this computer may have. */
async function plain(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closers.push(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listening(server)}`;
}

/** A server that shows itself in one of the ways of TLS. */
async function secure(face: TlsFace, listener: RequestListener): Promise<string> {
  const port = await listening(
    createTlsServer({ SNICallback: (_name, done) => done(null, faces.context(face)) }, listener),
  );
  return `https://localhost:${port}`;
}

function probe(baseUrl: string, changes: Partial<ProbeTarget> = {}): Promise<ProbeAnswer> {
  const target = {
    baseUrl,
    org: 1234,
    caFile: faces.caFile,
    timeouts: { connectMs: 1000, readMs: 500, bodyMs: 500 },
    ...changes,
  };
  return probeApi(target, { clock: systemClock, env: {} }).then(unwrap);
}

const refusal: RequestListener = (_request, response) => {
  response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"Invalid Token"}');
};

describe('a line', () => {
  test('the API refuses a question without a key: there it is', async () => {
    const asked: (string | undefined)[] = [];
    const url = await plain((request, response) => {
      asked.push(request.url, request.headers.authorization);
      refusal(request, response);
    });
    expect(await probe(`${url}/api`)).toEqual({ line: 'online', code: null });
    expect(asked).toEqual(['/api/v1/organizations/1234/balance.json', undefined]);
  });

  test('the practice gateway', async () => {
    const gateway = unwrap(await startPracticeGateway());
    closers.push(() => gateway.close());
    expect((await probe(gateway.url)).line).toBe('online');
  });

  test('over TLS', async () => {
    expect((await probe(await secure('good', refusal))).line).toBe('online');
  });

  test.each([403, 404, 429, 500, 503])('also with %i, and a page about it', async (status) => {
    const url = await plain((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>sorry</html>');
    });
    expect((await probe(url)).line).toBe('online');
  });

  test('through the proxy that the environment names', async () => {
    const server = createTlsServer(
      { SNICallback: (_name, done) => done(null, faces.context('good')) },
      refusal,
    );
    const proxy = await startConnectProxy(await listening(server));
    closers.push(() => proxy.close());
    const target = { baseUrl: 'https://gateway.test', org: 1, caFile: faces.caFile };
    const env = { https_proxy: proxy.url };
    const answer = unwrap(await probeApi(target, { clock: systemClock, env }));
    expect(answer.line).toBe('online');
    expect(proxy.tunnels).toEqual(['gateway.test:443']);
  });

  test('a redirect within the host', async () => {
    const url = await plain((_request, response) => {
      response.writeHead(301, { location: '/elsewhere/' }).end();
    });
    expect((await probe(url)).line).toBe('online');
  });
});

describe('a log-in page of the network', () => {
  test.each<[string, RequestListener]>([
    [
      'leads to another host',
      (_request, response) => {
        response.writeHead(302, { location: 'http://login.hotel.example/' }).end();
      },
    ],
    [
      'answers 200 with a page',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('\n <!doctype html><p>Hi');
      },
    ],
    [
      'says so',
      (_request, response) => {
        response.writeHead(511).end();
      },
    ],
  ])('%s', async (_name, listener) => {
    expect((await probe(await plain(listener))).line).toBe('portal');
  });

  test('shows the certificate of another host', async () => {
    expect(await probe(await secure('wrong_host', refusal))).toEqual({
      line: 'portal',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('speaks no TLS', async () => {
    const url = await plain(refusal);
    expect((await probe(url.replace('http:', 'https:'))).line).toBe('portal');
  });
});

describe('a certificate that is refused', () => {
  test.each<[TlsFace, string]>([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['self_signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('%s', async (face, code) => {
    expect(await probe(await secure(face, refusal))).toEqual({ line: 'certificate', code });
  });

  test('of an authority that nobody knows', async () => {
    const target = { baseUrl: await secure('good', refusal), org: 1 };
    const answer = unwrap(await probeApi(target, { clock: systemClock, env: {} }));
    expect(answer.line).toBe('certificate');
  });
});

describe('no line', () => {
  test('nobody listens', async () => {
    const server = net.createServer();
    const port = await listening(server);
    await new Promise((resolve) => {
      server.close(resolve);
    });
    closers.length = 0;
    expect(await probe(`http://127.0.0.1:${port}`)).toEqual({
      line: 'offline',
      code: 'ECONNREFUSED',
    });
  });

  test('the connection is cut', async () => {
    const port = await listening(net.createServer((socket) => socket.destroy()));
    expect((await probe(`http://127.0.0.1:${port}`)).line).toBe('offline');
  });

  test('nothing is answered', async () => {
    const url = await plain(() => undefined);
    expect((await probe(url)).line).toBe('offline');
  });
});

test('an address that cannot be used is told', async () => {
  const target = { baseUrl: 'http://example.org', org: 1 };
  const error = unwrapError(await probeApi(target, { clock: systemClock, env: {} }));
  expect(error).toMatchObject({ kind: 'bad_base_url', problem: 'not_https' });
});

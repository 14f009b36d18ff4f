/** The key, in whatever form a server repeats it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createApiClient } from '../../../../electron/api/client.ts';
import { keyHider } from '../../../../electron/api/hideKey.ts';
import { inflated } from '../../../../electron/api/inflate.ts';
import type { Exchange } from '../../../../electron/api/types.ts';
import { judgeBulk } from '../../../../electron/api/verdict.ts';
import { systemClock } from '../../../../electron/runtime.ts';

const KEY = 'SECRET/KEY+abcdef-123';
const hide = (text: string, key = KEY): string => keyHider(key)(Buffer.from(text)).toString();

describe('blanked out', () => {
  const unicode = (text: string): string =>
    Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

  test.each([
    ['as it is', KEY],
    ['with escaped slashes', KEY.replaceAll('/', '\\/')],
    ['in \\u escapes', unicode(KEY)],
    ['in upper case \\u escapes, in part', KEY.replace('/', '\\u002F').replace('K', '\\u004B')],
    ['JSON in JSON', KEY.replaceAll('/', '\\\\\\/')],
    ['in an address', encodeURIComponent(KEY)],
    ['in a page', KEY.replaceAll('/', '&#47;').replaceAll('+', '&#x2B;')],
  ])('%s, and the JSON stays JSON', (_, form) => {
    const hidden = hide(`{"error":"Größe \\n ${form}${form}, ${form}"}`);
    expect(hidden).toMatch(/^\{"error":"Größe \\n \*+, \*+"\}$/);
    const words = JSON.stringify(JSON.parse(hidden));
    expect(words).not.toMatch(/secret|abcdef/i);
  });

  test('a key of quotes and backslashes, as JSON writes it', () => {
    const key = 'a"b\\c"d\\efg';
    expect(JSON.parse(hide(JSON.stringify({ error: key }), key))).toEqual({
      error: expect.stringMatching(/^\*+$/) as string,
    });
  });

  test('a short key where it stands alone, and not as a part of words or ids', () => {
    const body = '{"id":"SMS-bench-1","m":"benches","error":"no bench, \\nbench"}';
    const hidden = '{"id":"SMS-bench-1","m":"benches","error":"no *****, \\n*****"}';
    expect(hide(body, 'bench')).toBe(hidden);
  });

  test('nothing else changes: the very same bytes', () => {
    const body = Buffer.from('{"error":"50 % \\u0053ECRET & more"}');
    expect(keyHider(KEY)(body)).toBe(body);
  });
});

describe('compressed answers', () => {
  const body = Buffer.from(JSON.stringify({ error: 'x'.repeat(2000), id: 'SMS1' }));
  const forms = [
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const;

  test.each(forms)('%s: inflated', (name, compress) => {
    expect(inflated(compress(body), name, 4000)).toEqual({ body, problem: null });
  });

  test.each(forms)('%s: not beyond the limit', (name, compress) => {
    const { body: rest, problem } = inflated(compress(body), name, 1000);
    expect([rest.length, problem]).toEqual([0, 'oversize']);
  });

  test('in two layers', () => {
    const twice = brotliCompressSync(gzipSync(body));
    expect(inflated(twice, 'gzip, br', 4000)).toEqual({ body, problem: null });
  });

  test('cut short: what came, and no claim to be whole', () => {
    const text = Buffer.from(Array.from({ length: 999 }, (_, i) => `word ${i * 7919}`).join());
    const { body: part, problem } = inflated(gzipSync(text).subarray(0, 2500), 'gzip', 1e6);
    expect(problem).toBe('damaged');
    expect(part.length).toBeGreaterThan(1000);
    expect(text.subarray(0, part.length)).toEqual(part);
  });

  test('a body that only claims to be compressed stays; one that nobody can read goes', () => {
    expect(inflated(body, 'gzip', 4000)).toEqual({ body, problem: null });
    expect(inflated(body, 'utf-8', 4000)).toEqual({ body, problem: null });
    const broken = gzipSync(body).fill(0xff, 10);
    const { body: rest, problem } = inflated(broken, 'gzip', 4000);
    expect([rest.length, problem]).toEqual([0, 'damaged']);
  });
});

describe('over the wire', () => {
  let server: Server;
  afterEach(() => void server.close());

  async function echoed(encoding: string, compress: (body: Buffer) => Buffer): Promise<Exchange> {
    server = createServer((request, response) => {
      const words = `bad header ${request.headers.authorization}`;
      const body = JSON.stringify({ error: words }).replaceAll('/', '\\/');
      response.writeHead(401, { 'content-encoding': encoding });
      response.end(compress(Buffer.from(body)));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = createApiClient({ baseUrl, apiKey: KEY, org: 7 }, { clock: systemClock });
    if (!made.ok) throw new Error(made.error.kind);
    const client = made.value;
    const message = { to: '1', from: 'x', message: 'y' };
    const exchange = await client.openLane().bulk(client.bulkBody([message]), () => undefined);
    await client.close();
    return exchange;
  }

  test.each([
    ['identity', (body: Buffer) => body],
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('%s: neither in the body that is kept nor in the words', async (name, compress) => {
    const exchange = await echoed(name, compress);
    expect(exchange.body.toString()).toMatch(/^\{"error":"bad header Token \*+"\}$/);
    const verdict = judgeBulk(exchange, 1);
    expect(verdict).toMatchObject({ kind: 'refused', status: 401 });
    expect(verdict).toHaveProperty('detail', expect.stringMatching(/^bad header Token \*+$/));
  });

  test('far too much of it: oversize, and nothing kept', async () => {
    const exchange = await echoed('gzip', () => gzipSync(Buffer.alloc(33 * 1024 * 1024, ' ')));
    expect(exchange).toMatchObject({
      bodyComplete: false,
      failure: { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE', phase: 'exchange' },
    });
    expect(exchange.body).toHaveLength(0);
  });
});

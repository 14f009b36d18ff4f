/** Status, list and balance against the truth gateway: answers, failures, retries, the path. */
import { afterEach, describe, expect, test } from 'vitest';
import type { ApiStatus, ListQuery } from '../../electron/api/types.ts';
import { type ApiLine, clientOf, openLine, someMessages } from '../helpers/apiLine.ts';
import type { Fault, TruthGatewayOptions } from '../helpers/truthGateway.ts';

const nothing = (): void => undefined;
const HOUR_MS = 3_600_000;

let line: ApiLine;
afterEach(() => line.close());

async function lineWith(count: number, options: TruthGatewayOptions = {}): Promise<ApiLine> {
  line = await openLine(options);
  if (count > 0) {
    await line.client.openLane().bulk(line.client.bulkBody(someMessages(count)), nothing);
  }
  return line;
}

async function walk(first: ListQuery): Promise<readonly ApiStatus[]> {
  const found: ApiStatus[] = [];
  let query: ListQuery | null = first;
  while (query !== null) {
    const page = await line.client.list(query);
    if (!page.ok) throw new Error(page.error.kind);
    found.push(...page.value.messages);
    query = page.value.next === null ? null : { ...first, ...page.value.next };
  }
  return found;
}

describe('status', () => {
  test.each(['S', 'O', 'both'] as const)('fields of generation %s', async (fields) => {
    let nowMs = 1_562_000_000_000;
    await lineWith(1, { fields, nowMs: () => nowMs, prices: { 63: 25_000 } });
    const { id } = line.gateway.truth[0] ?? { id: '' };
    expect(await line.client.status(id)).toMatchObject({
      ok: true,
      value: { id, stage: 'accepted', final: false, chargedMicro: null, deliveredAtMs: null },
    });
    nowMs += 2000;
    expect(await line.client.status(id)).toMatchObject({
      ok: true,
      value: { stage: 'with_operator', final: false, recipient: '639170000000', text: 'Hello 0' },
    });
    nowMs += 10_000;
    expect(await line.client.status(id)).toMatchObject({
      ok: true,
      value: {
        stage: 'delivered',
        final: true,
        chargedMicro: 25_000,
        createdMs: 1_562_000_000_000,
      },
    });
  });

  test('a failure, with its reason and without a charge', async () => {
    await lineWith(1, { fields: 'O', speed: 1e9, outcome: () => 'failed' });
    const { id } = line.gateway.truth[0] ?? { id: '' };
    expect(await line.client.status(id)).toMatchObject({
      ok: true,
      value: { stage: 'failed', final: true, deliveryError: 'unreachable', chargedMicro: 0 },
    });
  });

  test.each(['SMS20190701T053121-1-1-99', '..', '.', '', '\uD800'])(
    'an id that cannot be: %j',
    async (id) => {
      await lineWith(0);
      expect(await line.client.status(id)).toEqual({
        ok: false,
        error: { kind: 'api_not_found', what: 'message' },
      });
    },
  );

  test.each(['a/b', '../balance.json', 'x?y=1#z', 'ü %2e', '%2e%2e'])(
    'an id stays one segment of the path: %j',
    async (id) => {
      await lineWith(0);
      await line.client.status(id);
      const path = line.gateway.requests[0]?.path ?? '';
      expect(path).toBe(`/v1/organizations/1234/messages/${encodeURIComponent(id)}/`);
    },
  );
});

describe('list', () => {
  test.each<ListQuery>([{ limit: 7 }, { page: 1, size: 7 }, {}])(
    'walks every message once by %j',
    async (query) => {
      await lineWith(30);
      const found = await walk(query);
      const ids = found.map(({ id }) => id);
      expect(new Set(ids).size).toBe(30);
      expect(ids.toSorted()).toEqual(line.gateway.truth.map(({ id }) => id).toSorted());
    },
  );

  test('the window and the direction are asked for in the words of the API', async () => {
    const nowMs = Date.now();
    await lineWith(3);
    const since = await line.client.list({ startMs: nowMs - HOUR_MS, direction: 'outbound' });
    expect(since).toMatchObject({ ok: true, value: { messages: { length: 3 } } });
    const before = await line.client.list({ endMs: nowMs - HOUR_MS });
    expect(before).toMatchObject({ ok: true, value: { messages: [], next: null } });
    const paths = line.gateway.requests.slice(1).map(({ path }) => new URL(path, 'http://x'));
    expect(Object.fromEntries(paths[0]?.searchParams ?? [])).toEqual({
      startDate: new Date(nowMs - HOUR_MS).toISOString(),
      dir: 'outbound',
      limit: '100',
    });
  });

  test('sizes are kept within the limits of the API', async () => {
    await lineWith(0);
    await line.client.list({ limit: 5000 });
    await line.client.list({ page: 2, size: 5000 });
    const paths = line.gateway.requests.map(({ path }) => path.split('?')[1]);
    expect(paths).toEqual(['limit=100', 'page=2&size=1000']);
  });

  test('where the call does not exist: not found', async () => {
    await lineWith(0, { list: false });
    expect(await line.client.list({})).toEqual({
      ok: false,
      error: { kind: 'api_not_found', what: 'list' },
    });
  });
});

describe('balance', () => {
  test('in micro-USD', async () => {
    await lineWith(2, { balanceMicro: 5_000_000 });
    expect(await line.client.balance()).toMatchObject({
      ok: true,
      value: { balanceMicro: 4_960_000, autoRecharge: false },
    });
  });

  test('where the call does not exist: not found', async () => {
    await lineWith(0, { balance: false });
    expect(await line.client.balance()).toMatchObject({ ok: false, error: { what: 'balance' } });
  });
});

describe('failures of questions', () => {
  test.each<[Fault, object]>([
    ['status_401', { kind: 'api_refused', status: 401, detail: 'Invalid Token' }],
    ['status_429', { kind: 'api_refused', status: 429, retryAfterMs: 7000 }],
    ['status_500_html', { kind: 'api_refused', status: 500, detail: '' }],
    ['status_302', { kind: 'api_unknown_answer', status: 302 }],
    ['ok_html', { kind: 'api_unknown_answer', status: 200, detail: 'html' }],
    ['ok_empty', { kind: 'api_unknown_answer', status: 200, detail: 'empty' }],
    ['ok_not_object', { kind: 'api_unknown_answer', status: 200, detail: 'unknown_shape' }],
    ['ok_invalid_json', { kind: 'api_unknown_answer', status: 200, detail: 'not_json' }],
    ['stall', { kind: 'timeout', code: 'UND_ERR_HEADERS_TIMEOUT' }],
    ['ok_stall', { kind: 'timeout', code: 'UND_ERR_BODY_TIMEOUT' }],
    ['garbage', { kind: 'offline' }],
  ])('%s', async (fault, error) => {
    await lineWith(0, { readFaults: () => fault });
    expect(await line.client.balance()).toMatchObject({ ok: false, error });
  });

  test('a redirect is not followed', async () => {
    await lineWith(0, { readFaults: ['status_301'] });
    await line.client.balance();
    expect(line.gateway.requests).toHaveLength(1);
  });

  test('a dropped connection: asked again at once, three times in all', async () => {
    await lineWith(0, { readFaults: ['close_after_body', 'reset_after_body', 'none'] });
    expect(await line.client.balance()).toMatchObject({ ok: true });
    expect(line.gateway.requests).toHaveLength(3);
    await line.close();
    await lineWith(0, { readFaults: () => 'close_after_body' });
    expect(await line.client.balance()).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(line.gateway.requests).toHaveLength(3);
  });

  test('nobody listens, a bad certificate, a closed client', async () => {
    await lineWith(0, { tls: true });
    await line.gateway.stopListening();
    expect(await line.client.balance()).toMatchObject({
      ok: false,
      error: { kind: 'offline', code: 'ECONNREFUSED' },
    });
    await line.gateway.startListening();
    line.gateway.plan(['expired']);
    expect(await line.client.balance()).toMatchObject({
      ok: false,
      error: { kind: 'certificate', code: 'CERT_HAS_EXPIRED' },
    });
    await line.client.close();
    expect(await line.client.balance()).toMatchObject({
      ok: false,
      error: { kind: 'offline', code: 'DESTROYED' },
    });
  });

  test('connections are kept alive between questions', async () => {
    await lineWith(0);
    for (let i = 0; i < 10; i += 1) await line.client.balance();
    // Two, because a question may be asked before the connection of the last one is free again.
    expect(line.gateway.connections.length).toBeLessThanOrEqual(2);
    expect(line.gateway.requests).toHaveLength(10);
  });

  test('a wrong key is refused, and shown nowhere', async () => {
    await lineWith(0);
    const { url, org } = line.gateway;
    const other = clientOf({ ...line.gateway, url, org, apiKey: 'wrong-key-0123456789' });
    const answer = await other.balance();
    expect(answer).toMatchObject({ ok: false, error: { kind: 'api_refused', status: 401 } });
    expect(JSON.stringify(answer)).not.toContain('wrong-key');
    await other.close();
  });
});

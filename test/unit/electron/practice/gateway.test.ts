import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeGateway } from '../../../../electron/practice/gateway.ts';
import { PRACTICE_PRICES } from '../../../../electron/practice/prices.ts';
import { createPhoneParser, isCountryCode } from '../../../../shared/domain/phone.ts';
import {
  entries,
  firstId,
  type Json,
  ORG,
  sms,
  startTestGateway,
  type TestGateway,
} from './practiceHelpers.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(() => gateway.close());

/** Sends so many ordinary messages, 10 ms apart, and gives their ids in order. */
async function sendMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    ids.push(firstId(await gateway.bulk([sms(String(254712000000 + i), `message ${i}`)])));
    gateway.clock.pass(10);
  }
  return ids;
}

const listedIds = async (query: string): Promise<unknown[]> =>
  entries(await gateway.list(query)).map(({ id }) => id);

describe('sending', () => {
  test('prices by country and part; more than 7 parts are refused', async () => {
    const reply = await gateway.bulk([
      sms('254712345678', 'x'.repeat(161)),
      sms('8801712345678', 'সময়'),
      sms('254712345679', 'x'.repeat(153 * 7)),
      sms('254712345670', 'x'.repeat(153 * 7 + 1)),
    ]);
    expect(entries(reply.json)).toMatchObject([
      { estimateMicro: 40_000, estimate: '0.04', error: '' },
      { estimateMicro: 58_000, estimate: '0.05', error: '' },
      { estimateMicro: 140_000, error: '' },
      { id: '', estimateMicro: 0, error: 'message too long' },
    ]);
    expect(reply.json).toMatchObject({ acceptedMessages: 3, estimateMicro: 238_000 });
    expect(gateway.books()).toEqual({
      requests: 1,
      accepted: 3,
      rejected: 1,
      parts: 10,
      chargedMicro: 238_000,
      refundedMicro: 0,
      balanceMicro: 10_000_000_000 - 238_000,
    });
  });

  test.each(['0712345678', '+254712345678', '712345678', '2547', 'abc', '', '254 712 345678'])(
    'the number %j is refused with an error and an id',
    async (number) => {
      const [entry] = entries((await gateway.bulk([sms(number)])).json);
      expect(entry).toMatchObject({ error: 'invalid phone number', estimateMicro: 0 });
      expect(entry?.['id']).toMatch(/^SMS/u);
      const single = await gateway.single({ fullPhoneNumber: number, from: 'A1', message: 'x' });
      expect(single.json).toMatchObject({ error: 'invalid phone number', estimateParts: 0 });
      expect(single.json['messageId']).toMatch(/^SMS/u);
    },
  );

  test('a balance that is too low refuses the whole request', async () => {
    await gateway.close();
    gateway = await startTestGateway({ balanceMicro: 50_000 });
    const three = [sms('254712345678'), sms('254712345679'), sms('254712345670')];
    const refused = await gateway.bulk(three);
    expect([refused.status, refused.json['error']]).toEqual([402, 'insufficient funds']);
    expect((await gateway.bulk(three.slice(1))).status).toBe(200);
    expect(gateway.books()).toMatchObject({ accepted: 2, balanceMicro: 10_000 });
  });

  test('the single call answers in its own words; a repeated clientDedup is a 409', async () => {
    const fields = {
      fullPhoneNumber: '254712345678',
      from: 'CLINIC',
      message: 'x'.repeat(161),
      clientDedup: 'postbag:1',
      clientRef: 'r1',
    };
    const sent = await gateway.single(fields);
    expect(sent.status).toBe(200);
    expect(sent.json).toMatchObject({
      estimateParts: 2,
      estimateMicro: 20_000,
      estimate: '0.02',
      to: '254712345678',
      message: fields.message,
      clientDedup: 'postbag:1',
      clientRef: 'r1',
      error: '',
      errorCode: '',
    });
    const again = await gateway.single({ ...fields, message: 'another text' });
    expect(again.status).toBe(409);
    expect(again.json).toMatchObject({
      dedupMessageId: sent.json['messageId'],
      errorCode: 'sms.clientdedup',
      to: '254712345678',
      message: fields.message,
    });
    expect(gateway.books()).toMatchObject({ accepted: 1, chargedMicro: 40_000 });
    const id = String(sent.json['messageId']);
    expect(await gateway.status(id)).toMatchObject({ client_ref: 'r1', chargedMicro: 40_000 });
  });

  test('another organisation is refused: 403 to send, 404 to read', async () => {
    const body = JSON.stringify({ orgid: 99, messages: [sms('254712345678')] });
    expect((await gateway.call('POST', '/v1/messaging/sms/phonenumbers', body)).status).toBe(403);
    const single = JSON.stringify({ orgId: 99, fullPhoneNumber: '254712345678', message: 'x' });
    expect((await gateway.call('POST', '/v1/sms/phonenumber', single)).status).toBe(403);
    expect((await gateway.call('GET', '/v1/organizations/99/balance.json')).status).toBe(404);
    expect((await gateway.call('GET', '/v1/organizations/99/messages/')).status).toBe(404);
    expect(gateway.books().requests).toBe(0);
  });
});

describe('bad requests', () => {
  const message = '{"to":"254712345678","from":"A1","message":"x"}';
  test.each([
    '',
    'nonsense',
    '[]',
    'null',
    '{}',
    `{"orgid":"1234","messages":[${message}]}`,
    '{"orgid":1234,"messages":[]}',
    '{"orgid":1234,"messages":{}}',
    '{"orgid":1234,"messages":[null]}',
    '{"orgid":1234,"messages":["x"]}',
    '{"orgid":1234,"messages":[{"to":254712345678,"from":"A1","message":"x"}]}',
    `{"__proto__":{"orgid":1234,"messages":[${message}]}}`,
    '['.repeat(50_000),
  ])('%.60j is an invalid JSON document', async (body) => {
    const reply = await gateway.call('POST', '/v1/messaging/sms/phonenumbers', body);
    expect([reply.status, reply.text]).toEqual([400, '{"error":"invalid JSON document"}']);
    expect(gateway.books()).toMatchObject({ requests: 0, accepted: 0 });
  });

  test('bytes that are no UTF-8, an encoding, a body that is too large', async () => {
    const path = '/v1/messaging/sms/phonenumbers';
    const latin = Buffer.from('{"orgid":1234,"messages":[{"message":"\xe9"}]}', 'latin1');
    expect((await gateway.call('POST', path, latin)).status).toBe(400);
    const gzip = { 'content-encoding': 'gzip' };
    expect((await gateway.call('POST', path, '{}', gzip)).status).toBe(415);
    const large = new Uint8Array(17 * 1024 * 1024);
    expect((await gateway.call('POST', path, large)).status).toBe(413);
    expect((await gateway.bulk([sms('254712345678')])).status).toBe(200);
  });

  test('unknown paths, methods and ids', async () => {
    for (const path of ['/', '/v1/', '/v1/organizations/1234/', '/v1/organizations/1234/x']) {
      expect((await gateway.call('GET', path)).status).toBe(404);
    }
    expect((await gateway.call('GET', '/v1/messaging/sms/phonenumbers')).status).toBe(405);
    expect((await gateway.call('DELETE', '/v1/organizations/1234/messages/')).status).toBe(405);
    const messages = `/v1/organizations/${ORG}/messages`;
    for (const id of ['SMS1', '%ff', '%2e%2e', '__proto__', 'a%2Fb']) {
      expect((await gateway.call('GET', `${messages}/${id}/`)).status).toBe(404);
    }
  });
});

describe('the list', () => {
  test('by cursor: newest first, stable while messages arrive', async () => {
    const ids = await sendMany(7);
    const first = await gateway.list('limit=3');
    expect(first).toMatchObject({ paged: false, hasNextPage: true });
    expect(entries(first).map(({ id }) => id)).toEqual([ids[6], ids[5], ids[4]]);
    await sendMany(2);
    const second = await gateway.list(`limit=3&after=${String(first['nextPage'])}`);
    expect(entries(second).map(({ id }) => id)).toEqual([ids[3], ids[2], ids[1]]);
    const third = await gateway.list(`limit=3&after=${String(second['nextPage'])}`);
    expect(entries(third).map(({ id }) => id)).toEqual([ids[0]]);
    expect(third).toMatchObject({ hasNextPage: false, nextPage: '' });
  });

  test('is newest first by time, too, also within one request', async () => {
    await gateway.bulk(Array.from({ length: 40 }, (_, n) => sms(String(254712000000 + n))));
    await gateway.bulk(Array.from({ length: 40 }, (_, n) => sms(String(254712100000 + n))));
    const listed = entries(await gateway.list('page=1&size=100'));
    const created = listed.map((entry) => String(entry['created']));
    expect(created.length).toBe(80);
    expect(created).toEqual(created.toSorted().toReversed());
    expect(new Set(created).size).toBe(80);
    expect(listed.at(-1)).toMatchObject({ recipient: '254712000000' });
  });

  test('by page: from 1, shifting while messages arrive', async () => {
    const ids = await sendMany(5);
    const first = await gateway.list('page=1&size=2');
    expect(first['paged']).toBe(true);
    expect(entries(first).map(({ id }) => id)).toEqual([ids[4], ids[3]]);
    await sendMany(1);
    expect(await listedIds('page=2&size=2')).toEqual([ids[3], ids[2]]);
    expect(await listedIds('page=9&size=2')).toEqual([]);
  });

  test('startDate is inclusive, endDate exclusive', async () => {
    const ids = await sendMany(4);
    const at = (ms: number): string =>
      new Date(Date.parse('2019-07-01T05:31:21.814Z') + ms).toISOString();
    expect(await listedIds(`startDate=${at(10)}&endDate=${at(30)}`)).toEqual([ids[2], ids[1]]);
    const nanoseconds = at(20).replace('Z', '000000Z');
    expect(await listedIds(`startDate=${nanoseconds}`)).toEqual([ids[3], ids[2]]);
    expect(await listedIds('startDate=2030-01-01')).toEqual([]);
  });

  test('search, dir and failed', async () => {
    const [first] = await sendMany(3);
    await gateway.bulk([sms('254712999010'), sms('254712999001')]);
    expect(await listedIds('search=MESSAGE%200')).toEqual([first]);
    expect(await listedIds('search=254712000000')).toEqual([first]);
    expect(await listedIds('dir=inbound')).toEqual([]);
    expect(await listedIds('dir=outbound')).toHaveLength(5);
    expect(await listedIds('failed=true')).toHaveLength(1);
    gateway.clock.pass(5000);
    const failed = entries(await gateway.list('failed=true'));
    expect(failed.map(({ deliveryError, error }) => [deliveryError, error])).toEqual([
      ['', 'invalid phone number'],
      ['anti-spam filter', ''],
    ]);
  });

  test.each(['limit=101', 'limit=0', 'size=1001', 'page=0', 'page=x', 'after=zzz', 'dir=up'])(
    'refuses %s',
    async (query) => {
      const reply = await gateway.call('GET', `/v1/organizations/${ORG}/messages/?${query}`);
      expect(reply.status).toBe(400);
      expect(reply.json).toHaveProperty('errorCode');
    },
  );

  test('refuses dates that are none', async () => {
    const reply = await gateway.call('GET', `/v1/organizations/${ORG}/messages/?startDate=soon`);
    expect(reply.status).toBe(400);
  });
});

describe('receipts', () => {
  /** What becomes of 300 ordinary messages, hour by hour. */
  async function history(seed: number, speed: number): Promise<Json[]> {
    const run = await startTestGateway({ seed, speed, failedPercent: 10, silentPercent: 10 });
    const numbers = Array.from({ length: 300 }, (_, i) => sms(String(254712000000 + i)));
    await run.bulk(numbers);
    const seen: Json[] = [];
    for (const ms of [1000, 10_000, 60_000, 3_600_000]) {
      run.clock.pass(ms / speed);
      seen.push(...entries(await run.list('page=1&size=1000')));
    }
    await run.close();
    return seen;
  }

  const fates = (seen: Json[]) =>
    seen.map(({ deliveredToTelco, deliveredToPhone, deliveryError }) =>
      [deliveredToTelco, deliveredToPhone, deliveryError].join(),
    );

  test('the same seed gives the same receipts at the same times, whatever the speed', async () => {
    const first = await history(7, 1);
    expect(await history(7, 1)).toEqual(first);
    expect(fates(await history(7, 1000))).toEqual(fates(first));
    expect(fates(await history(8, 1))).not.toEqual(fates(first));
  });

  test('most are delivered, and about as many fail or stay unheard of as was asked for', async () => {
    const end = (await history(1, 1)).slice(-300);
    const count = (phone: string) => end.filter((m) => m['deliveredToPhone'] === phone).length;
    expect(count('confirmed')).toBeGreaterThan(200);
    expect(count('failed')).toBeGreaterThan(10);
    expect(count('failed')).toBeLessThan(60);
    expect(count('unknown')).toBeGreaterThan(10);
    expect(count('unknown')).toBeLessThan(60);
  });

  test('refunds come back to the balance', async () => {
    await gateway.bulk([sms('254712999008'), sms('254712999007')]);
    const path = `/v1/organizations/${ORG}/balance.json`;
    const before = (await gateway.call('GET', path)).json;
    expect(before).toEqual({
      balance: 9999.96,
      balanceMicro: 9_999_960_000,
      balanceHuman: '9999.96',
      autoRecharge: false,
      autoRechargeThreshold: 0,
      autoRechargeAmount: 0,
    });
    gateway.clock.pass(60_000);
    expect((await gateway.call('GET', path)).json['balanceMicro']).toBe(9_999_980_000);
    expect((await gateway.call('GET', '/practice/books')).json).toEqual(gateway.books());
    expect(gateway.books()).toMatchObject({ chargedMicro: 20_000, refundedMicro: 20_000 });
  });
});

describe('starting', () => {
  test('listens on the loopback address alone, with a key of its own', async () => {
    const started = await startPracticeGateway();
    if (!started.ok) throw new Error(started.error.kind);
    expect(started.value.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(started.value.apiKey).toMatch(/^practice-[0-9a-f]{24}$/u);
    expect(started.value.org).toBe(1234);
    await started.value.close();
  });

  // Another address of this computer stands for the network; macOS knows none but 127.0.0.1.
  test.skipIf(process.platform === 'darwin')('at no other address of this computer', async () => {
    const port = Number(new URL(gateway.url).port);
    const socket = connect({ port, host: '127.0.0.2' });
    try {
      await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    } finally {
      socket.destroy();
    }
  });

  test('a port that is taken is an error, not a crash', async () => {
    const port = Number(new URL(gateway.url).port);
    expect(await startPracticeGateway({ port })).toEqual({
      ok: false,
      error: {
        kind: 'bad_value',
        name: 'port',
        value: String(port),
        expected: 'a free port (EADDRINUSE)',
      },
    });
  });

  test.each([
    { port: 70_000 },
    { port: -1 },
    { port: 1.5 },
    { speed: 0 },
    { speed: NaN },
    { seed: 0.5 },
  ])('refuses %j', async (options) => {
    expect(await startPracticeGateway(options)).toMatchObject({ error: { kind: 'bad_value' } });
  });

  test('knows the prices of at least 40 real countries', () => {
    expect(PRACTICE_PRICES.size).toBeGreaterThanOrEqual(40);
    expect([...PRACTICE_PRICES.keys()].filter((country) => !isCountryCode(country))).toEqual([]);
    const amounts = [...PRACTICE_PRICES.values()];
    expect(amounts.filter((micro) => !Number.isInteger(micro) || micro <= 0)).toEqual([]);
  });

  test('magic numbers are mobile numbers in many countries', () => {
    const parser = createPhoneParser(null);
    const bases = ['254712', '639171', '2348031', '919876', '256751', '260971', '525512', '959771'];
    expect(bases.filter((base) => !parser.parse(`+${base}999001`).ok)).toEqual([]);
  });
});

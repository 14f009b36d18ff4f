import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DELIVERY_ERRORS } from '../../../../electron/practice/fate.ts';
import { MAGIC_MESSAGES } from '../../../../electron/practice/magicMessages.ts';
import { MAGIC_PREFIX, magicNumbers } from '../../../../electron/practice/magicNumbers.ts';
import { MAGIC_REQUESTS } from '../../../../electron/practice/magicRequests.ts';
import { entries, firstId, sms, startTestGateway, type TestGateway } from './practiceHelpers.ts';

const HOUR_MS = 3_600_000;
const ORDINARY = '254712345678';
/** What fetch says of a connection that was cut, before or within the answer. */
const CUT = /fetch failed|terminated/u;
const to = (code: string): string => `254712${MAGIC_PREFIX}${code}`;

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({ failedPercent: 0, silentPercent: 0 });
});
afterEach(() => gateway.close());

/** Sends to a magic number and gives the message's id. */
async function sentTo(code: string): Promise<string> {
  return firstId(await gateway.bulk([sms(to(code))]));
}

test('the documentation lists every magic number, and says what it does', () => {
  const docs = readFileSync('docs/practice-gateway.md', 'utf8');
  const listed = [...docs.matchAll(/^\| `(9990\d\d)` +\| (.*?) +\|/gmu)].map(([, number, does]) => [
    number,
    does,
  ]);
  const known = [...MAGIC_MESSAGES, ...MAGIC_REQUESTS].map(({ code, does }) => [
    `${MAGIC_PREFIX}${code}`,
    does,
  ]);
  expect(listed).toEqual(known);
  expect(new Set(known.map(([number]) => number)).size).toBe(known.length);
});

test('switched off, no number is magic', () => {
  const magic = magicNumbers(false);
  expect(magic.quirksOf(to('01'))).toEqual({});
  expect(magic.faultOf([to('50')])).toBeNull();
});

describe('one message', () => {
  test('01, 02: rejected, with and without an id, the others are taken', async () => {
    const reply = await gateway.bulk([sms(to('01')), sms(ORDINARY), sms(to('02'))]);
    expect(reply.json).toMatchObject({ acceptedMessages: 1, estimateMicro: 20_000 });
    const [withId, taken, withoutId] = entries(reply.json);
    expect(withId).toMatchObject({ error: 'invalid phone number', estimateMicro: 0 });
    expect(withId?.['id']).toMatch(/^SMS/u);
    expect(taken).toMatchObject({ error: '', estimateMicro: 20_000 });
    expect(withoutId).toMatchObject({ id: '', error: 'destination not supported' });
    expect(gateway.books()).toMatchObject({ accepted: 1, rejected: 2, chargedMicro: 20_000 });
    expect(await gateway.status(String(withId?.['id']))).toMatchObject({
      done: true,
      error: 'invalid phone number',
      deliveredToVendor: false,
      deliveredByVendor: false,
      chargedMicro: 0,
    });
  });

  test.each([
    ['03', { deliveredToTelco: true, deliveredToPhone: 'unknown', done: false }, 23 * HOUR_MS],
    ['03', { deliveredToTelco: true, deliveredToPhone: 'unknown', done: true }, 24 * HOUR_MS],
    ['04', { deliveredToPhone: 'unknown', done: false }, 9 * HOUR_MS],
    ['04', { deliveredToPhone: 'confirmed', deliveredByVendor: true, done: true }, 11 * HOUR_MS],
    ['05', { deliveredToTelco: false, deliveredToPhone: 'unknown' }, 23 * HOUR_MS],
    ['06', { deliveredToPhone: 'confirmed' }, 10_000],
    ['06', { deliveredToPhone: 'failed', deliveredByVendor: false }, 70_000],
    ['07', { deliveredToPhone: 'confirmed' }, 2000],
    ['08', { deliveredToPhone: 'failed', chargedMicro: 0, successPartCount: 0 }, 5000],
    ['30', { sender: 'SMSInfo' }, 0],
    ['32', { chargedMicro: 40_000 }, 0],
  ])('%s shows %j', async (code, shown, afterMs) => {
    const id = await sentTo(code);
    gateway.clock.pass(afterMs);
    expect(await gateway.status(id)).toMatchObject(shown);
  });

  test('10 to 23: not delivered, for every documented reason', async () => {
    const codes = DELIVERY_ERRORS.map((_, index) => String(10 + index));
    const reply = await gateway.bulk(codes.map((code) => sms(to(code))));
    gateway.clock.pass(5000);
    for (const [index, entry] of entries(reply.json).entries()) {
      const status = await gateway.status(String(entry['id']));
      expect(status).toMatchObject({
        error: '',
        done: true,
        deliveredToPhone: 'failed',
        deliveryError: DELIVERY_ERRORS[index],
      });
      const early = ['no route', 'not mobile number'].includes(String(status['deliveryError']));
      expect(status['chargedMicro']).toBe(early ? 0 : 20_000);
    }
  });

  test('31: the estimate is three times the price', async () => {
    const reply = await gateway.bulk([sms(to('31'))]);
    expect(reply.json).toMatchObject({ estimateMicro: 60_000, estimate: '0.06' });
  });

  test('35, 36: the list hides it, for ever or for ten minutes', async () => {
    const [hidden, late, plain] = entries(
      (await gateway.bulk([sms(to('35')), sms(to('36')), sms(ORDINARY)])).json,
    ).map((entry) => entry['id']);
    const listed = async () => entries(await gateway.list('limit=100')).map(({ id }) => id);
    expect(await listed()).toEqual([plain]);
    gateway.clock.pass(600_000);
    expect(await listed()).toEqual([plain, late]);
    expect((await gateway.status(String(hidden)))['id']).toBe(hidden);
  });

  test('37, 38, 39: fields that are missing', async () => {
    const anonymous = await gateway.status(await sentTo('37'));
    expect(Object.keys(anonymous)).not.toEqual(expect.arrayContaining(['recipient']));
    expect(anonymous).not.toHaveProperty('message');
    expect(entries(await gateway.list('limit=1'))[0]).not.toHaveProperty('sender');
    const older = await gateway.status(await sentTo('38'));
    expect(older).toHaveProperty('deliveredByVendor');
    expect(older).not.toHaveProperty('deliveredToPhone');
    const newer = await gateway.status(await sentTo('39'));
    expect(newer).toHaveProperty('deliveredToPhone');
    expect(newer).not.toHaveProperty('deliveredByVendor');
  });

  test('40 to 43: the status call fails, always or once', async () => {
    const ask = (id: string) => gateway.call('GET', `/v1/organizations/1234/messages/${id}/`);
    const hidden = await sentTo('40');
    expect([(await ask(hidden)).status, (await ask(hidden)).status]).toEqual([404, 404]);
    const broken = await sentTo('41');
    expect([(await ask(broken)).status, (await ask(broken)).status]).toEqual([500, 200]);
    const page = await sentTo('42');
    expect((await ask(page)).text).toContain('<!doctype html>');
    expect((await ask(page)).json['id']).toBe(page);
    const throttled = await sentTo('43');
    const first = await ask(throttled);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await ask(throttled)).status).toBe(200);
  });
});

describe('the whole request', () => {
  const request = (code: string) =>
    gateway.bulk([sms(ORDINARY), sms(to(code)), sms('254712345679')]);

  test.each([
    ['50', 402, 'insufficient funds'],
    ['51', 429, 'too many requests'],
    ['52', 429, 'too many requests'],
    ['55', 401, 'Invalid Token'],
    ['56', 403, 'forbidden'],
    ['60', 500, 'internal error'],
  ])('%s is refused once with %d, nothing taken; then it passes', async (code, status, error) => {
    const refused = await request(code);
    expect([refused.status, refused.json['error']]).toEqual([status, error]);
    expect(refused.headers.get('retry-after')).toBe(code === '51' ? '1' : null);
    expect(gateway.books()).toMatchObject({ accepted: 0, chargedMicro: 0 });
    expect((await request(code)).json['acceptedMessages']).toBe(3);
    expect(gateway.books().accepted).toBe(3);
  });

  test('53 is refused always, 54 unless it travels alone', async () => {
    expect([(await request('53')).status, (await request('53')).status]).toEqual([400, 400]);
    expect((await gateway.bulk([sms(to('53'))])).text).toBe('{"error":"invalid JSON document"}');
    expect([(await request('54')).status, (await request('54')).status]).toEqual([413, 413]);
    expect((await gateway.bulk([sms(to('54'))])).status).toBe(200);
    expect(gateway.books().accepted).toBe(1);
  });

  test.each([
    ['62', 200],
    ['63', 302],
    ['64', 503],
  ])('%s is a page with status %d, nothing taken', async (code, status) => {
    const page = await request(code);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      status,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers.has('location')).toBe(code === '63');
    expect(gateway.books().accepted).toBe(0);
  });

  test.each([
    ['61', 0],
    ['70', 3],
    ['73', 3],
  ])('%s cuts the connection; taken: %d', async (code, taken) => {
    await expect(request(code)).rejects.toThrow(CUT);
    expect(gateway.books().accepted).toBe(taken);
    expect((await request(code)).status).toBe(200);
  });

  test.each(['71', '72'])('%s never ends its answer, though all is taken', async (code) => {
    const signal = AbortSignal.timeout(400);
    const body = JSON.stringify({ orgid: 1234, messages: [sms(to(code))] });
    const headers = { authorization: 'Token key-of-the-test' };
    const url = `${gateway.url}/v1/messaging/sms/phonenumbers`;
    const answer = fetch(url, { method: 'POST', headers, body, signal });
    await expect(answer.then((response) => response.text())).rejects.toThrow('timeout');
    expect(gateway.books().accepted).toBe(1);
  });

  test('74 to 77: all taken, and the answer hides it', async () => {
    expect((await request('74')).status).toBe(500);
    expect(gateway.books().accepted).toBe(3);
    expect((await request('75')).text).toBe('');
    const garbage = await request('76');
    expect(garbage.status).toBe(200);
    expect(() => JSON.parse(garbage.text) as unknown).toThrow(SyntaxError);
    expect(garbage.text).toContain('SMS2019');
    expect((await request('77')).text).toContain('<!doctype html>');
    expect(gateway.books().accepted).toBe(12);
  });

  test('80 to 83: all taken, and the answer contradicts itself', async () => {
    expect(entries((await request('80')).json)).toHaveLength(2);
    const places = entries((await request('81')).json).map(({ id }) => String(id).slice(-1));
    expect(places).toEqual(['2', '1', '0']);
    const ids = entries((await request('82')).json).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect((await request('83')).json).toMatchObject({ acceptedMessages: 2 });
    expect(gateway.books().accepted).toBe(12);
  });

  test('of several magic numbers in one request, each strikes in its turn', async () => {
    const both = () => gateway.bulk([sms(to('52')), sms(to('60'))]);
    expect([(await both()).status, (await both()).status, (await both()).status]).toEqual([
      429, 500, 200,
    ]);
  });

  test('the single call knows them too', async () => {
    const call = (code: string) =>
      gateway.single({
        fullPhoneNumber: to(code),
        from: 'CLINIC',
        message: 'Hi',
        clientDedup: code,
      });
    expect([(await call('52')).status, (await call('52')).status]).toEqual([429, 200]);
    await expect(call('70')).rejects.toThrow(CUT);
    expect((await call('70')).status).toBe(409);
    expect(gateway.books().accepted).toBe(2);
  });
});

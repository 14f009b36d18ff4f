/** The bytes of requests, and where the key must not be. */
import { describe, expect, test } from 'vitest';
import { createApiClient } from '../../../../electron/api/client.ts';
import { keyHider } from '../../../../electron/api/hideKey.ts';
import { Recorder } from '../../../../electron/api/recorder.ts';
import { systemClock } from '../../../../electron/runtime.ts';

const KEY = 'secret-key-0123456789';
const hideKey = keyHider(KEY);
const made = createApiClient(
  { baseUrl: 'https://api.test', apiKey: KEY, org: 1234 },
  { clock: systemClock },
);
if (!made.ok) throw new Error(made.error.kind);
const client = made.value;

describe('the bodies of requests', () => {
  test("the support page's own sample, and no other field", () => {
    const body = client.bulkBody([
      { to: '639123456789', from: 'engageSPARK', message: ' Sample message to you.' },
      { to: '254771234567', from: 'MyCompanyName', message: 'Have a great day.', row: 7 } as never,
    ]);
    expect(JSON.parse(body.toString())).toEqual({
      orgid: 1234,
      messages: [
        { to: '639123456789', from: 'engageSPARK', message: ' Sample message to you.' },
        { to: '254771234567', from: 'MyCompanyName', message: 'Have a great day.' },
      ],
    });
  });

  test('any text survives', () => {
    for (const message of ['"\\\n\u0000', '你好 🎉', '\uD83C', '__proto__', '\u2028']) {
      const body = client.bulkBody([{ to: '1', from: 'x', message }]).toString('utf8');
      expect(JSON.parse(body)).toHaveProperty('messages.0.message', message);
    }
  });
});

test('an interim answer is no answer', async () => {
  const recorder = new Recorder({ onWire: () => undefined, hideKey, clock: systemClock });
  recorder.onRequestStart();
  recorder.onResponseStart({} as never, 103, { link: '</x>' });
  recorder.onResponseError(null, new Error('closed'));
  const exchange = await recorder.done;
  expect(exchange.status).toBeNull();
  expect([...exchange.headers]).toEqual([]);
});

describe('the key', () => {
  test('is not part of the client as anything can print it', () => {
    expect(JSON.stringify(client)).not.toContain(KEY);
    expect(Object.values(client).map(String).join('\n')).not.toContain(KEY);
  });

  test('is blanked out of what a server repeats, and the JSON around it stays', async () => {
    const recorder = new Recorder({ onWire: () => undefined, hideKey, clock: systemClock });
    const controller = {} as never;
    recorder.onRequestStart();
    recorder.onResponseStart(controller, 401, { 'x-echo': `Token ${KEY}`, vary: ['a', 'b'] });
    for (const piece of [`{"error":"bad ${KEY.slice(0, 9)}`, `${KEY.slice(9)} and ${KEY}"}`]) {
      recorder.onResponseData(controller, Buffer.from(piece));
    }
    recorder.onResponseEnd();
    const exchange = await recorder.done;
    expect(exchange.body.toString()).toBe(
      `{"error":"bad ${'*'.repeat(KEY.length)} and ${'*'.repeat(KEY.length)}"}`,
    );
    expect([...exchange.headers.values()]).toEqual([`Token ${'*'.repeat(KEY.length)}`, 'a, b']);
  });

  test.each([
    { baseUrl: 'http://api.test' },
    { org: 0 },
    { apiKey: `${KEY}\n${KEY}` },
    { caFile: '/nowhere/ca.pem' },
  ])('is not part of an error: %j', (fields) => {
    const failed = createApiClient(
      { baseUrl: 'https://api.test', apiKey: KEY, org: 1234, ...fields },
      { clock: systemClock },
    );
    expect(failed.ok).toBe(false);
    expect(JSON.stringify(failed)).not.toContain(KEY);
  });
});

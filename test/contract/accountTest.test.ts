/** *Test the account*, against servers that give no balance. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createApiClient } from '../../electron/api/client.ts';
import { systemClock } from '../../electron/runtime.ts';
import { testAccount } from '../../electron/work/account.ts';
import { unwrap } from '../helpers/dataFolder.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Tests an account of a server that answers these statuses. */
async function tested(balance: number, message: number, body = '{"error":"no"}') {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isBalance = request.url?.endsWith('balance.json') === true;
    const status = isBalance ? balance : message;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = unwrap(createApiClient({ baseUrl, apiKey: 'key', org: 7 }, { clock: systemClock }));
  const { outcome, error } = await testAccount(api, 'SMS-invented');
  await api.close();
  return { outcome, error: error?.kind ?? null, asked };
}

const BALANCE = 'GET /v1/organizations/7/balance.json';
const MESSAGE = 'GET /v1/organizations/7/messages/SMS-invented/';

test.each([
  ['401: a wrong key, and no second question', 401, 404, 'wrong_key', 'api_refused', 1],
  ['403, then 404: cannot be confirmed', 403, 404, 'not_confirmed', null, 2],
  ['404, then 404: cannot be confirmed', 404, 404, 'not_confirmed', null, 2],
  ['404, then 401: a wrong key', 404, 401, 'wrong_key', 'api_refused', 2],
  ['404, then 403: a wrong key', 404, 403, 'wrong_key', 'api_refused', 2],
  ['500, then 500: failed', 500, 500, 'failed', 'api_refused', 2],
  ['200 of another shape, then 404', 200, 404, 'not_confirmed', null, 2],
] as const)('%s', async (_name, balance, message, outcome, error, questions) => {
  const found = await tested(balance, message);
  expect(found).toEqual({ outcome, error, asked: [BALANCE, MESSAGE].slice(0, questions) });
});

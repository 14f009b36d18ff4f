/** When the balance is asked again, and when no more. */
import { expect, test } from 'vitest';
import type { Balance } from '../../../../electron/api/types.ts';
import { BalanceWatch } from '../../../../electron/send/balance.ts';
import { type ApiError, err, ok } from '../../../../shared/errors.ts';

const MINUTE_MS = 60_000;
const known: Balance = {
  balanceMicro: 500_000,
  autoRecharge: false,
  autoRechargeThreshold: null,
  autoRechargeAmount: null,
};

/** What is known of the balance after each of two minutes, where the first answer is this failure. */
async function afterFailure(error: ApiError): Promise<readonly (number | null)[]> {
  let nowMs = 0;
  let asked = 0;
  const balance = async () => ((asked += 1) === 1 ? err(error) : ok(known));
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs };
  const watch = new BalanceWatch({ balance }, clock);
  const heard: (number | null)[] = [];
  for (const later of [0, MINUTE_MS - 1, MINUTE_MS]) {
    nowMs = later;
    await watch.refresh(0);
    heard.push(watch.remaining(0));
  }
  return heard;
}

test.each<ApiError>([
  { kind: 'offline', code: 'ECONNRESET' },
  { kind: 'timeout', code: 'UND_ERR_HEADERS_TIMEOUT' },
  { kind: 'certificate', code: 'CERT_HAS_EXPIRED' },
  { kind: 'api_refused', status: 500, detail: '' },
  { kind: 'api_refused', status: 429, detail: 'slow down' },
  { kind: 'api_unknown_answer', status: 200, detail: 'html' },
  { kind: 'api_unknown_answer', status: 302, detail: '' },
])('asked again a minute after %j', async (error) => {
  expect(await afterFailure(error)).toEqual([null, null, 500_000]);
});

test.each<ApiError>([
  { kind: 'api_not_found', what: 'balance' },
  { kind: 'api_refused', status: 401, detail: 'Invalid Token' },
  { kind: 'api_refused', status: 403, detail: '' },
  { kind: 'api_unknown_answer', status: 200, detail: 'unknown_shape' },
])('not asked again after %j', async (error) => {
  expect(await afterFailure(error)).toEqual([null, null, null]);
});

/**
 * Every row of the verdict table through a whole send: what the database says afterwards, and what the
 * gateway really took. (The verdicts themselves: test/contract/verdictTable.test.ts.)
 *
 * A canary of 5 goes well; the second request, of 10 of the 20 messages, meets the fault; everything
 * after it goes well again.
 */
import { describe, expect, test } from 'vitest';
import type { StopReason } from '../../shared/domain/batch.ts';
import type { Fault } from '../helpers/truthGateway.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

const TIMEOUTS = { connectMs: 400, headersMs: 400, bodyMs: 400, readMs: 400 };
const OPTIONS = { canary: 5, maxRequest: 10, doubtLimit: 100 };

async function sendWith(fault: Fault, tls: boolean): Promise<SendLineSetup> {
  const line = await sendLine({ messages: 20, gateway: { tls }, timeouts: TIMEOUTS });
  line.plan(['none', fault]);
  return line;
}

const SAFE: readonly Fault[] = ['reset_handshake', 'stall_handshake'];

const SAFE_BUT_STOP: readonly Fault[] = [
  'self_signed',
  'wrong_host',
  'expired',
  'tls_1_1',
  'plain_http',
];

const DOUBT: readonly Fault[] = [
  'close_before_body',
  'reset_before_body',
  'close_during_body',
  'reset_during_body',
  'close_after_body',
  'close_after_body_accepted',
  'reset_after_body',
  'reset_after_body_accepted',
  'stall',
  'stall_accepted',
  'headers_cut_accepted',
  'garbage',
  'garbage_accepted',
  'upgrade_accepted',
  'status_301',
  'status_302_html_accepted',
  'status_303',
  'status_408',
  'status_408_html_accepted',
  'status_500',
  'status_500_html_accepted',
  'status_502_html_accepted',
  'status_503',
  'status_504_empty',
  'status_400_html',
  'status_400_ids_accepted',
  'status_402_html',
  'status_402_json_accepted',
  'status_422_empty',
  'status_422_ids_accepted',
  'status_429_html',
  'status_429_ids_accepted',
];

const PROBABLY_ACCEPTED: readonly Fault[] = [
  'ok_stall',
  'ok_truncated',
  'ok_truncated_chunked',
  'ok_reset',
  'ok_cut_at_close',
  'ok_oversize',
  'ok_html',
  'ok_invalid_json',
  'ok_empty',
  'ok_not_object',
  'portal_html_not_accepted',
  'entry_missing',
  'entry_extra',
  'entry_null',
  'entry_odd_error',
  'entries_absent',
  'entries_reordered',
  'entry_refused_shifted',
  'id_repeated',
  'id_empty',
  'id_number',
  'count_wrong',
  'count_absent',
  'error_on_top',
];

const STOPS: readonly Fault[] = [307, 308, 401, 403, 404, 415].flatMap((status) => [
  `status_${status}` as const,
  `status_${status}_html` as const,
]);

const HARMLESS: readonly Fault[] = [
  'none',
  'early_hints',
  'gzip',
  'proto_keys',
  'numbers_as_strings',
  'byte_order_mark',
  'ids_opaque',
  'slow_50',
];

/** What the rows of doubt say of the request in doubt. */
function evidence({ db }: SendLineSetup) {
  const doubts = db.sql
    .prepare<[], { probable: number; ids: string; answer: Buffer | null }>(
      `SELECT probable, salvaged_ids AS ids, answer
       FROM doubt JOIN request USING (request_key) ORDER BY key`,
    )
    .all();
  const ids = doubts.flatMap((doubt) => JSON.parse(doubt.ids) as string[]);
  return { rows: doubts.length, probable: doubts[0]?.probable, ids, answer: doubts[0]?.answer };
}

async function expectDoubt(fault: Fault, tls: boolean): Promise<SendLineSetup> {
  const line = await sendWith(fault, tls);
  const report = await line.send(OPTIONS);
  expect(report).toMatchObject({ state: 'done', stopped: null });
  expect(report.counts).toMatchObject({ accepted: 10, in_doubt: 10, queued: 0, sending: 0 });
  expect(line.states().slice(5, 15)).toEqual(Array.from({ length: 10 }, () => 'in_doubt'));
  expect(line.breaches()).toEqual([]);
  expect(evidence(line).rows).toBe(10);
  return line;
}

describe('nothing left: back to the queue, sent later', () => {
  test.each(SAFE)('%s', async (fault) => {
    const line = await sendWith(fault, true);
    const report = await line.send(OPTIONS);
    expect(report).toMatchObject({ state: 'done', stopped: null, counts: { accepted: 20 } });
    expect(line.breaches()).toEqual([]);
    expect(line.gateway.truth).toHaveLength(20);
    expect(line.slept.length).toBeGreaterThan(0);
  });

  test('connection refused', async () => {
    const line = await sendWith('none', false);
    await line.gateway.stopListening();
    const report = await line.send(OPTIONS);
    expect(report.stopped).toEqual({ reason: 'offline', code: 'ECONNREFUSED' });
    expect(report).toMatchObject({ state: 'paused', counts: { queued: 20 }, requests: 0 });
    await line.gateway.startListening();
    expect(await line.send(OPTIONS)).toMatchObject({ state: 'done', counts: { accepted: 20 } });
    expect(line.breaches()).toEqual([]);
  });
});

describe('nothing left, and trying again does not help: back to the queue, stopped', () => {
  test.each(SAFE_BUT_STOP)('%s', async (fault) => {
    const line = await sendWith(fault, true);
    const report = await line.send(OPTIONS);
    expect(report).toMatchObject({ state: 'paused', stopped: { reason: 'certificate' } });
    expect(report.counts).toMatchObject({ accepted: 5, queued: 15, in_doubt: 0 });
    expect(line.gateway.truth).toHaveLength(5);
    expect(line.breaches()).toEqual([]);
  });
});

describe('nobody knows: in doubt', () => {
  test.each(DOUBT)('%s', async (fault) => {
    const line = await expectDoubt(fault, false);
    expect(evidence(line).probable).toBe(0);
  });
  test.each(DOUBT.slice(0, 14))('%s over TLS', async (fault) => {
    await expectDoubt(fault, true);
  });
});

describe('a 200 that proves nothing: in doubt, probably accepted, with its body and every id', () => {
  test.each(PROBABLY_ACCEPTED)('%s', async (fault) => {
    const line = await expectDoubt(fault, false);
    const { probable, ids, answer } = evidence(line);
    expect(probable).toBe(1);
    expect(answer === null).toBe(fault === 'ok_empty');
    // What is salvaged may be more than ids, so that none is missed; asking for each will tell.
    const salvaged = new Set(ids);
    const real = line.gateway.truth.filter(({ id }) => salvaged.has(id));
    expect(real.length).toBe(
      ['entry_extra', 'id_number'].includes(fault) ? real.length : ids.length,
    );
  });
  test.each(PROBABLY_ACCEPTED.slice(0, 10))('%s over TLS', async (fault) => {
    await expectDoubt(fault, true);
  });

  test('a 200 that denies having taken anything is in doubt, but not probably', async () => {
    const line = await expectDoubt('error_only_not_accepted', false);
    expect(evidence(line).probable).toBe(0);
  });
});

describe('refused whole: back to the queue, stopped', () => {
  test.each(STOPS)('%s', async (fault) => {
    const line = await sendWith(fault, false);
    const report = await line.send(OPTIONS);
    const status = Number(/\d+/.exec(fault)?.[0]);
    expect(report.stopped).toMatchObject({ reason: 'refused', status });
    expect(report).toMatchObject({ state: 'paused', counts: { accepted: 5, queued: 15 } });
    expect(line.gateway.truth).toHaveLength(5);
    expect(line.breaches()).toEqual([]);
  });

  test('402: the balance', async () => {
    const line = await sendWith('status_402', false);
    const report = await line.send(OPTIONS);
    const stopped: StopReason = { reason: 'balance', balanceMicro: null, neededMicro: 300_000 };
    expect(report.stopped).toEqual(stopped);
    expect(report.counts).toMatchObject({ accepted: 5, queued: 15 });
    expect(line.breaches()).toEqual([]);
  });
});

describe('refused whole: back to the queue, and on', () => {
  test('429 waits as long as it is asked to', async () => {
    const line = await sendWith('status_429', false);
    const report = await line.send(OPTIONS);
    expect(report).toMatchObject({ state: 'done', stopped: null, counts: { accepted: 20 } });
    expect(line.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(6_900);
    expect(line.breaches()).toEqual([]);
  });

  test('413 halves the requests for good', async () => {
    const line = await sendWith('status_413', false);
    expect(await line.send(OPTIONS)).toMatchObject({ state: 'done', counts: { accepted: 20 } });
    expect(line.sizes()).toEqual([5, 10, 5, 5, 5]);
    expect(line.breaches()).toEqual([]);
  });

  test('413 before the body is read', async () => {
    const line = await sendWith('early_413', false);
    const report = await line.send(OPTIONS);
    expect(report).toMatchObject({ state: 'done', stopped: null });
    expect(line.breaches()).toEqual([]);
  });

  test.each(['status_400', 'status_422'] as const)('%s splits the request', async (fault) => {
    const line = await sendWith(fault, false);
    expect(await line.send(OPTIONS)).toMatchObject({ state: 'done', counts: { accepted: 20 } });
    expect(line.sizes()).toEqual([5, 10, 5, 5, 5]);
    expect(line.breaches()).toEqual([]);
  });
});

describe('harmless', () => {
  test.each(HARMLESS)('%s', async (fault) => {
    const line = await sendWith(fault, false);
    const report = await line.send(OPTIONS);
    expect(report).toMatchObject({ state: 'done', stopped: null, counts: { accepted: 20 } });
    expect(line.breaches()).toEqual([]);
  });
});

/** The write barrier: what stands before the first byte, and what it can hold back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Pool } from 'undici';
import { systemClock } from '../../electron/runtime.ts';
import { keyHider } from '../../electron/api/hideKey.ts';
import { Recorder } from '../../electron/api/recorder.ts';
import { judgeBulk } from '../../electron/api/verdict.ts';
import {
  type ApiLine,
  clientOf,
  openLine,
  SHORT_TIMEOUTS,
  someMessages,
} from '../helpers/apiLine.ts';

const MESSAGES = someMessages(2);
const nothing = (): void => undefined;

describe.each([
  { over: 'plain HTTP', tls: false },
  { over: 'TLS', tls: true },
])('the barrier over $over', ({ tls }) => {
  let line: ApiLine;
  beforeEach(async () => {
    line = await openLine({ tls });
  });
  afterEach(() => line.close());

  test('it is passed before the gateway sees a byte, and once', async () => {
    const lane = line.client.openLane();
    const bytesAtBarrier: number[] = [];
    await lane.bulk(line.client.bulkBody(MESSAGES), () => {
      // Synchronous: had a byte left before, it would still not have arrived. So wait for it.
      const until = performance.now() + 50;
      while (performance.now() < until);
      bytesAtBarrier.push(line.gateway.connections.reduce((sum, { bytes }) => sum + bytes, 0));
    });
    expect(bytesAtBarrier).toEqual([0]);
    expect(line.gateway.truth).toHaveLength(2);
  });

  test('a barrier that throws sends not one byte, says why, and the lane goes on', async () => {
    const lane = line.client.openLane();
    const cause = new Error('the disk is full');
    const held = await lane.bulk(line.client.bulkBody(MESSAGES), () => {
      throw cause;
    });
    expect(held).toMatchObject({
      wireStarted: false,
      status: null,
      failure: { code: 'BARRIER', phase: 'barrier' },
    });
    expect(held.failure?.cause).toBe(cause);
    expect(judgeBulk(held, 2)).toEqual({ kind: 'not_sent', code: 'BARRIER', stop: false });

    const sent = await lane.bulk(line.client.bulkBody(MESSAGES), nothing);
    expect(judgeBulk(sent, 2).kind).toBe('accepted');
    // The connection opened for the first request was never written to, and never used again.
    expect(line.gateway.connections.map(({ requests, bytes }) => [requests, bytes > 0])).toEqual([
      [0, false],
      [1, true],
    ]);
    expect(line.gateway.truth).toHaveLength(2);
  });

  test('a barrier that throws a hundred times never sends', async () => {
    const lane = line.client.openLane();
    for (let i = 0; i < 100; i += 1) {
      await lane.bulk(line.client.bulkBody(MESSAGES), () => {
        throw new Error('no');
      });
    }
    expect(line.gateway.requests).toEqual([]);
    expect(line.gateway.connections.every(({ bytes }) => bytes === 0)).toBe(true);
  });

  test('each post has a connection of its own, closed after its answer', async () => {
    const lane = line.client.openLane();
    for (let i = 0; i < 5; i += 1) await lane.bulk(line.client.bulkBody(MESSAGES), nothing);
    expect(line.gateway.requests.map(({ connectionNo }) => connectionNo)).toEqual([1, 2, 3, 4, 5]);
    expect(line.gateway.requests.map(({ headers }) => headers.get('connection'))).toEqual(
      Array.from({ length: 5 }, () => 'close'),
    );
  });
});

describe('no replays', () => {
  test.each([
    'close_after_body_accepted',
    'reset_after_body_accepted',
    'close_before_body',
    'reset_during_body',
    'status_503_accepted',
    'status_307',
    'status_401',
    'garbage_accepted',
  ] as const)('%s: one request reaches the gateway', async (fault) => {
    const line = await openLine({ faults: [fault] });
    const lane = line.client.openLane();
    let barriers = 0;
    await lane.bulk(line.client.bulkBody(MESSAGES), () => {
      barriers += 1;
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(barriers).toBe(1);
    expect(line.gateway.requests).toHaveLength(1);
    await line.close();
  });

  test('a second start of the same request is refused, and leaves it in doubt', async () => {
    const line = await openLine();
    let barriers = 0;
    const recorder = new Recorder({
      onWire: () => {
        barriers += 1;
      },
      hideKey: keyHider('secret-key'),
      clock: systemClock,
    });
    recorder.onRequestStart();
    // What undici would do if it sent the request again: nothing more may leave.
    const pool = new Pool(line.gateway.url);
    pool.dispatch({ path: '/v1/x', method: 'POST', body: '{}' }, recorder);
    const exchange = await recorder.done;
    expect(exchange).toMatchObject({ wireStarted: true, failure: { code: 'REPLAYED' } });
    expect(judgeBulk(exchange, 1).kind).toBe('in_doubt');
    expect(barriers).toBe(1);
    expect(line.gateway.requests).toEqual([]);
    await pool.destroy();
    await line.close();
  });

  test('a start after the end is refused', () => {
    const recorder = new Recorder({
      onWire: nothing,
      hideKey: keyHider('secret-key'),
      clock: systemClock,
    });
    recorder.onResponseError(null, new Error('gave up'));
    expect(() => recorder.onRequestStart()).toThrow('LATE_START');
    expect(recorder.wireStarted).toBe(false);
  });
});

describe('giving up', () => {
  let line: ApiLine;
  beforeEach(async () => {
    line = await openLine({ tls: true });
  });
  afterEach(() => line.close());

  test('an abort while connecting: not sent, at once', async () => {
    line.gateway.plan(['stall_handshake']);
    const patient = clientOf(line.gateway, { ...SHORT_TIMEOUTS, connectMs: 60_000 });
    const lane = patient.openLane();
    const stop = new AbortController();
    const pending = lane.bulk(patient.bulkBody(MESSAGES), nothing, stop.signal);
    setTimeout(() => stop.abort(), 50);
    const exchange = await pending;
    expect(judgeBulk(exchange, 2)).toEqual({ kind: 'not_sent', code: 'ABORTED', stop: false });
    expect(line.gateway.requests).toEqual([]);
    // The half-open connection is not left to its own, much longer, timeout.
    await expect.poll(() => line.gateway.connections[0]?.closed, { timeout: 5000 }).toBe(true);
    // The lane is usable afterwards.
    const sent = await lane.bulk(patient.bulkBody(MESSAGES), nothing);
    expect(judgeBulk(sent, 2).kind).toBe('accepted');
    await patient.close();
  });

  test('an abort before the call: not sent, nothing is opened', async () => {
    const lane = line.client.openLane();
    const exchange = await lane.bulk(line.client.bulkBody(MESSAGES), nothing, AbortSignal.abort());
    expect(exchange).toMatchObject({ wireStarted: false, failure: { code: 'ABORTED' } });
    expect(line.gateway.connections).toEqual([]);
  });

  test('an abort after the wire: in doubt', async () => {
    line.gateway.plan(['stall_accepted']);
    const lane = line.client.openLane();
    const stop = new AbortController();
    const exchange = await lane.bulk(
      line.client.bulkBody(MESSAGES),
      () => setTimeout(() => stop.abort(), 100),
      stop.signal,
    );
    expect(judgeBulk(exchange, 2)).toMatchObject({ kind: 'in_doubt', reason: 'aborted' });
    expect(line.gateway.truth).toHaveLength(2);
  });

  test('the watch over connecting ends with the wire: a slow answer is waited for', async () => {
    line.gateway.plan(['slow_1200']);
    const quick = clientOf(line.gateway, { ...SHORT_TIMEOUTS, connectMs: 600, headersMs: 10_000 });
    const sent = await quick.openLane().bulk(quick.bulkBody(MESSAGES), nothing);
    expect(judgeBulk(sent, 2).kind).toBe('accepted');
    await quick.close();
  });

  test('an abort inside the barrier: what the barrier let pass is in doubt', async () => {
    const lane = line.client.openLane();
    const stop = new AbortController();
    const exchange = await lane.bulk(
      line.client.bulkBody(MESSAGES),
      () => stop.abort(),
      stop.signal,
    );
    expect(judgeBulk(exchange, 2)).toMatchObject({ kind: 'in_doubt', reason: 'aborted' });
  });

  test('an abort inside a barrier that throws: the barrier is the reason', async () => {
    const lane = line.client.openLane();
    const stop = new AbortController();
    const cause = new Error('no');
    const exchange = await lane.bulk(
      line.client.bulkBody(MESSAGES),
      () => {
        stop.abort();
        throw cause;
      },
      stop.signal,
    );
    expect(exchange).toMatchObject({ wireStarted: false, failure: { phase: 'barrier', cause } });
    expect(line.gateway.requests).toEqual([]);
  });

  test('destroying the lane: not sent before the wire, in doubt after it, final', async () => {
    const early = line.client.openLane();
    line.gateway.plan(['stall_handshake']);
    const before = early.bulk(line.client.bulkBody(MESSAGES), nothing);
    await early.destroy();
    expect(judgeBulk(await before, 2)).toMatchObject({ kind: 'not_sent', code: 'DESTROYED' });
    const again = await early.bulk(line.client.bulkBody(MESSAGES), nothing);
    expect(again).toMatchObject({ wireStarted: false, failure: { code: 'DESTROYED' } });

    line.gateway.plan(['stall_accepted']);
    const late = line.client.openLane();
    const after = late.bulk(line.client.bulkBody(MESSAGES), () =>
      setTimeout(() => void late.destroy(), 100),
    );
    expect(judgeBulk(await after, 2)).toMatchObject({ kind: 'in_doubt', reason: 'aborted' });
  });

  test('a lane carries one request at a time; a second is a bug of the caller', async () => {
    const lane = line.client.openLane();
    const first = lane.bulk(line.client.bulkBody(MESSAGES), nothing);
    await expect(lane.bulk(line.client.bulkBody(MESSAGES), nothing)).rejects.toThrow('one request');
    expect(judgeBulk(await first, 2).kind).toBe('accepted');
  });

  test('lanes work side by side', async () => {
    const lanes = Array.from({ length: 4 }, () => line.client.openLane());
    const exchanges = await Promise.all(
      lanes.flatMap((lane) => lane.bulk(line.client.bulkBody(MESSAGES), nothing)),
    );
    expect(exchanges.map((exchange) => judgeBulk(exchange, 2).kind)).toEqual(
      lanes.map(() => 'accepted'),
    );
  });
});

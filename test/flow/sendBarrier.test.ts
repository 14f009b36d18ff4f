/** The write barrier: what it refuses, and that nothing is sent then. */
import { describe, expect, test } from 'vitest';
import type { ApiClient, SendLane } from '../../electron/api/types.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

/** The real client, with something done around the barrier. */
function around(api: ApiClient, wrap: (onWire: () => void) => void): ApiClient {
  const openLane = (): SendLane => {
    const lane = api.openLane();
    return {
      bulk: (body, onWire, signal) => lane.bulk(body, () => wrap(onWire), signal),
      single: (body, onWire, signal) => lane.single(body, () => wrap(onWire), signal),
      destroy: () => lane.destroy(),
    };
  };
  return { ...api, openLane };
}

/** Nothing was sent, and the next send sends everything once. */
async function expectNothingSent(line: SendLineSetup): Promise<void> {
  expect(line.gateway.truth).toEqual([]);
  expect(line.states()).toEqual(['queued', 'queued', 'queued']);
  expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
  expect(line.breaches()).toEqual([]);
}

describe('the barrier refuses', () => {
  test('inside a transaction, whose commit could still be undone', async () => {
    const line = await sendLine();
    const api = around(line.api, (onWire) => {
      line.db.sql.exec('BEGIN');
      try {
        onWire();
      } finally {
        line.db.sql.exec('ROLLBACK');
      }
    });
    await expect(line.send({}, {}, { api })).rejects.toThrow('in a transaction');
    await expectNothingSent(line);
  });

  test('a replay of the same request', async () => {
    const line = await sendLine();
    const api = around(line.api, (onWire) => {
      onWire();
      onWire();
    });
    await expect(line.send({}, {}, { api })).rejects.toThrow('started twice');
    await expectNothingSent(line);
  });

  test('a request that is not prepared', async () => {
    const line = await sendLine();
    const api = around(line.api, (onWire) => {
      line.db.sql.exec("UPDATE request SET phase = 'wire', wire_at_ms = 1");
      onWire();
    });
    await expect(line.send({}, {}, { api })).rejects.toThrow('is not prepared');
    await expectNothingSent(line);
  });

  test('once the send was stopped', async () => {
    const line = await sendLine();
    const controller = new AbortController();
    const { signal } = controller;
    const api = around(line.api, (onWire) => {
      controller.abort();
      onWire();
    });
    const report = await line.send({}, { signal }, { api });
    expect(report).toMatchObject({ stopped: { reason: 'paused' }, requests: 0 });
    await expectNothingSent(line);
  });
});

describe('before the first byte leaves', () => {
  test('ledger and journal are on the disk, in this order, and not before', async () => {
    const line = await sendLine();
    const { sql } = line.db;
    const seen: unknown[] = [];
    const look = (point: JournalPoint): void => {
      const phases = sql.prepare('SELECT phase FROM request').pluck().all();
      seen.push([point, line.ledger.entries().length, ...phases, line.gateway.truth.length]);
    };
    await line.send({}, {}, { journalPoint: look });
    expect(seen).toEqual([
      ['before_prepare', 0, 0],
      ['prepared', 0, 'prepared', 0],
      ['before_ledger', 0, 'prepared', 0],
      ['ledger', 1, 'prepared', 0],
      ['wire', 1, 'wire', 0],
      ['answered', 1, 'wire', 3],
      ['settled', 1, 'settled', 3],
    ]);
    expect(line.ledger.entries()[0]).toMatchObject({
      no: 1,
      batch: line.batch.id,
      kind: 'bulk',
      runs: '1-3',
      count: 3,
    });
  });

  test('the ledger never holds a number or a text', async () => {
    const line = await sendLine();
    await line.send();
    const written = JSON.stringify(line.ledger.entries());
    expect(written).not.toMatch(/Hello|63917000000|OFFICE/);
  });
});

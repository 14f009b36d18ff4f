/** Stopping a send: by a signal, by another process, by this one; and what breaks in it. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { pendingControl, requestCancel, requestPause } from '../../electron/send/control.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import { cancelBatch, pauseBatch } from '../../electron/send/stopBatch.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { AppFailure } from '../../shared/errors.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

const CONTROL = fileURLToPath(new URL('../../electron/send/control.ts', import.meta.url));

/** Another process, which does not own the folder, asks. */
function askFromOutside({ db, batch }: SendLineSetup, ask: string): void {
  const script = `import { ${ask} } from ${JSON.stringify(CONTROL)};
    ${ask}(${JSON.stringify(db.dir)}, ${JSON.stringify(batch.id)});`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(status).toBe(0);
}

/** Calls `fn` when the `nth` request is on the wire. */
function atWire(nth: number, fn: () => void): { journalPoint: (name: JournalPoint) => void } {
  let left = nth;
  return {
    journalPoint: (name) => {
      if (name === 'wire' && (left -= 1) === 0) fn();
    },
  };
}

describe('asked while it runs', () => {
  test('by another process to pause: what is in flight is settled, the rest stays', async () => {
    const line = await sendLine({ messages: 100 });
    const report = await line.send(
      {},
      {},
      atWire(2, () => askFromOutside(line, 'requestPause')),
    );
    expect(report).toMatchObject({
      state: 'paused',
      stopped: { reason: 'paused' },
      counts: { accepted: 30, queued: 70 },
    });
    expect(pendingControl(line.db.dir, line.batch.id)).toBeNull();
    expect(batchQueries(line.db).get(line.batch.key).stop).toEqual({ reason: 'paused' });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 100 } });
    expect(line.breaches()).toEqual([]);
  });

  test('by another process to cancel: the rest never leaves', async () => {
    const line = await sendLine({ messages: 100 });
    const report = await line.send(
      {},
      {},
      atWire(2, () => askFromOutside(line, 'requestCancel')),
    );
    expect(report).toMatchObject({
      state: 'done',
      stopped: { reason: 'cancelled' },
      counts: { accepted: 30, cancelled: 70, queued: 0 },
    });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 30 } });
    expect(line.breaches()).toEqual([]);
  });

  test('by a signal: the answer is awaited, then it pauses', async () => {
    const line = await sendLine({ messages: 100 });
    line.plan(['none', 'slow_200']);
    const controller = new AbortController();
    const { signal } = controller;
    const report = await line.send(
      { lanes: 2 },
      { signal },
      atWire(2, () => controller.abort()),
    );
    expect(report).toMatchObject({ stopped: { reason: 'paused' }, counts: { in_doubt: 0 } });
    expect(report.counts.accepted).toBe(30);
    expect(line.breaches()).toEqual([]);
  });

  test('by a signal while connecting: nothing leaves', async () => {
    const line = await sendLine({ messages: 5, gateway: { tls: true } });
    line.plan(['stall_handshake']);
    const signal = AbortSignal.timeout(100);
    const report = await line.send({}, { signal });
    expect(report).toMatchObject({ stopped: { reason: 'paused' }, requests: 0 });
    expect(report.counts.queued).toBe(5);
  });

  test('by a signal while it waits for the line', async () => {
    const line = await sendLine({ messages: 5 });
    await line.gateway.stopListening();
    const signal = AbortSignal.timeout(200);
    const report = await line.send({ wait: true }, { signal });
    expect(report).toMatchObject({ state: 'paused', stopped: { reason: 'paused' } });
  });

  test('by a signal that came before it', async () => {
    const line = await sendLine({ messages: 5 });
    const report = await line.send({}, { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ state: 'paused', stopped: { reason: 'paused' }, requests: 0 });
  });

  test('by this process: the running send is asked', async () => {
    const line = await sendLine({ messages: 100 });
    const { db, batch } = line;
    const deps = { db, clock: leapingClock().clock };
    const report = await line.send(
      {},
      {},
      atWire(2, () => {
        expect(unwrap(pauseBatch(deps, batch.id))).toMatchObject({ state: 'sending' });
      }),
    );
    expect(report).toMatchObject({ state: 'paused', counts: { accepted: 30 } });
    expect(unwrap(cancelBatch(deps, batch.id))).toMatchObject({
      state: 'done',
      counts: { accepted: 30, cancelled: 70 },
    });
  });

  test('another send on the same folder is refused meanwhile', async () => {
    const line = await sendLine({ messages: 30 });
    const { db, ledger, api, batch } = line;
    const deps = { db, ledger, api, ...leapingClock() };
    const first = line.send();
    const second = await sendBatch(deps, batch.id, {});
    expect(second).toMatchObject({ ok: false, error: { kind: 'batch_state', state: 'sending' } });
    expect(await first).toMatchObject({ state: 'done' });
    expect(line.breaches()).toEqual([]);
  });
});

describe('asked while nobody sends', () => {
  test('a pause is forgotten by the next send, a cancel is not', async () => {
    const paused = await sendLine();
    requestPause(paused.db.dir, paused.batch.id);
    expect(await paused.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
    const cancelled = await sendLine();
    requestCancel(cancelled.db.dir, cancelled.batch.id);
    const report = await cancelled.send();
    expect(report).toMatchObject({ state: 'done', counts: { cancelled: 3 }, requests: 0 });
    expect(report.stopped).toEqual({ reason: 'cancelled' });
  });

  test('a paused batch says so, and is sent all the same', async () => {
    const line = await sendLine();
    const deps = { db: line.db, clock: leapingClock().clock };
    expect(unwrap(pauseBatch(deps, line.batch.id))).toMatchObject({ state: 'paused' });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
    expect(unwrap(pauseBatch(deps, line.batch.id))).toMatchObject({ state: 'done' });
    expect(unwrap(cancelBatch(deps, line.batch.id))).toMatchObject({ counts: { accepted: 3 } });
  });
});

describe('what breaks in it', () => {
  test('a full disk at the barrier: nothing is sent, and it goes on when there is space', async () => {
    const line = await sendLine({ messages: 100 });
    let left = 2;
    const ledger = {
      file: line.ledger.file,
      entries: () => line.ledger.entries(),
      close: () => line.ledger.close(),
      append: (entry: Parameters<typeof line.ledger.append>[0]) => {
        left -= 1;
        if (left >= 0) return line.ledger.append(entry);
        throw new AppFailure({ kind: 'data_full', path: line.ledger.file });
      },
    };
    const report = await line.send({}, {}, { ledger });
    expect(report).toMatchObject({
      state: 'paused',
      stopped: { reason: 'disk_full' },
      counts: { accepted: 30, queued: 70, in_doubt: 0 },
    });
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 100 } });
    expect(line.breaches()).toEqual([]);
  });

  test('a full database stops it; what could not be written is in doubt, never lost', async () => {
    const line = await sendLine({ messages: 3000 });
    const { sql } = line.db;
    const pages = Number(sql.pragma('page_count', { simple: true }));
    sql.pragma(`max_page_count = ${pages + 3}`);
    const report = await line.send({ maxRequest: 1000 });
    expect(report.stopped).toEqual({ reason: 'disk_full' });
    expect(report.counts.queued).toBeGreaterThan(0);
    sql.pragma('max_page_count = 1000000');
    const after = await line.send({ maxRequest: 1000 });
    expect(after).toMatchObject({ state: 'done', counts: { queued: 0, sending: 0 } });
    expect(line.breaches()).toEqual([]);
  });

  test('the reserve of space is there while it sends, and given free where there is none', async () => {
    const line = await sendLine({ messages: 3000 });
    const { sql, dir } = line.db;
    const sizeOfReserve = () =>
      statSync(join(dir, 'ballast'), { throwIfNoEntry: false })?.size ?? 0;
    const seen: number[] = [];
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'wire') seen.push(sizeOfReserve());
    };
    const pages = Number(sql.pragma('page_count', { simple: true }));
    sql.pragma(`max_page_count = ${pages + 3}`);
    const report = await line.send({ maxRequest: 1000 }, {}, { journalPoint });
    expect(report.stopped).toEqual({ reason: 'disk_full' });
    expect(seen[0]).toBe(4 * 1024 * 1024);
    expect(sizeOfReserve()).toBe(0);
  });

  test('a bug in one lane stops the others, and is not swallowed', async () => {
    const line = await sendLine({ messages: 100 });
    const bug = new Error('a bug');
    let answers = 0;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'answered' && (answers += 1) === 3) throw bug;
    };
    await expect(line.send({ lanes: 2 }, {}, { journalPoint })).rejects.toBe(bug);
    const report = await line.send({ lanes: 2 });
    expect(report).toMatchObject({ state: 'done', counts: { queued: 0, sending: 0 } });
    expect(report.counts.in_doubt).toBeGreaterThan(0);
    expect(line.breaches()).toEqual([]);
  });

  test('where the next request cannot be prepared, the answer before it is kept', async () => {
    const line = await sendLine({ messages: 100 });
    const bug = new Error('a bug');
    let prepared = 0;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'before_prepare' && (prepared += 1) === 3) throw bug;
    };
    await expect(line.send({}, {}, { journalPoint })).rejects.toBe(bug);
    // Two requests were answered: the canary, and the one before the bug.
    expect(line.states().filter((state) => state === 'accepted')).toHaveLength(30);
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 100 } });
    expect(line.breaches()).toEqual([]);
  });
});

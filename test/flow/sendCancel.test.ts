/** A cancel is carried out once: being killed does not forget it, and it does not outlive its send. */
import { cpSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countQueries } from '../../electron/db/counts.ts';
import { dataPaths } from '../../electron/db/paths.ts';
import { pendingControl, requestCancel, requestPause } from '../../electron/send/control.ts';
import { openLedger } from '../../electron/send/ledger.ts';
import { resolveDoubt } from '../../electron/send/resolve.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { dataFolder, testDb, unwrap } from '../helpers/dataFolder.ts';
import { leapingClock, sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';

/** Calls `fn` at the `nth` time that a point is reached. */
function at(point: JournalPoint, nth: number, fn: () => void) {
  let left = nth;
  const journalPoint = (name: JournalPoint): void => {
    if (name === point && (left -= 1) === 0) fn();
  };
  return { journalPoint };
}

const cancel = ({ db, batch }: SendLineSetup): void => requestCancel(db.dir, batch.id);
const pending = ({ db, batch }: SendLineSetup) => pendingControl(db.dir, batch.id);

const sendAgain = async ({ db, batch }: SendLineSetup): Promise<void> => {
  const how = { kind: 'send_again', who: 'the office', why: 'not arrived' } as const;
  unwrap(await resolveDoubt({ db, api: null, clock: leapingClock().clock }, batch.id, how, null));
};

describe('a cancel', () => {
  test('is carried out after a kill that came between seeing it and cancelling', async () => {
    const line = await sendLine({ messages: 100 });
    const killed = dataFolder();
    let settled = 0;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'answered' && settled === 1) cancel(line);
      if (name !== 'settled' || (settled += 1) !== 2) return;
      // What a kill at this moment would leave.
      const filter = (file: string): boolean => !file.includes('owner.lock');
      cpSync(line.db.dir, killed, { recursive: true, filter });
    };
    await line.send({}, {}, { journalPoint });
    const taken = line.gateway.truth.length;
    const db = testDb(killed);
    const ledger = unwrap(openLedger(dataPaths(killed).ledger));
    const deps = { db, ledger, api: line.api, ...leapingClock() };
    const report = unwrap(await sendBatch(deps, line.batch.id, {}));
    ledger.close();
    expect(report).toMatchObject({
      state: 'done',
      stopped: { reason: 'cancelled' },
      counts: { accepted: taken, cancelled: 100 - taken, queued: 0 },
      requests: 0,
    });
    expect(line.gateway.truth).toHaveLength(taken);
    expect(pendingControl(killed, line.batch.id)).toBeNull();
  });

  test('comes before the questions of a new send', async () => {
    const line = await sendLine({ messages: [{}, {}, { country: 'KE' }] });
    cancel(line);
    // One of them has no price.
    const report = await line.send({ budgetMicro: 1_000_000 });
    expect(report).toMatchObject({ state: 'done', stopped: { reason: 'cancelled' } });
    expect(report.counts.cancelled).toBe(3);
    expect(pending(line)).toBeNull();
  });

  test('asked during the last request does not meet what is sent again later', async () => {
    const line = await sendLine({ messages: 3 });
    line.plan(['close_after_body_accepted']);
    await line.send(
      {},
      {},
      at('answered', 1, () => cancel(line)),
    );
    expect(line.states()).toEqual(['in_doubt', 'in_doubt', 'in_doubt']);
    expect(pending(line)).toBeNull();
    await sendAgain(line);
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
  });

  test('asked of a batch that is done is out of date', async () => {
    const line = await sendLine({ messages: 3 });
    await line.send();
    cancel(line);
    expect(await line.send()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
    expect(pending(line)).toBeNull();
  });

  test('holds for what is queued though the send stops for another reason', async () => {
    const line = await sendLine({ messages: 100 });
    line.plan(['close_after_body_accepted']);
    const report = await line.send(
      {},
      {},
      at('answered', 1, () => cancel(line)),
    );
    expect(report).toMatchObject({ state: 'done', stopped: { reason: 'cancelled' } });
    expect(report.counts).toMatchObject({ in_doubt: 10, cancelled: 90, queued: 0 });
    expect(pending(line)).toBeNull();
  });

  test('left over does not concern what a later decision queues', async () => {
    const line = await sendLine({ messages: 100 });
    line.plan(['close_after_body_accepted']);
    await line.send();
    cancel(line);
    await sendAgain(line);
    expect(countQueries(line.db).of(line.batch.key)).toMatchObject({ queued: 10, cancelled: 90 });
    expect(await line.send()).toMatchObject({
      state: 'done',
      stopped: null,
      counts: { accepted: 10, cancelled: 90 },
    });
    expect(line.breaches()).toEqual([]);
  });
});

test('a pause asked during the last request is taken away with it', async () => {
  const line = await sendLine({ messages: 3 });
  const { db, batch } = line;
  await line.send(
    {},
    {},
    at('answered', 1, () => requestPause(db.dir, batch.id)),
  );
  expect(pending(line)).toBeNull();
});

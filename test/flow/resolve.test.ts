/** Doubt settled against a gateway that records what it really took: the promise holds throughout. */
import { describe, expect, test } from 'vitest';
import { decisionQueries } from '../../electron/db/decisions.ts';
import { resolveDoubt } from '../../electron/send/resolve.ts';
import type { ResolveHow, ResolveReport } from '../../electron/send/resolve.ts';
import { systemClock } from '../../electron/runtime.ts';
import type { AppError } from '../../shared/errors.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { LONG, printedSeed } from '../helpers/seed.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';
import type { Fault } from '../helpers/truthGateway.ts';

const BY_LIST: ResolveHow = { kind: 'by_list' };
const SEND_AGAIN: ResolveHow = { kind: 'send_again', who: 'ann', why: 'nobody got it' };

async function resolve(
  { db, api, batch }: SendLineSetup,
  how: ResolveHow,
  rows: readonly number[] | null = null,
): Promise<ResolveReport> {
  const deps = { db, api, clock: systemClock };
  return unwrap<ResolveReport, AppError>(await resolveDoubt(deps, batch.id, how, rows));
}

/** Sends a list of which the second request ends in doubt. */
async function inDoubt(fault: Fault, list = true): Promise<SendLineSetup> {
  const line = await sendLine({ messages: 60, gateway: { list } });
  line.plan(['none', fault]);
  await line.send({ maxRequest: 20 });
  expect(line.states().filter((state) => state === 'in_doubt')).toHaveLength(20);
  return line;
}

describe('doubt of a request that was taken', () => {
  test.each<Fault>(['close_after_body_accepted', 'stall_accepted', 'status_500_accepted'])(
    'is proved by the list: %s',
    async (fault) => {
      const line = await sendLine({ messages: 60, timeouts: { headersMs: 300 } });
      line.plan(['none', fault]);
      await line.send({ maxRequest: 20 });
      const report = await resolve(line, BY_LIST);
      expect(report).toMatchObject({ confirmed: 20, notFound: 0, ambiguous: 0, remaining: 0 });
      expect(new Set(line.states())).toEqual(new Set(['accepted']));
      expect(line.messages().map(({ messageId }) => messageId)).toEqual(
        line.gateway.truth.toSorted((a, b) => Number(a.to) - Number(b.to)).map(({ id }) => id),
      );
      expect(line.breaches()).toEqual([]);
    },
  );

  test.each<Fault>(['ok_truncated', 'entries_reordered', 'entry_missing', 'id_repeated'])(
    'is proved by the ids of its answer, without the list: %s',
    async (fault) => {
      const line = await inDoubt(fault, false);
      const report = await resolve(line, BY_LIST);
      expect(report.confirmed).toBeGreaterThan(0);
      expect(report.confirmed + report.remaining).toBe(20);
      expect(report.notFound).toBe(0);
      expect(line.breaches()).toEqual([]);
    },
  );
});

describe('doubt of a request that was not taken', () => {
  test('is not found, and goes nowhere by itself', async () => {
    const line = await inDoubt('close_after_body');
    expect(await resolve(line, BY_LIST)).toMatchObject({ confirmed: 0, notFound: 20 });
    await line.send();
    expect(line.states().filter((state) => state === 'in_doubt')).toHaveLength(20);
    expect(line.gateway.truth).toHaveLength(40);
  });

  test('is sent again by decision, one by one, each once', async () => {
    const line = await inDoubt('close_after_body');
    expect(await resolve(line, SEND_AGAIN)).toMatchObject({ decided: 20, remaining: 0 });
    const report = await line.send();
    expect(report).toMatchObject({ state: 'done', counts: { accepted: 60, in_doubt: 0 } });
    expect(line.gateway.truth).toHaveLength(60);
    expect(line.gateway.truth.filter(({ clientDedup }) => clientDedup !== null)).toHaveLength(20);
    expect(line.breaches()).toEqual([]);
  });
});

test('sent again by mistake, a message is taken once more than the decisions, never more often', async () => {
  const line = await inDoubt('close_after_body_accepted');
  await resolve(line, SEND_AGAIN, [12, 13, 14]);
  await line.send();
  expect(line.gateway.truth).toHaveLength(63);
  // What the list shows for these three belongs to the first attempt: the others are proved.
  expect(await resolve(line, BY_LIST)).toMatchObject({ confirmed: 17, remaining: 0 });
  expect(line.breaches()).toEqual([]);
  expect(decisionQueries(line.db).ofBatch(line.batch.key)).toMatchObject([
    { kind: 'send_again', who: 'ann', detail: { rows: '12-14', messages: 3 } },
  ]);
});

test('whatever happens on the line, resolving keeps the promise', async () => {
  const seed = printedSeed('resolve');
  const faults: readonly Fault[] = [
    'none',
    'close_after_body',
    'close_after_body_accepted',
    'ok_truncated',
    'ok_html',
    'status_500',
    'status_500_accepted',
    'entries_reordered',
    'id_repeated',
    'count_wrong',
  ];
  for (let run = 0; run < (LONG ? 30 : 4); run += 1) {
    let state = seed + run;
    const random = (n: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * n);
    };
    const line = await sendLine({ messages: 80, gateway: { list: random(3) > 0 } });
    for (let round = 0; round < 4; round += 1) {
      line.plan(() => faults[random(faults.length)] ?? 'none');
      await line.sendResult({ maxRequest: 10, doubtLimit: 10_000 });
      line.plan([]);
      await resolve(line, BY_LIST);
      const { rows } = await resolve(line, { kind: 'show' });
      const some = rows.filter(() => random(2) === 0).map(({ row }) => row);
      await resolve(line, SEND_AGAIN, some);
    }
    expect(line.breaches()).toEqual([]);
    const ids = line.messages().flatMap(({ messageId }) => messageId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

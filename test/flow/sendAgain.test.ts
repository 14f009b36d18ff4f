/** Messages that were in doubt, were taken all the same, and are sent again by decision. */
import { describe, expect, test } from 'vitest';
import { resolveDoubt } from '../../electron/send/resolve.ts';
import type { ResolveReport } from '../../electron/send/resolve.ts';
import type { Decided } from '../../electron/send/resolveDecide.ts';
import { systemClock } from '../../electron/runtime.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import type { AppError } from '../../shared/errors.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineOptions, SendLineSetup } from '../helpers/sendLine.ts';

type How = Decided['kind'] | 'show';

async function resolve({ db, batch }: SendLineSetup, kind: How): Promise<ResolveReport> {
  const how = kind === 'show' ? { kind } : { kind, who: 'ann', why: 'nobody got it' };
  const deps = { db, api: null, clock: systemClock };
  return unwrap<ResolveReport, AppError>(await resolveDoubt(deps, batch.id, how, null));
}

/** A whole list in doubt, of which the gateway has everything; it is to be sent again. */
async function toBeSentAgain(options: SendLineOptions = {}): Promise<SendLineSetup> {
  const line = await sendLine({ messages: 10, ...options });
  line.plan(['close_after_body_accepted']);
  await line.send({ canary: 100 });
  expect(new Set(line.states())).toEqual(new Set(['in_doubt']));
  await resolve(line, 'send_again');
  expect(new Set(line.states())).toEqual(new Set(['queued']));
  return line;
}

/** What ten messages of one part cost. */
const TEN_MICRO = 200_000;

describe('the budget is the most that the whole list may cost', () => {
  test.each([true, false])('both times count: safe %s', async (safe) => {
    const line = await toBeSentAgain();
    const report = await line.send({ budgetMicro: 2 * TEN_MICRO - 1, safe });
    expect(report.stopped).toEqual({
      reason: 'budget',
      budgetMicro: 2 * TEN_MICRO - 1,
      neededMicro: 2 * TEN_MICRO,
    });
    expect(line.gateway.truth).toHaveLength(10);
    expect(await line.send({ budgetMicro: 2 * TEN_MICRO, safe })).toMatchObject({ state: 'done' });
    expect(line.gateway.truth).toHaveLength(20);
  });

  test('the first time still counts once the second one is accepted', async () => {
    const line = await toBeSentAgain({ messages: 20 });
    line.plan(['none', 'status_402_api']);
    await line.send({ safe: false });
    expect(line.states().filter((state) => state === 'queued')).toHaveLength(10);
    // 20 the first time, 10 that were accepted the second time, 10 that are queued.
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: 4 * TEN_MICRO });
  });

  test('what left at another price counts at that price', async () => {
    const line = await toBeSentAgain();
    priceQueries(line.db).set([{ country: 'PH', microPerPart: 30_000 }], 'test', 1);
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: TEN_MICRO + 300_000 });
  });

  test('what left without a price counts at the price that there is now', async () => {
    const line = await sendLine({ messages: 10 });
    line.db.sql.exec('DELETE FROM price');
    line.plan(['close_after_body_accepted']);
    await line.send();
    await resolve(line, 'send_again');
    priceQueries(line.db).set([{ country: 'PH', microPerPart: 30_000 }], 'test', 1);
    const report = await line.send({ budgetMicro: 1 });
    expect(report.stopped).toMatchObject({ neededMicro: 600_000 });
  });
});

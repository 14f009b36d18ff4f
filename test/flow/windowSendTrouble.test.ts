/** Sending through the window's calls, where something breaks in an awkward moment. */
import { describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import type { Account } from '../../electron/db/accounts.ts';
import type { Batch } from '../../electron/db/batches.ts';
import type { OwnerDb } from '../../electron/db/connection.ts';
import type { Session } from '../../electron/ipc/context.ts';
import { office } from '../helpers/windowSend.ts';

/** Makes the database refuse what a send of one list writes; gives what ends it. */
function breakSend({ sql }: OwnerDb, { key }: Batch, atItsEnd: boolean): () => void {
  const refusal = `BEGIN SELECT RAISE(ABORT, 'broken for a test'); END`;
  sql.exec(`CREATE TEMP TRIGGER no_request BEFORE INSERT ON main.request
    WHEN NEW.batch_key = ${key} ${refusal}`);
  const paused = `NEW.batch_key = ${key} AND NEW.state = 'paused'`;
  if (atItsEnd) {
    sql.exec(`CREATE TEMP TRIGGER no_pause BEFORE UPDATE ON main.batch WHEN ${paused} ${refusal}`);
  }
  return () => sql.exec('DROP TRIGGER no_request; DROP TRIGGER IF EXISTS no_pause');
}

describe('a send that failed', () => {
  test('is still told of when the next list has begun by itself', async () => {
    const here = await office({ messages: 3, gateway: { faults: () => 'slow_60' } });
    const second = here.anotherList();
    breakSend(here.db, here.batch, false);
    const begun = here.start();
    await here.start({ plan: { wait: true } }, second);
    await begun;
    await here.ended();
    expect((await here.summary(second)).state).toBe('done');
    const { lastError } = await here.state();
    expect(lastError).toMatchObject({ batch: here.batch.id, error: { kind: 'internal' } });
    await here.start({}, here.anotherList());
    expect((await here.state()).lastError).toBeNull();
    await here.ended();
  });

  test('and could not even be noted as ended goes on without a new start of Postbag', async () => {
    const here = await office({ messages: 3 });
    const mend = breakSend(here.db, here.batch, true);
    await here.start();
    await here.ended();
    expect((await here.summary()).state).toBe('sending');
    mend();
    await here.start();
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'done', counts: { accepted: 3 } });
    expect(here.breaches()).toEqual([]);
  });
});

test('what is being closed begins no other send', async () => {
  const here = await office({ messages: 30, gateway: { faults: () => 'slow_300' } });
  const second = here.anotherList();
  await here.start({ plan: { maxRequest: 10 } });
  const settled = here.area.work.settle();
  expect(await here.startError({ plan: { wait: true } }, second)).toMatchObject({
    kind: 'work_running',
  });
  await settled;
  expect(await here.startError({}, second)).toMatchObject({ kind: 'work_running' });
  expect(here.area.work.busyWith()).toBeNull();
  expect((await here.summary(second)).counts.queued).toBe(3);
});

test('a list keeps the account whose key it was begun with', async () => {
  const here = await office({ messages: 3 });
  const { db, window } = here;
  const ours = accountQueries(db).current();
  const { session } = window;
  const openApi: Session['openApi'] = session.openApi.bind(session);
  Object.assign(session, {
    openApi: async (account: Account) => {
      const api = await openApi(account);
      // The system asks for its password; meanwhile somebody sets another account.
      accountQueries(db).set({ org: account.org + 1, baseUrl: account.baseUrl }, Date.now());
      return api;
    },
  });
  await here.start();
  await here.ended();
  const { accountKey } = db.sql
    .prepare<[], { accountKey: number }>('SELECT account_key AS accountKey FROM batch')
    .get() ?? { accountKey: 0 };
  expect(here.gateway.truth).toHaveLength(3);
  expect(accountKey).toBe(ours?.key);
});

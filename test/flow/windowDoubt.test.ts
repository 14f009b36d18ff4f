/** What is in doubt, through the window's calls. */
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataPaths } from '../../electron/db/paths.ts';
import { callError, callValue } from '../helpers/calls.ts';
import { until } from '../helpers/testWindow.ts';
import { office } from '../helpers/windowSend.ts';

describe('what is in doubt', () => {
  test('is asked for no longer once the data is to be closed', async () => {
    const here = await office({
      messages: 4,
      gateway: { faults: ['reset_after_body'], readFaults: ['none', 'stall', 'stall', 'stall'] },
      timeouts: { readMs: 20_000 },
    });
    await here.start();
    await here.ended();
    const { handlers, work } = here.area;
    const asked = callValue(handlers, 'resolveByList', { batch: here.batch.id });
    await until(() => here.gateway.requests.filter(({ method }) => method === 'GET').length > 1);
    await here.window.close([work]);
    expect(await asked).toMatchObject({ remaining: 4, listError: { kind: 'offline' } });
  });

  test('is shown, looked for in the list, and decided in the name of who is working', async () => {
    const here = await office({ messages: 4, gateway: { faults: ['reset_after_body'] } });
    const { handlers } = here.area;
    const batch = { batch: here.batch.id };
    await here.start();
    await here.ended();
    expect(await here.summary()).toMatchObject({ counts: { in_doubt: 4 } });
    const outbox = await callValue(handlers, 'listOutbox', {});
    expect(outbox.attention).toMatchObject([{ kind: 'in_doubt', messages: 4 }]);
    const shown = await callValue(handlers, 'doubts', batch);
    expect(shown.rows.map(({ text, to }) => [text, to])).toEqual(
      [1, 2, 3, 4].map((n) => [`Hello ${n}`, String(639_170_000_000 + n)]),
    );
    const looked = await callValue(handlers, 'resolveByList', batch);
    expect(looked).toMatchObject({ confirmed: 0, notFound: 4, remaining: 4 });
    const [first] = looked.rows;
    const rows = [first?.row ?? 0];
    here.window.setPerson(null);
    const choice = { ...batch, rows, how: 'as_sent', why: 'phoned' } as const;
    expect(await callError(handlers, 'decideDoubt', choice)).toEqual({ kind: 'person_missing' });
    here.window.setPerson('Ben');
    const decided = await callValue(handlers, 'decideDoubt', choice);
    expect(decided).toMatchObject({ decided: 1, remaining: 3, rows: [{ text: 'Hello 1' }] });
    await callValue(handlers, 'decideDoubt', {
      ...batch,
      rows: null,
      how: 'send_again',
      why: 'they had nothing',
    });
    expect(await here.summary()).toMatchObject({ state: 'paused', counts: { queued: 3 } });
    await here.start();
    await here.ended();
    expect(await here.summary()).toMatchObject({ state: 'done', counts: { accepted: 4 } });
    expect(here.decided()).toEqual([
      'Ada: send_started',
      'Ben: as_sent',
      'Ben: send_again',
      'Ben: send_started',
    ]);
    expect(here.gateway.truth.map(({ text }) => text)).toEqual(['Hello 2', 'Hello 3', 'Hello 4']);
  });

  test('is settled by the list where the API took it', async () => {
    const here = await office({ messages: 4, gateway: { faults: ['reset_after_body_accepted'] } });
    await here.start();
    await here.ended();
    const report = await callValue(here.area.handlers, 'resolveByList', { batch: here.batch.id });
    expect(report).toMatchObject({ confirmed: 4, remaining: 0 });
    expect(report.rows.every(({ settled }) => settled === 'confirmed')).toBe(true);
    expect(here.breaches()).toEqual([]);
  });
});

test('nothing is sent from data that lost its memory', async () => {
  const here = await office({ messages: 4, gateway: { faults: ['reset_after_body'] } });
  await here.start();
  await here.ended();
  await here.window.close([here.area.work]);
  rmSync(dataPaths(here.db.dir).ledger);
  const next = await office({ dir: here.db.dir });
  expect(await next.startError()).toMatchObject({ kind: 'data_frozen' });
  const again = { batch: here.batch.id, rows: null, how: 'send_again', why: '' } as const;
  expect(await callError(next.area.handlers, 'decideDoubt', again)).toMatchObject({
    kind: 'data_frozen',
  });
  expect(next.gateway.requests).toEqual([]);
  expect(next.decided()).toEqual([]);
});

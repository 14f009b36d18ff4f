/** The halves of a refused request pass the same checks as any other request. */
import { expect, test } from 'vitest';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { sendLine } from '../helpers/sendLine.ts';

test('whoever opts out while a request is split gets nothing', async () => {
  const line = await sendLine({ messages: 40 });
  line.plan(['none', 'status_400_api']);
  const optedOut = 639_170_000_016;
  let answers = 0;
  const journalPoint = (name: string): void => {
    if (name !== 'answered' || (answers += 1) !== 2) return;
    optOutQueries(line.db).add([optedOut], 'test', Date.now());
  };
  const report = await line.send({}, {}, { journalPoint });
  expect(report).toMatchObject({ state: 'done', counts: { accepted: 39, cancelled: 1 } });
  expect(line.messages()[15]).toMatchObject({ state: 'cancelled', error: 'opted_out' });
  expect(line.gateway.truth.some(({ to }) => to === String(optedOut))).toBe(false);
  expect(line.breaches()).toEqual([]);
});

/** What breaks while the next request is prepared does not take the answer before with it. */
import { expect, test } from 'vitest';
import type { JournalPoint } from '../../electron/send/types.ts';
import { sendLine } from '../helpers/sendLine.ts';

test('a bug in preparing a request: the answer before it is written all the same', async () => {
  const line = await sendLine({ messages: 100 });
  const bug = new Error('a bug');
  let prepared = 0;
  const journalPoint = (name: JournalPoint): void => {
    if (name === 'before_prepare' && (prepared += 1) === 3) throw bug;
  };
  await expect(line.send({}, {}, { journalPoint })).rejects.toBe(bug);
  const counted = line.states().filter((state) => state === 'accepted');
  expect(counted).toHaveLength(line.gateway.truth.length);
  expect(line.breaches()).toEqual([]);
  const report = await line.send();
  expect(report).toMatchObject({ state: 'done', counts: { accepted: 100, in_doubt: 0 } });
  expect(line.gateway.truth).toHaveLength(100);
});

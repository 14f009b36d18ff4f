import { expect, test } from 'vitest';
import { endTroubles } from '../../../../../renderer/screens/send/endTroubles.ts';

test('the end of a send tells what was refused, not delivered and not sent', () => {
  expect(endTroubles({ delivered: 38, accepted: 2 }, false)).toEqual([]);
  const counts = { delivered: 38, failed: 4, rejected: 2, cancelled: 1 };
  expect(endTroubles(counts, false)).toEqual([
    { id: 'send.done_refused', values: { messages: 2 } },
    { id: 'send.done_failed', values: { messages: 4 } },
    { id: 'send.done_dropped', values: { messages: 1 } },
  ]);
  expect(endTroubles({ accepted: 3, cancelled: 9 }, true)).toEqual([]);
});

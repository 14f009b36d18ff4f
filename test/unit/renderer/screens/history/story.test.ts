import { expect, test } from 'vitest';
import { costOfMessage } from '../../../../../renderer/screens/history/story.ts';

test.each([
  ['accepted', 20_000],
  ['in_doubt', 20_000],
  ['queued', null],
  ['rejected', null],
  ['cancelled', null],
] as const)('a message that is %s cost %s by the price list', (state, cost) => {
  expect(costOfMessage({ state, chargedMicro: null, estimateMicro: 20_000 })).toBe(cost);
});

test('what was charged counts, whatever the price list says', () => {
  expect(costOfMessage({ state: 'failed', chargedMicro: 34_000, estimateMicro: 20_000 })).toBe(
    34_000,
  );
});

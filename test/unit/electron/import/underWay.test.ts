import { expect, test } from 'vitest';
import { UnderWay } from '../../../../electron/import/underWay.ts';

test('holds the sender back until enough is acknowledged', async () => {
  const underWay = new UnderWay();
  await underWay.untilAtMost(0);
  for (let i = 0; i < 3; i += 1) underWay.sent();
  await underWay.untilAtMost(3);
  let isFree = false;
  const free = underWay.untilAtMost(1).then(() => {
    isFree = true;
  });
  underWay.acknowledged();
  await new Promise((resolve) => void setImmediate(resolve));
  expect(isFree).toBe(false);
  underWay.acknowledged();
  await free;
  underWay.acknowledged();
  await underWay.untilAtMost(0);
});

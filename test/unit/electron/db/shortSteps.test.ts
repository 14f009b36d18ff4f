import { expect, test } from 'vitest';
import { inShortSteps, type StepRange } from '../../../../electron/db/shortSteps.ts';

test('the pieces are the whole range, without gap or overlap, and grow where they are cheap', async () => {
  const pieces: StepRange[] = [];
  const range = { first: 5, last: 300_004 };
  expect(await inShortSteps(range, (piece) => void pieces.push(piece))).toBe(true);
  expect(pieces[0]?.first).toBe(5);
  expect(pieces.at(-1)?.last).toBe(300_004);
  expect(pieces.slice(1).map(({ first }) => first)).toEqual(
    pieces.slice(0, -1).map(({ last }) => last + 1),
  );
  expect(pieces.length).toBeLessThan(50);
});

test('the pieces shrink where they are dear', async () => {
  const sizes: number[] = [];
  const slow = ({ first, last }: StepRange): void => {
    sizes.push(last - first + 1);
    const endMs = performance.now() + 30;
    while (performance.now() < endMs);
  };
  await inShortSteps({ first: 1, last: 2000 }, slow);
  expect(sizes.slice(0, 3)).toEqual([1000, 200, 200]);
});

test('an empty range is none', async () => {
  const none = inShortSteps({ first: 2, last: 1 }, () => expect.unreachable());
  expect(await none).toBe(true);
});

test('a step or the signal ends it', async () => {
  let steps = 0;
  const stopping = inShortSteps({ first: 1, last: 1e6 }, async () => {
    steps += 1;
    return steps < 3;
  });
  expect(await stopping).toBe(false);
  expect(steps).toBe(3);
  const controller = new AbortController();
  const aborting = inShortSteps(
    { first: 1, last: 1e6 },
    () => controller.abort(),
    controller.signal,
  );
  expect(await aborting).toBe(false);
});

test('others have their turn in between', async () => {
  let turns = 0;
  let isOver = false;
  const others = (): void => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  let steps = 0;
  await inShortSteps({ first: 1, last: 20_000 }, () => {
    steps += 1;
  });
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(steps - 1);
});

import { expect, test } from 'vitest';
import { formatsOf } from '../../../../renderer/i18n/text.tsx';

test.each([
  [0, '0%'],
  [0.001, '1%'],
  [0.5, '50%'],
  [249 / 250, '99%'],
  [1, '100%'],
])('%d of one is told as %s: all only of all, nothing only of nothing', (share, told) => {
  expect(formatsOf('en').percent(share)).toBe(told);
});

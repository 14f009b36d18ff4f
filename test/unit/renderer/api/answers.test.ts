/** An action's answer is known at once where it is the answer of a question too. */
import { expect, test } from 'vitest';
import { keyOfAnswer } from '../../../../renderer/api/answers.ts';

test('the state of the application and of the send have one place each', () => {
  expect(keyOfAnswer('setPreferences', {} as never)).toEqual(['appState', {}]);
  expect(keyOfAnswer('pauseSend', {} as never)).toEqual(['sendState', {}]);
});

test('a draft has the place of its id', () => {
  expect(keyOfAnswer('updateDraft', { draft: 'd1' } as never)).toEqual(['draft', { draft: 'd1' }]);
});

test('an action that only does something answers nothing', () => {
  expect(keyOfAnswer('setPrices', {})).toBeNull();
  expect(keyOfAnswer('chooseList', null)).toBeNull();
});

import { expect, test } from 'vitest';
import { isSameField } from '../../../../renderer/components/quietField.ts';

const change = (): void => {};
const field = () => ({
  label: 'Country',
  value: 'KE',
  onChange: change,
  options: [
    { id: 'KE', label: 'Kenya' },
    { id: 'TZ', label: 'Tanzania', help: '255' },
  ],
});

test('choices that were made anew but say the same draw nothing again', () => {
  expect(isSameField(field(), field())).toBe(true);
});

test.each([
  ['another value', { value: 'TZ' }],
  ['another function', { onChange: () => {} }],
  ['fewer choices', { options: field().options.slice(1) }],
  ['other choices', { options: field().options.toReversed() }],
  ['another name', { options: [{ id: 'KE', label: 'Kénia' }, field().options[1]] }],
  ['no help', { options: [field().options[0], { id: 'TZ', label: 'Tanzania' }] }],
  ['a further property', { error: 'wrong' }],
  ['an element made anew', { help: { type: 'p', props: {} } }],
])('%s is drawn', (_what, other) => {
  const help = { type: 'p', props: {} };
  expect(isSameField({ ...field(), help }, { ...field(), help, ...other })).toBe(false);
});

import { expect, test } from 'vitest';
import {
  matchingOptions,
  meantOption,
  MOST_SHOWN,
} from '../../../../renderer/components/matchingOptions.ts';

const option = (label: string) => ({ id: label.slice(0, 3), label });
const countries = ['Angola', 'Côte d’Ivoire', 'Kenya', 'Kiribati', 'Pakistan', 'Turkey'].map(
  option,
);
const many = Array.from({ length: 245 }, (_, at) => ({ id: `${at}`, label: `Country ${at}` }));
const labels = (typed: string, chosen: string | null = null): readonly string[] =>
  matchingOptions(countries, typed, chosen).shown.map(({ label }) => label);

test('those that begin with what was typed come first, then those that hold it', () => {
  expect(labels('k')).toEqual(['Kenya', 'Kiribati', 'Pakistan', 'Turkey']);
});

test('case and accents make no difference', () => {
  expect(labels(' COTE')).toEqual(['Côte d’Ivoire']);
});

test('nothing typed offers all', () => {
  expect(labels('')).toHaveLength(countries.length);
});

test("the chosen one's own name is no search", () => {
  expect(labels('Kenya', 'Ken')).toHaveLength(countries.length);
  expect(labels('Kenya')).toEqual(['Kenya']);
});

test('what is chosen stays among them, or its field would be emptied', () => {
  expect(labels('tur', 'Ken')).toEqual(['Kenya', 'Turkey']);
  const last = matchingOptions(many, '', '244');
  expect(last.shown[0]?.id).toBe('244');
  expect(last.shown).toHaveLength(MOST_SHOWN + 1);
});

test('no more than a few are offered at once, and that there are more is told', () => {
  expect(matchingOptions(many, '', null).shown).toHaveLength(MOST_SHOWN);
  expect(matchingOptions(many, 'country', null).hasMore).toBe(true);
  expect(matchingOptions(many, 'country 24', null).hasMore).toBe(false);
  expect(matchingOptions(many, 'nowhere', null)).toEqual({ shown: [], hasMore: false });
});

const named = [
  { id: 'DE', label: 'Germany (\u2066+49\u2069)', also: ['Germany', 'DE', '49', '+49'] },
  { id: 'NE', label: 'Niger (\u2066+227\u2069)', also: ['Niger', 'NE', '227', '+227'] },
  { id: 'NG', label: 'Nigeria (\u2066+234\u2069)', also: ['Nigeria', 'NG', '234', '+234'] },
  { id: 'KZ', label: 'Kazakhstan (\u2066+7\u2069)', also: ['Kazakhstan', 'KZ', '7', '+7'] },
  { id: 'RU', label: 'Russia (\u2066+7\u2069)', also: ['Russia', 'RU', '7', '+7'] },
];

test.each([
  ['germany', 'DE'],
  ['Germany (+49)', 'DE'],
  [' de ', 'DE'],
  ['+49', 'DE'],
  ['niger', 'NE'],
  ['nigeri', 'NG'],
  ['kaz', 'KZ'],
])('%j means one of them', (typed, id) => {
  expect(meantOption(named, typed)?.id).toBe(id);
});

test.each(['nig', '+7', '7', 'atlantis', '', ' '])('%j does not', (typed) => {
  expect(meantOption(named, typed)).toBeNull();
});

test('a code finds its country, before those that only hold its letters', () => {
  expect(matchingOptions(named, 'ne', null).shown[0]?.id).toBe('NE');
  expect(matchingOptions(named, 'DE', null).shown[0]?.id).toBe('DE');
});

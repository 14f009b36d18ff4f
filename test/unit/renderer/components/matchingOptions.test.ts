import { expect, test } from 'vitest';
import { matchingOptions, MOST_SHOWN } from '../../../../renderer/components/matchingOptions.ts';

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

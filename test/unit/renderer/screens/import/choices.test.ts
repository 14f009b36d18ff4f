import { expect, test } from 'vitest';
import {
  countryOptions,
  DELIMITERS,
  ENCODINGS,
  suggestedColumn,
} from '../../../../../renderer/screens/import/choices.ts';
import { otherCells } from '../../../../../renderer/screens/import/refusedRows.ts';
import { canonicalEncoding } from '../../../../../electron/import/encoding.ts';
import { namedDelimiter } from '../../../../../electron/import/delimiter.ts';

const column = (name: string, guess: 'message' | 'number' | null) => ({
  column: name,
  guess,
  samples: [],
});

test('every encoding and delimiter that is offered is one that the import knows by this name', () => {
  for (const [id] of ENCODINGS) expect(canonicalEncoding(id)).toEqual({ ok: true, value: id });
  for (const [id] of DELIMITERS) expect(namedDelimiter(id)).toEqual({ ok: true, value: id });
});

test('a column is suggested only where one alone looks like it', () => {
  expect(suggestedColumn([column('a', 'number'), column('b', 'message')], 'message')).toBe('b');
  expect(suggestedColumn([column('a', 'message'), column('b', 'message')], 'message')).toBeNull();
  expect(suggestedColumn([column('a', null)], 'message')).toBeNull();
});

test('countries stand in the order of the language, with their dialling codes', () => {
  const names: Readonly<Record<string, string>> = { KE: 'Kenya', EG: 'Égypte', TD: 'Tchad' };
  const options = countryOptions(
    [
      { country: 'KE', diallingCode: '254' },
      { country: 'TD', diallingCode: '235' },
      { country: 'EG', diallingCode: '20' },
    ],
    (code) => names[code] ?? code,
    'fr',
  );
  expect(options.map(({ id }) => id)).toEqual(['EG', 'KE', 'TD']);
  expect(options[1]?.label).toContain('+254');
});

test('a refused row is told by its other cells', () => {
  const row = { row: 3, value: '12', reason: 'too_short', correction: null };
  const columns = ['phone', 'name', 'empty', 'place'];
  expect(otherCells({ ...row, cells: ['12', 'Amina', ' ', 'Kisumu'] }, columns)).toBe(
    'Amina · Kisumu',
  );
  expect(otherCells({ ...row, cells: ['12'] }, columns)).toBe('');
  // Cells beyond the header are no columns.
  expect(otherCells({ ...row, cells: ['12', 'Amina', '', '', 'more'] }, columns)).toBe('Amina');
});

import { expect, test } from 'vitest';
import { reasonText, refusalText } from '../../../../electron/cli/reasonText.ts';
import { createPhoneParser } from '../../../../shared/domain/phone.ts';

test('a number of another country without +: the text says how to write it, and so it is taken', () => {
  const [value, parser] = ['256 712-345678', createPhoneParser('KE')];
  expect(parser.parse(value)).toEqual({ ok: false, error: 'plus_needed' });
  const text = refusalText('plus_needed', value);
  expect(text).toBe('a number of another country: write it with + (+256712345678)');
  const advised = /\((.*)\)/u.exec(text)?.[1] ?? '';
  expect(parser.parse(advised)).toMatchObject({ value: { digits: '256712345678', country: 'UG' } });
});

test('other reasons are the same for every value', () => {
  expect(refusalText('too_short', '123')).toBe('too few digits');
  expect(refusalText('missing_field:name', '123')).toBe('nothing in this column: name');
  expect(reasonText('plus_needed')).toBe('a number of another country: write it with + in front');
});

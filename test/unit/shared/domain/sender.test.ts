import { expect, test } from 'vitest';
import { checkSender } from '../../../../shared/domain/sender.ts';

const check = (value: string): string => {
  const result = checkSender(value);
  return result.ok ? `=${result.value}` : result.error;
};

test.each([
  ['HealthMin', '=HealthMin'],
  ['  HealthMin ', '=HealthMin'],
  ['Red Cross', '=Red Cross'],
  ['A', '=A'],
  ['12345678901', '=12345678901'],
  ['ABCDEFGHIJK', '=ABCDEFGHIJK'],
  ['ABCDEFGHIJKL', 'too_long'],
  ['3G-Net_1.0&+', 'too_long'],
  ['3G-Net_1.&+', '=3G-Net_1.&+'],
  ['+254712345678', '=254712345678'],
  ['254712345678', '=254712345678'],
  ['123', '=123'],
  ['123456789012345', '=123456789012345'],
  ['12', 'bad_number'],
  ['1234567890123456', 'bad_number'],
  ['+12', 'bad_number'],
  ['0712 345 678', 'bad_number'],
  ['(0712)345678', 'bad_number'],
  ['++254712345678', 'bad_number'],
  ['-', 'bad_number'],
  ['', 'empty'],
  [' \t\u00a0', 'empty'],
  ['Santé', 'bad_character'],
  ['Здрав', 'bad_character'],
  ['Health😀', 'bad_character'],
  ['Health/Min', 'bad_character'],
  ['Health\nMin', 'bad_character'],
  ['Health{}', 'bad_character'],
  ['12_34', 'bad_character'],
  ['١٢٣٤', 'bad_character'],
])('%j: %s', (value, expected) => {
  expect(check(value)).toBe(expected);
});

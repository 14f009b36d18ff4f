/** The account's fields, as people type them. */
import { expect, test } from 'vitest';
import {
  orgFault,
  readOrg,
  senderFault,
} from '../../../../renderer/screens/account/accountFields.ts';

test.each([
  ['4711', 4711],
  [' 4711 ', 4711],
  ['٤٧١١', 4711],
  ['0', null],
  ['', null],
  ['47a', null],
  ['-4', null],
  ['1234567890123', null],
])('the organisation number %j', (text, org) => {
  expect(readOrg(text)).toBe(org);
});

test('an empty field is not a fault', () => {
  expect(orgFault(' ')).toBeNull();
  expect(senderFault('')).toBeNull();
});

test('a fault is named', () => {
  expect(orgFault('47a')).toBe('settings.org_fault');
  expect(senderFault('A much too long name')).toBe('errors.sender_too_long');
  expect(senderFault('Santé')).toBe('errors.sender_bad_character');
  expect(senderFault('KRCS')).toBeNull();
});

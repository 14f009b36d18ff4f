import { expect, test } from 'vitest';
import { readingKey, shouldRead } from '../../../../../renderer/screens/import/autoRead.ts';
import { settings } from '../draft/settings.ts';

const state = {
  isBuilt: false,
  isBuilding: false,
  isCorrecting: false,
  hasNumberColumn: true,
  hasProblem: false,
  triedKey: null,
};

test('a list is read as soon as it is clear how', () => {
  expect(shouldRead(state, 'a')).toBe(true);
});

test.each([
  { isBuilt: true },
  { isBuilding: true },
  { isCorrecting: true },
  { hasNumberColumn: false },
  { hasProblem: true },
  { triedKey: 'a' },
])('it is not read by itself with %j', (change) => {
  expect(shouldRead({ ...state, ...change }, 'a')).toBe(false);
});

test('after a failure only another way of reading is tried', () => {
  expect(shouldRead({ ...state, triedKey: 'a' }, 'b')).toBe(true);
});

test('the name and the plan of a list are no way of reading it', () => {
  const key = readingKey(settings);
  expect(readingKey({ ...settings, name: 'Other' })).toBe(key);
  expect(readingKey({ ...settings, plan: { ...settings.plan, wait: true } })).toBe(key);
  expect(readingKey({ ...settings, country: 'UG' })).not.toBe(key);
  expect(readingKey({ ...settings, template: 'x' })).not.toBe(key);
});

import { expect, test } from 'vitest';
import {
  hasUnsent,
  needsReading,
  NOTHING_PENDING,
  shownSettings,
  withChange,
  withFailed,
  withSaved,
  withSending,
} from '../../../../../renderer/screens/draft/pending.ts';
import { settings } from './settings.ts';

test('changes show at once and are sent together', () => {
  const pending = withChange(withChange(NOTHING_PENDING, { name: 'A' }), { template: 'x' });
  expect(hasUnsent(pending)).toBe(true);
  expect(shownSettings(settings, pending)).toMatchObject({ name: 'A', template: 'x' });
  expect(withSending(pending)).toEqual({ unsent: {}, sent: { name: 'A', template: 'x' } });
});

test('what was changed while a save is on its way wins over its answer', () => {
  const sending = withSending(withChange(NOTHING_PENDING, { template: 'Hel' }));
  const typing = withChange(sending, { template: 'Hello' });
  expect(shownSettings(settings, typing).template).toBe('Hello');
  const saved = withSaved(typing);
  expect(shownSettings({ ...settings, template: 'Hel' }, saved).template).toBe('Hello');
  expect(hasUnsent(saved)).toBe(true);
});

test('what was not saved stays to be sent, under what was changed meanwhile', () => {
  const sending = withSending(withChange(NOTHING_PENDING, { name: 'A', template: 'x' }));
  const failed = withFailed(withChange(sending, { name: 'B' }));
  expect(failed).toEqual({ unsent: { name: 'B', template: 'x' }, sent: null });
});

test('a list is read again for what concerns its rows, not for its name or plan', () => {
  expect(needsReading({})).toBe(false);
  expect(needsReading({ name: 'x', plan: settings.plan })).toBe(false);
  expect(needsReading({ name: 'x', country: 'UG' })).toBe(true);
});

/** Which language the window speaks. */
import { expect, test } from 'vitest';
import {
  directionOf,
  languageFor,
  localeFor,
  LANGUAGES,
  loadMessages,
} from '../../../../renderer/i18n/languages.ts';
import { en } from '../../../../renderer/i18n/en.ts';
import { LANGUAGES as CONTRACT_LANGUAGES } from '../../../../shared/ipc/contract/app.ts';

test('the window speaks what the settings can store', () => {
  expect(LANGUAGES).toEqual(CONTRACT_LANGUAGES);
});

test.each([
  [['fr-CM', 'en'], 'fr'],
  [['AR_eg'], 'ar'],
  [['sw-KE', 'es'], 'es'],
  [['sw-KE'], 'en'],
  [['french'], 'en'],
  [[], 'en'],
] as const)('%j is spoken to in %s', (wanted, language) => {
  expect(languageFor(wanted)).toBe(language);
});

test('Arabic is written from right to left', () => {
  expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
});

test.each(LANGUAGES)(
  '%s has words for every id, English where nothing is translated',
  async (one) => {
    const messages = await loadMessages(one);
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
  },
);

test.each([
  ['es', ['es-MX', 'en'], 'es-MX'],
  ['es', ['en-KE'], 'es-419'],
  ['es', ['es'], 'es-419'],
  ['fr', ['en-GB', 'fr-CM'], 'fr-CM'],
  ['ar', ['ar-EG'], 'ar-EG'],
  ['en', ['de-DE'], 'en'],
  ['en', ['C', 'en-GB'], 'en-GB'],
  ['en', ['de-DE', 'en-KE'], 'en-KE'],
  ['en', ['en-KE', 'en-US'], 'en-KE'],
  ['fr', ['fr_CM@currency=XAF'], 'fr-CM'],
  ['en', ['en_GB.UTF-8'], 'en-GB'],
  ['en', ['en-!!'], 'en'],
  ['en', ['not a locale'], 'en'],
] as const)(
  'numbers in %s on a system with %j are written as in %s',
  (language, system, locale) => {
    expect(localeFor(language, system)).toBe(locale);
  },
);

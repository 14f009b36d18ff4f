/** Holds the phone parser, and its fast way, against libphonenumber over random numbers. */
import * as fc from 'fast-check';
import { getCountryCallingCode } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { readPhoneCell, readPlainCell } from '../../../../shared/domain/phoneCell.ts';
import { createFastLookup } from '../../../../shared/domain/phoneFast.ts';
import type { FastLookup } from '../../../../shared/domain/phoneFast.ts';
import { resolveNumber } from '../../../../shared/domain/phoneLibrary.ts';
import { createPhoneParser } from '../../../../shared/domain/phone.ts';
import type { PhoneParser } from '../../../../shared/domain/phone.ts';
import { libraryView, writtenNumbers } from '../../../helpers/phoneNumbers.ts';
import type { Written } from '../../../helpers/phoneNumbers.ts';
import { LONG, printedSeed } from '../../../helpers/seed.ts';

const RUNS = LONG ? 1_000_000 : 100_000;
const TIMEOUT_MS = LONG ? 900_000 : 120_000;

/** One of each country, as an import makes it. */
function perCountry<T>(make: (country: string | null) => T): (country: string | null) => T {
  const made = new Map<string | null, T>();
  return (country) => {
    let one = made.get(country);
    if (one === undefined) made.set(country, (one = make(country)));
    return one;
  };
}
const parserOf = perCountry<PhoneParser>(createPhoneParser);
const lookupOf = perCountry<FastLookup>(createFastLookup);

const digitsOf = (raw: string): string => raw.replace(/\D+/g, '');

/** What Postbag adds to the library, said a second time. `null`: nothing. */
function additions({ raw, country }: Written): ReturnType<typeof libraryView> {
  const digits = digitsOf(raw);
  const national = /^(?:0?0?52)?(?:1|01|044|045)(\d{10})$/.exec(digits)?.[1];
  const abroad = raw.includes('+') || digits.startsWith('00') || country === null;
  const hasCode = /^(?:00)?52/.test(digits) && (abroad || country === 'MX');
  const atHome = country === 'MX' && !abroad && /^0(?:1|44|45)/.test(digits);
  if (national !== undefined && (hasCode || atHome)) return libraryView(`+52${national}`, null);
  if (raw.includes('+')) return null;
  if (digits.startsWith('00')) return libraryView(`+${digits.slice(2)}`, null);
  const ownCode = country === null || digits.startsWith(getCountryCallingCode(country));
  return ownCode ? libraryView(`+${digits}`, null) : null;
}

/** Whether a refusal of what the library takes is one of Postbag's own. */
function isStricter(written: Written, problem: string): boolean {
  if (problem === 'decimal') return /^[\d ]+\.\d{1,2}$/.test(written.raw);
  return problem === 'ambiguous' && additions(written) !== null;
}

describe('agreement with libphonenumber', () => {
  test(
    `${RUNS.toLocaleString('en')} numbers of all regions`,
    () => {
      const seen = { taken: 0, added: 0, stricter: 0, refused: 0 };
      const property = fc.property(writtenNumbers, (written) => {
        const ours = parserOf(written.country).parse(written.raw);
        const library = libraryView(written.raw, written.country);
        const expected = library ?? additions(written);
        const stricter = !ours.ok && expected !== null && isStricter(written, ours.error);
        const found = ours.ok ? ours.value : null;
        expect(found).toEqual(stricter ? null : expected);
        if (stricter) seen.stricter += 1;
        else if (found === null) seen.refused += 1;
        else seen[library === null ? 'added' : 'taken'] += 1;
      });
      fc.assert(property, { numRuns: RUNS, seed: printedSeed('phone agreement') });
      console.info(`of ${RUNS}:`, seen);
      // A generator that makes only wrong numbers would prove nothing.
      expect(seen.taken).toBeGreaterThan(RUNS / 4);
      expect(seen.added).toBeGreaterThan(RUNS / 100);
    },
    TIMEOUT_MS,
  );

  test(
    'the fast way says what the full parse says, and misses nothing that it takes',
    () => {
      const seen = { full: 0, fast: 0 };
      const property = fc.property(writtenNumbers, ({ raw, country }) => {
        const cell = readPhoneCell(raw);
        if (!cell.ok) return;
        const fast = lookupOf(country)(cell.value.international, cell.value.digits);
        const full = resolveNumber(cell.value, country);
        expect(fast === null ? full : { ok: true, value: fast }).toEqual(full);
        if (full.ok) seen.full += 1;
        if (fast !== null) seen.fast += 1;
      });
      fc.assert(property, { numRuns: RUNS / 2, seed: printedSeed('fast way') });
      console.info('accepted:', seen);
      expect(seen.fast).toBe(seen.full);
    },
    TIMEOUT_MS,
  );

  test('a cell that needs no thought is read as by thinking', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'0123456789 -().+/,'.split('')),
      minLength: 6,
      maxLength: 24,
    });
    const property = fc.property(plain, (raw) => {
      const quick = readPlainCell(raw);
      // Longer ones are no numbers; only the slow way says whether they are two.
      if (quick === null || quick.digits.length > 15) return;
      const slow = readPhoneCell(raw);
      expect(slow.ok ? slow.value : slow.error).toEqual(quick.digits === '' ? 'empty' : quick);
    });
    fc.assert(property, { numRuns: 50_000, seed: printedSeed('plain cells') });
  });
});

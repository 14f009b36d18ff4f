/** Phone numbers of every region in the ways people write them, and libphonenumber's view of them. */
import * as fc from 'fast-check';
import {
  getCountries,
  getCountryCallingCode,
  Metadata,
  parsePhoneNumberFromString,
  PhoneNumber,
} from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { Phone } from '../../shared/domain/phone.ts';

/** A number as somebody wrote it, in a list with a default country. */
export interface Written {
  readonly raw: string;
  readonly country: CountryCode | null;
}

/** What libphonenumber makes of a text; `null`: nothing that takes SMS. Written apart from the code. */
export function libraryView(raw: string, country: CountryCode | null): Phone | null {
  const phone =
    country === null ? parsePhoneNumberFromString(raw) : parsePhoneNumberFromString(raw, country);
  if (phone === undefined || !phone.isValid() || phone.ext !== undefined) return null;
  const type = phone.getType();
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return null;
  return phone.country === undefined
    ? null
    : { digits: phone.number.slice(1), country: phone.country };
}

const REGIONS = getCountries();

/** The prefix with which a country dials abroad; without Russia's `~`, an extension to the library. */
function dialledFrom(country: CountryCode): string {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan;
  const first = /^\d+/.exec(plan?.IDDPrefix() ?? '')?.[0] ?? '00';
  // The compressed metadata holds 0 where there is no default.
  return (plan?.defaultIDDPrefix() || first).replace('~', '');
}

/** The forms in which a number is written; `national` is the national (significant) number. */
const FORMS: readonly ((code: string, national: string, from: CountryCode) => string)[] = [
  (code, national) => `+${code}${national}`,
  (code, national) => `${code}${national}`,
  (_code, national) => national,
  (_code, national) => `0${national}`,
  (code, national) => `00${code}${national}`,
  (code, national, from) => `${dialledFrom(from)}${code}${national}`,
  (code, national) => `+${code} (0) ${national}`,
  (code, national) => `tel:+${code}-${national}`,
  (code, national) => new PhoneNumber(`+${code}${national}`).formatNational(),
  (code, national) => new PhoneNumber(`+${code}${national}`).formatInternational(),
  (code, national) => `8${national}${code}`,
  (code, national) => `${code}1${national}`,
];

const SEPARATORS = [' ', '-', '.', '\u00a0', '  '];

interface Plan {
  readonly region: number;
  readonly form: number;
  readonly separator: number;
  readonly home: number;
  readonly changes: readonly { readonly at: number; readonly digit: number }[];
  readonly length: number;
}

function write(plan: Plan): Written {
  const region = REGIONS[plan.region] as CountryCode;
  const digits = examples[region].split('');
  for (const { at, digit } of plan.changes) digits[at % digits.length] = String(digit);
  if (plan.length < 0) digits.pop();
  if (plan.length > 0) digits.push('7');
  const home = plan.home < 8 ? region : plan.home === 8 ? null : REGIONS[plan.home - 9];
  const form = FORMS[plan.form] as (typeof FORMS)[number];
  const raw = form(getCountryCallingCode(region), digits.join(''), home ?? region);
  return {
    raw: raw.replaceAll(' ', SEPARATORS[plan.separator] as string),
    country: home ?? null,
  };
}

/**
 * Numbers of all regions, of their mobile ranges and near them, in all forms; two thirds in a list of
 * their own country, the others in one of another country or of none.
 */
export const writtenNumbers: fc.Arbitrary<Written> = fc
  .record({
    region: fc.nat(REGIONS.length - 1),
    form: fc.nat(FORMS.length - 1),
    separator: fc.nat(SEPARATORS.length - 1),
    home: fc.oneof(
      { weight: 3, arbitrary: fc.nat(8) },
      { weight: 1, arbitrary: fc.nat(REGIONS.length + 8) },
    ),
    changes: fc.array(fc.record({ at: fc.nat(14), digit: fc.nat(9) }), { maxLength: 3 }),
    length: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, -1, 1),
  })
  .map(write);

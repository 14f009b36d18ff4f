/**
 * What a dialled number means, by libphonenumber's full parse, and why not where it means nothing.
 *
 * The library decides; Postbag adds to it: the old Mexican forms, `00` in countries that dial abroad
 * otherwise, numbers without `+` where no country is named, the country's own code without `+` where
 * the library sees a land line (Germany, Indonesia, Kosovo), and reasons.
 */
import { ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import type { CountryCode as LibraryCountry, PhoneNumber } from 'libphonenumber-js/max';
import { err, ok } from '../errors.ts';
import type { Result } from '../errors.ts';
import { lookUpInternational } from './phoneFast.ts';
import { modernMexican, modernMexicanAtHome } from './phoneMexico.ts';
import { planOf, plansOfCode } from './phonePlan.ts';
import { MAX_E164_DIGITS } from './phoneTypes.ts';
import type { DialledNumber, Phone, PhoneProblem } from './phoneTypes.ts';

type Verdict = Result<Phone, PhoneProblem>;

function problemOfCode(code: string): PhoneProblem {
  switch (code) {
    case 'TOO_SHORT':
      return 'too_short';
    case 'TOO_LONG':
      return 'too_long';
    case 'INVALID_COUNTRY':
      return 'unknown_dialling_code';
    default:
      return 'invalid';
  }
}

/** Why a number that could be parsed is not in use. */
function problemOfInvalid(phone: PhoneNumber): PhoneProblem {
  const plan =
    phone.country === undefined ? plansOfCode(phone.countryCallingCode)[0] : planOf(phone.country);
  if (plan === undefined) return 'invalid';
  const length = phone.nationalNumber.length;
  if (length > Math.max(...plan.smsLengths)) return 'too_long';
  return length < Math.min(...plan.smsLengths) ? 'too_short' : 'invalid';
}

function judge(phone: PhoneNumber): Verdict {
  if (!phone.isValid()) return err(problemOfInvalid(phone));
  const type = phone.getType();
  if (type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE') return err('not_mobile');
  if (phone.country === undefined) return err('no_country');
  const digits = phone.number.slice(1);
  return digits.length > MAX_E164_DIGITS ? err('too_long') : ok({ digits, country: phone.country });
}

function parse(text: string, country: string | null): Verdict {
  try {
    // With a country the library takes a national number, without one it insists on the plus sign.
    return judge(
      country === null
        ? parsePhoneNumberWithError(text)
        : parsePhoneNumberWithError(text, country as LibraryCountry),
    );
  } catch (error) {
    if (error instanceof ParseError) return err(problemOfCode(error.message));
    throw error;
  }
}

function abroad(digits: string): Verdict {
  return parse(`+${modernMexican(digits) ?? digits}`, null);
}

/** `00…`, which is how most of the world dials abroad, but not all of it. */
function dialledAbroad(digits: string, home: Verdict): Verdict {
  const foreign = abroad(digits.slice(2));
  if (!home.ok) return foreign;
  if (!foreign.ok || foreign.value.digits === home.value.digits) return home;
  return err('ambiguous');
}

function withCountry(digits: string, country: string): Verdict {
  const home = parse(digits, country);
  if (digits.startsWith('00')) return dialledAbroad(digits, home);
  if (home.ok) return home;
  const mexican = country === 'MX' ? modernMexicanAtHome(digits) : null;
  if (mexican !== null) return parse(`+${mexican}`, null);
  const foreign = lookUpInternational(digits);
  if (foreign === null) return home;
  // With another country's code it may as well be a mistyped number of this country.
  return digits.startsWith(planOf(country).callingCode) ? ok(foreign) : err('plus_needed');
}

function withoutCountry(digits: string): Verdict {
  if (digits.startsWith('00')) return abroad(digits.slice(2));
  const foreign = abroad(digits);
  return foreign.ok ? foreign : err('country_needed');
}

/** Says which phone a dialled number reaches from a country, or from nowhere in particular. */
export function resolveNumber(dialled: DialledNumber, country: string | null): Verdict {
  if (dialled.international) return abroad(dialled.digits);
  return country === null ? withoutCountry(dialled.digits) : withCountry(dialled.digits, country);
}

/**
 * The short way for numbers that are right: the library's own steps over compiled plans.
 *
 * It only ever says *yes*, with the number; whatever it is not sure of goes to the full parse, which
 * also finds the reason of a refusal. A property test holds it against the library.
 */
import { modernMexican, modernMexicanAtHome } from './phoneMexico.ts';
import { nationalNumber, ownerOf, planOf, plansOfCode } from './phonePlan.ts';
import type { Plan } from './phonePlan.ts';
import { MAX_E164_DIGITS } from './phoneTypes.ts';
import type { Phone } from './phoneTypes.ts';

/** Looks a number up. `null`: not sure, ask the library. */
export type FastLookup = (international: boolean, digits: string) => Phone | null;

function phoneOf(plan: Plan | null, callingCode: string, national: string): Phone | null {
  if (plan === null || !plan.takesSms(national)) return null;
  const digits = callingCode + national;
  return digits.length > MAX_E164_DIGITS ? null : { digits, country: plan.country };
}

/** The number after a calling code. */
function abroad(callingCode: string, main: Plan, rest: string): Phone | null {
  const national = nationalNumber(main, rest);
  return phoneOf(ownerOf(callingCode, national), callingCode, national);
}

/**
 * Looks up a number that starts with its calling code (no `+`, no `00`). `null`: not sure.
 *
 * No calling code is the beginning of another one, so the first that fits is the one.
 */
export function lookUpInternational(written: string): Phone | null {
  const digits = modernMexican(written) ?? written;
  for (let length = 1; length <= 3; length += 1) {
    const callingCode = digits.slice(0, length);
    const main = plansOfCode(callingCode)[0];
    if (main !== undefined) return abroad(callingCode, main, digits.slice(length));
  }
  return null;
}

/** A number that is not dialled for abroad. */
function atHome(home: Plan, digits: string): Phone | null {
  const mexican = home.country === 'MX' ? modernMexicanAtHome(digits) : null;
  if (mexican !== null) return lookUpInternational(mexican);
  const national = nationalNumber(home, digits);
  const own = phoneOf(ownerOf(home.callingCode, national) ?? home, home.callingCode, national);
  // The library sees the country's own code where the number is no national one. Asking whether it
  // takes SMS is the same, but for `49151…`, a land line of Germany that nobody can mean here.
  return own === null && digits.startsWith(home.callingCode) ? lookUpInternational(digits) : own;
}

function fromNational(home: Plan, digits: string): Phone | null {
  const prefix = home.dialsAbroad.exec(digits)?.[0] ?? '';
  const own =
    prefix === '' ? atHome(home, digits) : lookUpInternational(digits.slice(prefix.length));
  if (!digits.startsWith('00') || prefix === '00') return own;
  // The country dials abroad with something else, perhaps longer (Thailand's `001`): read both ways.
  const foreign = lookUpInternational(digits.slice(2));
  if (own === null || foreign === null) return own ?? foreign;
  return own.digits === foreign.digits ? own : null;
}

/** Makes the lookup for a default country, or for international numbers only. */
export function createFastLookup(defaultCountry: string | null): FastLookup {
  if (defaultCountry === null) {
    return (_international, digits) =>
      lookUpInternational(digits.startsWith('00') ? digits.slice(2) : digits);
  }
  const home = planOf(defaultCountry);
  return (international, digits) =>
    international ? lookUpInternational(digits) : fromNational(home, digits);
}

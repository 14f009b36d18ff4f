/** Every country that a number can belong to. */
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import type { CallOutput } from '../../shared/ipc/types.ts';

type CountryRow = CallOutput<'countries'>[number];

/** Countries by code, with their dialling codes. */
export function countryList(): CountryRow[] {
  return getCountries()
    .map((country) => ({ country, diallingCode: getCountryCallingCode(country) }))
    .sort((one, other) => (one.country < other.country ? -1 : 1));
}

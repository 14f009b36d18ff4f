/**
 * The numbering plans of libphonenumber's metadata, compiled once into what a number is asked.
 *
 * libphonenumber-js compiles its expressions anew for every number (7 µs a number). This follows its
 * steps exactly, names included, so that both can be read side by side:
 * `source/helpers/{extractNationalNumber,getCountryByNationalNumber,getNumberType}.js`.
 */
import { Metadata } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';

/**
 * The part of the library's numbering plan that is used here; its typings leave most of it out.
 * What is missing is `undefined` or, in the compressed metadata, 0.
 */
interface LibraryPlan {
  callingCode(): string;
  IDDPrefix(): string;
  leadingDigits(): string | undefined;
  nationalNumberPattern(): string;
  nationalPrefixForParsing(): string | undefined;
  nationalPrefixTransformRule(): string | undefined;
  possibleLengths(): readonly number[];
  type(name: string): { pattern(): string; possibleLengths(): readonly number[] } | undefined;
}

/** Types other than fixed lines, in the library's order. */
const OTHER_TYPES = [
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
] as const;

type Test = (national: string) => boolean;

/** One country's numbering plan. All `national` arguments are national (significant) numbers. */
export interface Plan {
  readonly country: string;
  readonly callingCode: string;
  /** The prefixes with which the country dials abroad, anchored at the start. */
  readonly dialsAbroad: RegExp;
  /** The plan's `leadingDigits`, anchored at the start, where a shared calling code needs them. */
  readonly leads: RegExp | null;
  readonly matches: Test;
  /** Long enough, and not of an impossible length between two possible ones. */
  readonly isPossible: Test;
  /** In a range that is in use, of any type. */
  readonly isValid: Test;
  /** In a range that takes SMS: mobile, or fixed and mobile alike (as in the whole of +1). */
  readonly takesSms: Test;
  /** The lengths of the national numbers that take SMS. */
  readonly smsLengths: readonly number[];
  /** The number without its national prefix, rewritten as the plan says; before any check. */
  readonly stripPrefix: (number: string) => string;
}

const entirely = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const atStart = (pattern: string): RegExp => new RegExp(`^(?:${pattern})`);
const never: Test = () => false;

function typeTest(source: LibraryPlan, name: string): Test {
  const type = source.type(name);
  if (type === undefined || type.pattern() === '') return never;
  const pattern = entirely(type.pattern());
  const lengths = new Set(type.possibleLengths());
  return (national) => lengths.has(national.length) && pattern.test(national);
}

/** `extractNationalNumberFromPossiblyIncompleteNumber` */
function prefixStripper(source: LibraryPlan): (number: string) => string {
  const prefix = source.nationalPrefixForParsing();
  if (!prefix) return (number) => number;
  if (/^\d+$/.test(prefix)) {
    return (number) => (number.startsWith(prefix) ? number.slice(prefix.length) : number);
  }
  const pattern = atStart(prefix);
  const rule = source.nationalPrefixTransformRule();
  return (number) => {
    const match = pattern.exec(number);
    if (match === null) return number;
    const captured = match.length > 1 && Boolean(match.at(-1));
    return rule && captured ? number.replace(pattern, rule) : number.slice(match[0].length);
  };
}

function smsTest(source: LibraryPlan, fixed: Test, mobile: Test): Test {
  // The library leaves the mobile pattern out where it equals that of fixed lines.
  const oneForBoth = (source.type('MOBILE')?.pattern() ?? '') === '';
  return oneForBoth ? fixed : mobile;
}

function compile(country: string): Plan {
  const library = new Metadata();
  library.selectNumberingPlan(country as Parameters<Metadata['selectNumberingPlan']>[0]);
  const source = library.numberingPlan as unknown as LibraryPlan;
  const general = entirely(source.nationalNumberPattern());
  const lengths = new Set(source.possibleLengths());
  const longest = Math.max(...lengths);
  const fixed = typeTest(source, 'FIXED_LINE');
  const others = OTHER_TYPES.map((name) => typeTest(source, name));
  const takesSms = smsTest(source, fixed, others[0] ?? never);
  const leads = source.leadingDigits();
  return {
    country,
    callingCode: source.callingCode(),
    dialsAbroad: atStart(source.IDDPrefix()),
    leads: leads ? atStart(leads) : null,
    matches: (national) => general.test(national),
    isPossible: (national) => lengths.has(national.length) || national.length > longest,
    isValid: (national) =>
      general.test(national) && (fixed(national) || others.some((is) => is(national))),
    takesSms: (national) => general.test(national) && takesSms(national),
    smsLengths: (source.type('MOBILE') ?? source).possibleLengths(),
    stripPrefix: prefixStripper(source),
  };
}

const plans = new Map<string, Plan>();

/** The plan of a country that libphonenumber knows, compiled at its first use. */
export function planOf(country: string): Plan {
  let plan = plans.get(country);
  if (plan === undefined) plans.set(country, (plan = compile(country)));
  return plan;
}

const sharing = new Map<string, readonly Plan[]>();

/** The plans behind a calling code, the main one first; none where no country has it. */
export function plansOfCode(callingCode: string): readonly Plan[] {
  let found = sharing.get(callingCode);
  if (found === undefined) {
    const countries = metadata.country_calling_codes[callingCode] ?? [];
    sharing.set(callingCode, (found = countries.map(planOf)));
  }
  return found;
}

/** The plan that a national number belongs to among those that share its calling code. */
export function ownerOf(callingCode: string, national: string): Plan | null {
  const candidates = plansOfCode(callingCode);
  if (candidates.length === 1) return candidates[0] ?? null;
  for (const plan of candidates) {
    if (plan.leads === null ? plan.isValid(national) : plan.leads.test(national)) return plan;
  }
  return null;
}

/** `extractNationalNumber`: the national number within what follows the calling code, or was dialled. */
export function nationalNumber(plan: Plan, number: string): string {
  const stripped = plan.stripPrefix(number);
  if (stripped === number) return number;
  if (plan.matches(number) && !plan.matches(stripped)) return number;
  return (ownerOf(plan.callingCode, stripped) ?? plan).isPossible(stripped) ? stripped : number;
}

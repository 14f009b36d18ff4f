/** Which column holds the phone numbers, where the operator does not say so. */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import { err, type ImportError, ok, type Result } from '../../shared/errors.ts';
import { foldName, shownNames } from './columns.ts';

/**
 * Words that name a column of phone numbers, the more telling first: English, French, Spanish,
 * Portuguese, Swahili, Tagalog, Indonesian, Arabic. Folded as {@link foldName} does.
 */
const WORDS: readonly (readonly string[])[] = [
  // A mobile telephone, which is what takes an SMS.
  [
    'mobile cell cellphone cellular whatsapp msisdn gsm sms',
    'portable',
    'movil celular cel',
    'telemovel',
    'rununu',
    'selpon selfon',
    'hp handphone ponsel wa',
    'جوال الجوال موبايل الموبايل محمول المحمول نقال النقال خلوي واتساب',
  ],
  // A telephone.
  [
    'phone telephone tel telno phoneno',
    'telefono fono',
    'telefone fone',
    'simu',
    'telepono',
    'telepon telp tlp nomortelepon',
    'هاتف الهاتف تلفون التلفون تليفون',
  ],
  // Any number, or whoever a message goes to.
  [
    'number no nr contact contactnumber recipient to',
    'numero destinataire',
    'destinatario contacto',
    'contato',
    'nambari namba',
    'nomor nohp nomer',
    'رقم الرقم',
  ],
].map((tier) => tier.flatMap((line) => line.split(' ')).map(foldName));

/** The tiers whose words name a telephone and nothing else. */
const TELEPHONE_TIERS = 2;

/** Words of at least this length are also found inside others: `phonenumber`, `nomortelepon`. */
const FINDABLE_INSIDE = 5;

/** The tier of a header's best word; `null` without one. Lower is better. */
function tierOf(header: string): number | null {
  const words = header.split(/[^\p{L}\p{M}]+/u).map(foldName);
  const whole = foldName(header).replaceAll(/[^\p{L}]/gu, '');
  const tier = WORDS.findIndex((known) =>
    known.some(
      (word) =>
        words.includes(word) ||
        whole === word ||
        (word.length >= FINDABLE_INSIDE && whole.includes(word)),
    ),
  );
  return tier === -1 ? null : tier;
}

/** Whether a header has a word for a number that a message may go to. */
export function isNamedAfterPhone(header: string): boolean {
  return tierOf(header) !== null;
}

/** A phone number, as far as can be told; without its country it is one all the same. */
function isNumber(cell: string, parser: PhoneParser): boolean {
  const phone = parser.parse(cell);
  if (phone.ok) return true;
  return phone.error === 'country_needed' || phone.error === 'scientific';
}

/** Whether at least half of the cells in a column that hold anything hold phone numbers. */
export function holdsNumbers(
  sample: readonly (readonly string[])[],
  column: number,
  parser: PhoneParser,
): boolean {
  const cells = sample.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== '');
  return (
    cells.length > 0 && cells.filter((cell) => isNumber(cell, parser)).length * 2 >= cells.length
  );
}

/**
 * The column of phone numbers: among those whose sample holds numbers, the one with the best name,
 * or the only one. Where no sample does (numbers without a country, or all of them wrong), the one
 * that is named after the telephone, so that its rows can be refused one by one, with reasons.
 *
 * Two columns that fit as well as each other are never guessed between: `number_column_not_found`.
 *
 * @param sample the first rows of the list.
 */
export function guessNumberColumn(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  parser: PhoneParser,
): Result<number, Extract<ImportError, { kind: 'number_column_not_found' }>> {
  const columns = headers.map((header, index) => ({ index, tier: tierOf(header) }));
  const withNumbers = columns.filter(({ index }) => holdsNumbers(sample, index, parser));
  const named = columns.filter(({ tier }) => tier !== null && tier < TELEPHONE_TIERS);
  const [best, ...others] = bestOf(withNumbers.length > 0 ? withNumbers : named);
  return best !== undefined && others.length === 0
    ? ok(best.index)
    : err({ kind: 'number_column_not_found', available: shownNames(headers) });
}

interface Candidate {
  readonly index: number;
  readonly tier: number | null;
}

function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ tier }: Candidate): number => tier ?? WORDS.length;
  const best = Math.min(...candidates.map(rank));
  return candidates.filter((candidate) => rank(candidate) === best);
}

const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/u;
const DIGITS_AND_SIGNS = /^[+\d\s().'/-]+$/u;
/** Fewer digits may be a year, a date or a code. */
const TELLING_DIGITS = 9;

/** Whether the first row looks like one of the list: a cell in it is a phone number. */
export function looksLikeData(header: readonly string[], parser: PhoneParser): boolean {
  return header.some((raw) => {
    const cell = raw.trim();
    if (cell === '' || DATE.test(cell)) return false;
    const phone = parser.parse(cell);
    if (phone.ok || phone.error === 'scientific') return true;
    return DIGITS_AND_SIGNS.test(cell) && cell.replaceAll(/\D/gu, '').length >= TELLING_DIGITS;
  });
}

/**
 * Reads the characters of a cell as a dialled number: which digits, and whether they start with a
 * country's dialling code. What the digits mean is decided elsewhere.
 *
 * Stricter than libphonenumber, which finds a number in any text, drops extensions and joins two
 * numbers into one: here the whole cell must be one number, because the message is paid for.
 */
import { err, ok } from '../errors.ts';
import type { Result } from '../errors.ts';
import { toPlainText } from './digits.ts';
import { spreadsheetDamage, unwrapTextCell } from './excelDamage.ts';
import { MAX_E164_DIGITS } from './phoneTypes.ts';
import type { DialledNumber, PhoneProblem } from './phoneTypes.ts';

/** The longest cell that is looked at; libphonenumber's own limit. */
const MAX_CELL = 250;
/** Fewest digits that count as a number of their own beside another one in the same cell. */
const OWN_NUMBER = 7;
/** With the longest prefix dialled before an international number. */
const MAX_DIGITS = MAX_E164_DIGITS + 5;

/** `tel:` links, and `p:`, with which lists of leads exported from Facebook begin their numbers. */
const LABEL = /^(?:tel|p):\s*/i;
const ESCAPED_PLUS = /%2b/gi;
const ESCAPED_SPACE = /%20/g;
/** RFC 3966: a local number's context, a global prefix or a domain name, and the ISDN subaddress. */
const CONTEXT = /;phone-context=([^;]*)/i;
const SUBADDRESS = /;isub=[^;]*/i;

/** What stands between two numbers in one cell. */
const BETWEEN_NUMBERS = /[,;|&\n/\\+]|\p{L}+/u;
const GAP = /\s+/;
/** `0712345678/79`: a second number, of which only the last digits are written. */
const LAST_DIGITS_OF_ANOTHER = /(?:\d[\s().-]*){7}\/\s*\d{1,3}$/;
const EXTENSION =
  /\d[\s.,;:()-]*(?:(?:;?e?xt(?:n|ensi(?:o|ó|o\u0301)n)?|x|int|poste|anexo|доб)[\s.:=-]*\d{1,20}#?|[#~]\s*\d{1,6}#?|[\s-]\d{1,6}#|[,;]+\s*\d{1,6}#?)$/iu;
const LETTER = /\p{L}/u;
/** Signs that may follow a number: the end of a sentence or of a list, a `+` moved by right-to-left text. */
const TRAILING = /[\s.,:;|/+-]+$/;
/** One number: brackets, dots, dashes, slashes, tildes (Russian `8~10…`) and spaces, a `+` before. */
const ONE_NUMBER = /^[\s()[\]./-]*(\+?)([\d\s()[\]./~-]*)$/;

const countDigits = (text: string): number => text.replace(/\D+/g, '').length;

function isSeveral(text: string): boolean {
  const own = (chunk: string): boolean => countDigits(chunk) >= OWN_NUMBER;
  if (text.split(BETWEEN_NUMBERS).filter(own).length > 1) return true;
  if (LAST_DIGITS_OF_ANOTHER.test(text)) return true;
  return countDigits(text) > MAX_E164_DIGITS && text.split(GAP).filter(own).length > 1;
}

/** Turns a `tel:` link's parameters into one number. */
function withoutLabel(text: string): string {
  if (!LABEL.test(text)) return text;
  const bare = text.replace(LABEL, '').replace(ESCAPED_PLUS, '+').replace(ESCAPED_SPACE, ' ');
  const context = CONTEXT.exec(bare)?.[1] ?? '';
  const number = bare.replace(CONTEXT, '').replace(SUBADDRESS, '');
  return context.startsWith('+') ? context + number : number;
}

/** Names what keeps a text from being one number, the most telling reason first. */
function refusal(text: string): PhoneProblem | null {
  const damage = spreadsheetDamage(text);
  if (damage !== null) return damage;
  if (isSeveral(text)) return 'several_numbers';
  if (EXTENSION.test(text)) return 'extension';
  if (LETTER.test(text)) return 'letters';
  return /\d/.test(text) ? null : 'empty';
}

/**
 * Reads a cell. Errors: `empty`, `too_long`, the kinds of spreadsheet damage, `several_numbers`,
 * `extension`, `letters`, `bad_character`.
 */
export function readPhoneCell(raw: string): Result<DialledNumber, PhoneProblem> {
  // Before anything that takes time in proportion to the length.
  if (raw.length > 4 * MAX_CELL) return err('too_long');
  const text = withoutLabel(unwrapTextCell(toPlainText(raw)));
  if (text.length > MAX_CELL) return err('too_long');
  const problem = refusal(text);
  if (problem !== null) return err(problem);
  const match = ONE_NUMBER.exec(text.replace(TRAILING, ''));
  if (match === null) return err('bad_character');
  const digits = (match[2] ?? '').replace(/\D+/g, '');
  if (digits.length > MAX_DIGITS) return err('too_long');
  return ok({ international: match[1] === '+', digits });
}

/** Cells that need no thought: digits, with spaces, dashes, dots and round brackets at most. */
const DIGITS_ONLY = /^\+?\d{6,20}$/;
const PUNCTUATED = /^[ (]*\+?[\d(). -]{6,30}$/;
const NOT_DIGITS = /\D+/g;

/**
 * Reads a cell that needs no thought, as `readPhoneCell` would but faster; `null` for all others.
 *
 * Slashes are left out on purpose: they also stand between two numbers.
 */
export function readPlainCell(raw: string): DialledNumber | null {
  if (DIGITS_ONLY.test(raw)) {
    const international = raw.charCodeAt(0) === 0x2b;
    return { international, digits: international ? raw.slice(1) : raw };
  }
  if (!PUNCTUATED.test(raw)) return null;
  // Dots also stand in amounts.
  if (raw.includes('.') && spreadsheetDamage(raw.trim()) !== null) return null;
  return { international: raw.includes('+'), digits: raw.replace(NOT_DIGITS, '') };
}

/**
 * Characters that make an SMS hold 70 characters instead of 160, and what could stand in their place.
 *
 * Only for texts that could do without Unicode: typographic marks that a word processor put in, accents
 * outside of the GSM alphabet, emoji. A text in a script that needs Unicode (Arabic, Amharic, Cyrillic…)
 * has nothing to gain, so nothing of it is marked.
 */
import { forcesUnicode } from './gsm7.ts';
import { countSegments } from './segments.ts';

/**
 * What kind of change a replacement is, which says what is lost by it.
 *
 * `same`: nothing (another way to write the same letter); `look`: only its looks; `accent`: the letter
 * loses its mark, which may change a word; `written`: it is written out in other characters; `left_out`:
 * it is gone.
 */
export type ReplacementLoss = 'same' | 'look' | 'accent' | 'written' | 'left_out';

/** A character (as people count them) that forces Unicode, with what could stand in its place. */
export interface UnicodeMark {
  /** One user-perceived character, of one or more code points. */
  readonly character: string;
  /** In the GSM alphabet; empty where it would be left out. */
  readonly replacement: string;
  readonly loss: ReplacementLoss;
  /** How often it occurs. */
  readonly times: number;
}

/** What makes a text Unicode. */
export interface UnicodeCheck {
  /**
   * `gsm7`: nothing does. `script`: its script needs Unicode, so nothing can be done about it.
   * `replaceable`: the marks do, and without them it would not be Unicode.
   */
  readonly kind: 'gsm7' | 'script' | 'replaceable';
  /** In the order of their first appearance; empty but for `replaceable`. */
  readonly marks: readonly UnicodeMark[];
}

interface Group {
  readonly loss: ReplacementLoss;
  /** Pairs of characters and what stands for each of them. */
  readonly pairs: readonly (readonly [characters: string, replacement: string])[];
}

/** What is not to be had by decomposing a character. */
const GROUPS: readonly Group[] = [
  {
    loss: 'look',
    pairs: [
      ['‘’‚‛′‵ʹʼʻʽ´`‹›', "'"],
      ['“”„‟″‶«»〝〞', '"'],
      ['‐‑‒–—―−⁃﹘﹣－', '-'],
      ['…', '...'],
      ['•‣∙●○■□▪▫◦', '-'],
      ['·‧', '.'],
      ['\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a', ' '],
      ['\u202f\u205f\u3000\t', ' '],
      ['\u2028\u2029\u0085', '\n'],
      ['⁄∕', '/'],
      ['∗', '*'],
      ['¦', '|'],
      ['∶', ':'],
    ],
  },
  {
    loss: 'same',
    // Nothing is to be seen of these.
    pairs: [['\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff', '']],
  },
  {
    loss: 'written',
    pairs: [
      ['×', 'x'],
      ['÷', '/'],
      ['±', '+/-'],
      ['°', ' deg'],
      ['™', 'TM'],
      ['©', '(c)'],
      ['®', '(r)'],
      ['→', '->'],
      ['←', '<-'],
      ['⇒', '=>'],
      ['≤', '<='],
      ['≥', '>='],
      ['≠', '<>'],
      ['¼', '1/4'],
      ['½', '1/2'],
      ['¾', '3/4'],
      ['№', 'No.'],
      ['µ', 'u'],
      ['¢', 'c'],
      ['₤', '£'],
      ['￥', '¥'],
      ['₦', 'NGN '],
      ['₵', 'GHS '],
      ['₱', 'PHP '],
      ['₹', 'Rs '],
      ['₨', 'Rs '],
      ['৳', 'Tk '],
      ['₽', 'RUB '],
      ['₺', 'TRY '],
      ['₫', 'VND '],
      ['₩', 'KRW '],
      ['₪', 'ILS '],
      ['₡', 'CRC '],
      ['₲', 'PYG '],
      ['₴', 'UAH '],
      ['₭', 'LAK '],
      ['៛', 'KHR '],
      ['฿', 'THB '],
    ],
  },
  {
    loss: 'accent',
    pairs: [
      ['ł', 'l'],
      ['Ł', 'L'],
      ['đð', 'd'],
      ['ĐÐ', 'D'],
      ['ħ', 'h'],
      ['Ħ', 'H'],
      ['ı', 'i'],
      ['ŧ', 't'],
      ['Ŧ', 'T'],
      ['ɓƀ', 'b'],
      ['Ɓ', 'B'],
      ['ɗ', 'd'],
      ['Ɗ', 'D'],
      ['ƙ', 'k'],
      ['Ƙ', 'K'],
      ['ƴ', 'y'],
      ['Ƴ', 'Y'],
      ['ɛ', 'e'],
      ['Ɛ', 'E'],
      ['ɔ', 'o'],
      ['Ɔ', 'O'],
      ['ɩɨ', 'i'],
      ['Ɩ', 'I'],
      ['ʋʉ', 'u'],
      ['Ʋ', 'U'],
      ['œ', 'oe'],
      ['Œ', 'OE'],
      ['þ', 'th'],
      ['Þ', 'Th'],
      ['ŋ', 'ng'],
      ['Ŋ', 'Ng'],
      ['ə', 'e'],
      ['Ə', 'E'],
      ['ẞ', 'ß'],
    ],
  },
];

type Replacement = Pick<UnicodeMark, 'replacement' | 'loss'>;

const TABLE: ReadonlyMap<string, Replacement> = new Map(
  GROUPS.flatMap(({ loss, pairs }) =>
    pairs.flatMap(([characters, replacement]) =>
      Array.from(characters, (character) => [character, { replacement, loss }] as const),
    ),
  ),
);

const LATIN = /^[\p{Script=Latin}\p{M}]+$/u;
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const OF_NO_SCRIPT = /^[\p{scx=Common}\p{scx=Inherited}\p{Co}\p{Cn}\p{Cc}]+$/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

const isGsm = (text: string): boolean => forcesUnicode(text).length === 0;

/** What can be had by composing, or by taking compatibility forms and marks apart. */
function decomposed(character: string): Replacement | null {
  // "e" and a combining acute is "é": the same letter, and in the alphabet.
  const composed = character.normalize('NFC');
  if (isGsm(composed)) return { replacement: composed, loss: 'same' };
  const compatible = character.normalize('NFKC');
  if (isGsm(compatible)) return { replacement: compatible, loss: 'look' };
  if (!LATIN.test(character)) return null;
  const bare = Array.from(
    character.normalize('NFKD').replaceAll(/\p{M}/gu, ''),
    (letter) => TABLE.get(letter)?.replacement ?? letter,
  ).join('');
  return bare !== '' && isGsm(bare) ? { replacement: bare, loss: 'accent' } : null;
}

/**
 * What could stand for a character that is not in the GSM alphabet; `null` where nothing could, since
 * its script needs Unicode.
 *
 * @param character one user-perceived character.
 */
export function replacementFor(character: string): Replacement | null {
  const known = TABLE.get(character);
  if (known !== undefined) return known;
  const simpler = decomposed(character);
  if (simpler !== null) return simpler;
  if (EMOJI.test(character)) return { replacement: '', loss: 'left_out' };
  // A base of the table with a combining mark: `ɔ́`.
  const [base = ''] = character.normalize('NFD');
  const ofBase = TABLE.get(base);
  if (ofBase !== undefined && LATIN.test(character)) return ofBase;
  if (!LETTER_OR_DIGIT.test(character) && OF_NO_SCRIPT.test(character)) {
    return { replacement: '', loss: 'left_out' };
  }
  return null;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The characters of a text as people count them. */
function charactersOf(text: string): readonly string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

/**
 * What makes a text Unicode, and what could be done about it.
 *
 * One character of a script that needs Unicode settles it: replacing the others would save nothing.
 */
export function checkUnicode(text: string): UnicodeCheck {
  if (isGsm(text)) return { kind: 'gsm7', marks: [] };
  const marks = new Map<string, UnicodeMark>();
  for (const character of charactersOf(text)) {
    if (isGsm(character)) continue;
    const known = marks.get(character);
    const found = known ?? replacementFor(character);
    if (found === null) return { kind: 'script', marks: [] };
    marks.set(character, {
      character,
      replacement: found.replacement,
      loss: found.loss,
      times: (known?.times ?? 0) + 1,
    });
  }
  return { kind: 'replaceable', marks: [...marks.values()] };
}

/** A text with some of its characters replaced; all that can be where none are named. */
export function replaceCharacters(text: string, only?: ReadonlySet<string>): string {
  if (isGsm(text)) return text;
  return charactersOf(text)
    .map((character) => {
      if (isGsm(character) || (only !== undefined && !only.has(character))) return character;
      return replacementFor(character)?.replacement ?? character;
    })
    .join('');
}

/**
 * How many parts a text would save with some of its characters replaced. Not negative: a longer spelling
 * that costs more is no saving.
 */
export function partsSaved(text: string, only?: ReadonlySet<string>): number {
  const now = countSegments(text).parts;
  return Math.max(0, now - countSegments(replaceCharacters(text, only)).parts);
}

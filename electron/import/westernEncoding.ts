/**
 * Which of the Western encodings fits: the detector does not know those of old Macs and of DOS, and
 * takes them for windows-1252.
 */
import { decoderOf } from './dosEncodings.ts';

/** Encodings that the detector's guess is weighed against. */
const UNKNOWN_TO_DETECTOR = ['macintosh', 'cp850'] as const;

/** How much a letter speaks for an encoding: by how common it is in French, Spanish and Portuguese. */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['é', 3],
  ...Array.from('àáãçèêíñóôú', (letter) => [letter, 2] as const),
]);

/** A character that is no ASCII, between its neighbours. */
const IN_PLACE = /(?<=(.?))([^\0-\u007F])(?=(.?))/gu;

/** How well a text reads: what stands where it may stand speaks for it, anything else against it. */
function fit(text: string): number {
  let points = 0;
  for (const [, before = '', character = '', after = ''] of text.matchAll(IN_PLACE)) {
    points += LETTER.test(character)
      ? ofLetter(before, character, after)
      : ofSign(before, character, after);
  }
  return points;
}

const LETTER = /[\p{Ll}\p{Lu}]/u;
const CAPITAL = /\p{Lu}/u;

/** Letters that no name has: they are signs in disguise. */
const ODD_LETTERS = /[ƒµπıﬁﬂ]/u;

function ofLetter(before: string, letter: string, after: string): number {
  if (ODD_LETTERS.test(letter)) return -1;
  const isAlone = !LETTER.test(before) && !LETTER.test(after);
  if (isAlone) return letter === 'à' ? 1 : -1;
  const isSmall = !CAPITAL.test(letter);
  // A small letter before a capital.
  if (isSmall && CAPITAL.test(after)) return -2;
  if (isSmall) return WEIGHTS.get(letter) ?? 1;
  // A capital behind a small letter.
  return LETTER.test(before) && !CAPITAL.test(before) ? -2 : 1;
}

/** Signs as word processors set them, each where it belongs; no other sign stands inside a word. */
function ofSign(before: string, sign: string, after: string): number {
  const [isAfterLetter, isBeforeLetter] = [LETTER.test(before), LETTER.test(after)];
  if (isAfterLetter && isBeforeLetter) return sign === '’' ? 3 : -2;
  if (/\p{Cc}/u.test(sign)) return -2;
  if (isAfterLetter) return /[’”…»]/u.test(sign) ? 2 : 0;
  if (isBeforeLetter) return /[‘“«¿¡]/u.test(sign) ? 2 : 0;
  return /[–—…€£°«»\u00A0]/u.test(sign) ? 1 : 0;
}

/**
 * The encoding in which the bytes read best: the detector's guess, or one that it does not know.
 *
 * @param guess what the detector says; kept where nothing is better, and where it is not Western.
 */
export function westernEncoding(bytes: Uint8Array, guess: string): string {
  if (guess !== 'windows-1252') return guess;
  let best = { encoding: guess, points: fit(decoderOf(guess)(bytes)) };
  for (const encoding of UNKNOWN_TO_DETECTOR) {
    const points = fit(decoderOf(encoding)(bytes));
    if (points > best.points) best = { encoding, points };
  }
  return best.encoding;
}

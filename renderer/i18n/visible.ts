/**
 * Text from outside (cells, file names, the API's answers), made safe to read.
 *
 * Characters that show nothing or turn the direction of what follows are shown as marks, so that a
 * name cannot hide, fake or turn around what stands beside it. Nothing here makes markup: React writes
 * text nodes.
 */

/** Controls, format characters (direction, zero-width), line separators, private use, lone halves. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Variation_Selector}\u034f\u115f\u1160\u3164\uffa0]/gu;

/** Needed inside words of Persian, Arabic or Indic scripts, and inside emoji. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d', '\ufe0f']);
const JOINED =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Malayalam}\p{Extended_Pictographic}]/u;

/** How the most common ones are shown; the others by their code point. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['\n', '⏎'],
  ['\r', '␍'],
  ['\t', '⇥'],
  ['\0', '␀'],
]);

function markOf(character: string): string {
  const known = MARKS.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** A piece of text, and whether it stands for a character that would not be seen. */
export interface VisiblePiece {
  readonly text: string;
  readonly isMark: boolean;
}

function isJoiner(text: string, at: number, character: string): boolean {
  if (!JOINERS.has(character)) return false;
  const before = text.slice(Math.max(0, at - 2), at);
  return JOINED.test(before);
}

const ISOLATES = /[\u2066-\u2069]/gu;

/**
 * The places of isolates that begin and end within the text: they keep a direction from leaking, as ours
 * do (a sentence may be a value of another), and turn nothing around. A forced right-to-left one does.
 */
function harmlessIsolates(text: string): ReadonlySet<number> {
  const open: { readonly at: number; readonly isHarmless: boolean }[] = [];
  const harmless = new Set<number>();
  for (const { 0: character, index } of text.matchAll(ISOLATES)) {
    if (character !== '\u2069') {
      open.push({ at: index, isHarmless: character !== '\u2067' });
      continue;
    }
    const begun = open.pop();
    if (begun?.isHarmless === true) harmless.add(begun.at).add(index);
  }
  return harmless;
}

/**
 * Splits a text into what is seen and marks for what is not.
 *
 * @param keepLines Line breaks stay, for the text of a message.
 */
export function visiblePieces(text: string, keepLines = false): readonly VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  const harmless = harmlessIsolates(text);
  let from = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    const character = match[0];
    if (harmless.has(match.index)) continue;
    if (keepLines && character === '\n') continue;
    if (isJoiner(text, match.index, character)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isMark: false });
    pieces.push({ text: markOf(character), isMark: true });
    from = match.index + character.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMark: false });
  return pieces;
}

/** The same as one string, for titles, labels and sentences. */
export function visible(text: string, keepLines = false): string {
  return visiblePieces(text, keepLines)
    .map((piece) => piece.text)
    .join('');
}

const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const PLAIN_WORD = /^[a-z0-9_]*$/iu;

/**
 * Keeps a value's direction from leaking into the sentence around it (first-strong isolate).
 *
 * Only where it matters: the marks are in the way of searching and copying everywhere else.
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  const matters = direction === 'rtl' ? !PLAIN_WORD.test(text) : RTL_LETTER.test(text);
  return matters ? `\u2068${text}\u2069` : text;
}

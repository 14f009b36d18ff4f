import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { forcesUnicode } from '../../../../shared/domain/gsm7.ts';
import { countSegments } from '../../../../shared/domain/segments.ts';
import {
  checkUnicode,
  partsSaved,
  replaceCharacters,
  replacementFor,
} from '../../../../shared/domain/unicodeReplacements.ts';

test.each([
  ['’', "'", 'look'],
  ['“', '"', 'look'],
  ['«', '"', 'look'],
  ['–', '-', 'look'],
  ['—', '-', 'look'],
  ['…', '...', 'look'],
  ['•', '-', 'look'],
  ['\u00a0', ' ', 'look'],
  ['\u202f', ' ', 'look'],
  ['ﬁ', 'fi', 'look'],
  ['Ａ', 'A', 'look'],
  ['\u200b', '', 'same'],
  ['e\u0301', 'é', 'same'],
  ['n\u0303', 'ñ', 'same'],
  ['ê', 'e', 'accent'],
  ['ç', 'c', 'accent'],
  ['á', 'a', 'accent'],
  ['ã', 'a', 'accent'],
  ['ĩ', 'i', 'accent'],
  ['ũ', 'u', 'accent'],
  ['ẹ\u0301', 'e', 'accent'],
  ['ợ', 'o', 'accent'],
  ['œ', 'oe', 'accent'],
  ['ɓ', 'b', 'accent'],
  ['ɔ\u0301', 'o', 'accent'],
  ['₦', 'NGN ', 'written'],
  ['°', ' deg', 'written'],
  ['½', '1/2', 'written'],
  ['🙂', '', 'left_out'],
  ['👩🏾‍⚕️', '', 'left_out'],
  ['🇰🇪', '', 'left_out'],
  ['✓', '', 'left_out'],
])('%j may become %j (%s)', (character, replacement, loss) => {
  expect(replacementFor(character)).toEqual({ replacement, loss });
});

test.each(['ع', 'ሰ', 'ж', 'न', '你', 'α', 'ก', '٣', '،'])('%s needs Unicode', (character) => {
  expect(replacementFor(character)).toBeNull();
});

test('letters of the GSM alphabet are never marked, accented or not', () => {
  expect(checkUnicode('Señora Pérez: ¿cuándo? à è é ù ì ò Ç Ø å ñ ü €').marks).toEqual([
    { character: 'á', replacement: 'a', loss: 'accent', times: 1 },
  ]);
  expect(checkUnicode('Plain text, 100%')).toEqual({ kind: 'gsm7', marks: [] });
});

test('marks are counted, in the order of their appearance', () => {
  expect(checkUnicode('“Hello” – it’s “you”…').marks.map((m) => [m.character, m.times])).toEqual([
    ['“', 2],
    ['”', 2],
    ['–', 1],
    ['’', 1],
    ['…', 1],
  ]);
});

test('a text in a script that needs Unicode has no marks, whatever else is in it', () => {
  expect(checkUnicode('مرحبا “صديقي”')).toEqual({ kind: 'script', marks: [] });
  expect(checkUnicode('ሰላም – 10:30')).toEqual({ kind: 'script', marks: [] });
  expect(checkUnicode('Γειά σου')).toEqual({ kind: 'script', marks: [] });
});

test('only what is named is replaced', () => {
  const text = 'It’s “now” 🙂';
  expect(replaceCharacters(text)).toBe('It\'s "now" ');
  expect(replaceCharacters(text, new Set(['’']))).toBe("It's “now” 🙂");
});

test('what a replacement saves is counted in parts, and is never negative', () => {
  const hundred = `${'a'.repeat(99)}’`;
  expect(partsSaved(hundred)).toBe(1);
  expect(partsSaved(`${hundred}🙂`, new Set(['’']))).toBe(0);
  expect(partsSaved('short…')).toBe(0);
  // Written out, seventy of them take two parts where one was enough.
  expect(partsSaved('₦'.repeat(70))).toBe(0);
});

test('whatever is replaceable is in the GSM alphabet afterwards', () => {
  assert(
    property(string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const check = checkUnicode(text);
      const after = replaceCharacters(text);
      if (check.kind === 'script') return;
      expect(forcesUnicode(after)).toEqual([]);
      expect(countSegments(after).encoding).toBe('gsm7');
      for (const mark of check.marks) expect(forcesUnicode(mark.replacement)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

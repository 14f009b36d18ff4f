/** Small pieces of text for people: tables, figures, and file contents made safe for a terminal. */

/** A whole number in groups of three: `12,345`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 message`, `2 messages`, `12,345 messages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

// C0 and C1 controls (an escape sequence from a file could rewrite the screen), and the marks that
// reorder text.
const INVISIBLE = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

const segmenter = new Intl.Segmenter();

/** What a person counts as one character. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Text of unknown origin on one line, with control and reordering characters shown as `\u{…}`. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    if (character === '\n') return '⏎';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** Printable text, cut to a number of characters. */
export function shortened(text: string, limit: number): string {
  const characters = charactersOf(printable(text));
  return characters.length <= limit
    ? characters.join('')
    : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A value in quotes, safe to print. */
export function quoted(value: string): string {
  return `"${shortened(value, 80)}"`;
}

/** Names in quotes, separated by commas; at most twelve of them. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(quoted).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

/** How a column of a table is aligned. */
export type Align = 'left' | 'right';

/** Rows as aligned lines, two spaces between columns; a column of text belongs last. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly Align[] = [],
): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    Math.max(...all.map((row) => charactersOf(row[column] ?? '').length)),
  );
  return all.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        const gap = ' '.repeat(width - charactersOf(cell).length);
        return align[column] === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** `name: value` lines with the values in one column. */
export function pairs(entries: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

/** UTC time for people and machines alike: `2026-10-01 08:30 UTC`. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** An argument as it would be typed in a shell. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

import { describe, expect, test } from 'vitest';
import { createProgress, progressText } from '../../../../electron/cli/progress.ts';
import {
  counted,
  listed,
  pairs,
  printable,
  shellWord,
  shortened,
  table,
} from '../../../../electron/cli/text.ts';

describe('text for people', () => {
  test('counts', () => {
    expect(counted(1, 'batch', 'batches')).toBe('1 batch');
    expect(counted(12_345, 'row')).toBe('12,345 rows');
  });

  test('aligns a table by what people count as characters', () => {
    const lines = table(
      ['row', 'name'],
      [
        ['2', 'a'],
        ['10', '👩‍👩‍👧 b'],
      ],
      ['right'],
    );
    expect(lines).toEqual(['row  name', '  2  a', ' 10  👩‍👩‍👧 b']);
    expect(
      pairs([
        ['a', '1'],
        ['bcd', '2'],
      ]),
    ).toEqual(['  a    1', '  bcd  2']);
  });

  test('shows what would change the terminal', () => {
    expect(printable('a\nb\u001B[31mc\u202Ed\u0000')).toBe(
      String.raw`a⏎b\u{1b}[31mc\u{202e}d\u{0}`,
    );
    expect(shortened('abcdef', 4)).toBe('abc…');
    expect(listed(Array.from({ length: 14 }, () => 'x'))).toMatch(/and 2 more$/u);
  });

  test('quotes a shell word only where needed', () => {
    expect(shellWord('list.csv')).toBe('list.csv');
    expect(shellWord("it's {{name}}")).toBe(String.raw`'it'\''s {{name}}'`);
  });
});

describe('progress', () => {
  test('has a bar where the total is known', () => {
    expect(progressText('Sending', { done: 50, total: 100, note: '2 refused' })).toBe(
      'Sending  ████████████░░░░░░░░░░░░  50 %  50 of 100  2 refused',
    );
    expect(progressText('Reading', { done: 1234, total: null })).toBe('Reading  1,234');
  });

  test('draws nothing where nobody looks, and not too often elsewhere', () => {
    let drawn = '';
    let nowMs = 0;
    const io = {
      out: () => undefined,
      err: (text: string) => void (drawn += text),
      columns: () => 80,
    };
    const nobody = createProgress({ ...io, errIsTerminal: false }, 'x', () => nowMs);
    nobody.update({ done: 1, total: 2 });
    nobody.end();
    expect(drawn).toBe('');
    const line = createProgress({ ...io, errIsTerminal: true }, 'x', () => nowMs);
    for (nowMs = 0; nowMs < 200; nowMs += 10) line.update({ done: nowMs, total: 1000 });
    line.end();
    expect(drawn.split('\r')).toHaveLength(4);
  });
});

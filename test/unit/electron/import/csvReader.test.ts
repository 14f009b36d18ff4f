import { describe, expect, test } from 'vitest';
import { MAX_QUOTED, MAX_ROW, readCsv } from '../../../../electron/import/csvReader.ts';

/** Row numbers, problems and cells; the text cut into pieces of a size. */
function read(text: string, size = text.length || 1, delimiter = ',') {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += size) chunks.push(text.slice(at, at + size));
  return [...readCsv(chunks, delimiter)].map(({ row, cells, problem }) =>
    problem === null ? [row, ...cells] : [row, `!${problem}`, ...cells],
  );
}

/** Texts and what they hold; each is also read in pieces of every size. */
const TEXTS: readonly (readonly [why: string, text: string, rows: readonly unknown[]])[] = [
  ['nothing', '', []],
  ['one cell', 'a', [[1, 'a']]],
  ['an empty last cell at the end', 'a,', [[1, 'a', '']]],
  ['an empty first cell', ',a\n', [[1, '', 'a']]],
  [
    'LF, CR, CRLF',
    'a\nb\rc\r\nd',
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ],
  ],
  [
    'LF CR is two line ends',
    'a\n\rb',
    [
      [1, 'a'],
      [3, 'b'],
    ],
  ],
  ['a last CR', 'a\r', [[1, 'a']]],
  [
    'blank rows count',
    '\n,\n \na\n\n\nb\n',
    [
      [4, 'a'],
      [7, 'b'],
    ],
  ],
  ['blanks stay in cells', ' a , b ', [[1, ' a ', ' b ']]],
  ['quotes', '"a","b"\n', [[1, 'a', 'b']]],
  ['an empty quoted cell', '"",b', [[1, '', 'b']]],
  ['a delimiter in quotes', '"a,b",c', [[1, 'a,b', 'c']]],
  [
    'line ends in quotes become LF',
    '"a\r\nb\rc\nd",e\nf',
    [
      [1, 'a\nb\nc\nd', 'e'],
      [2, 'f'],
    ],
  ],
  ['doubled quotes', '"a ""b"" c","""",""""""', [[1, 'a "b" c', '"', '""']]],
  ['a quote inside a cell is text', 'a"b,c""d,e"\n', [[1, 'a"b', 'c""d', 'e"']]],
  ['a quote behind a blank is text', 'a, "b"\n', [[1, 'a', ' "b"']]],
  [
    'blanks behind a closing quote',
    '"a" ,"b"\t\n"c"  ',
    [
      [1, 'a', 'b'],
      [2, 'c'],
    ],
  ],
  ['unclosed to the end', 'a,"b', [[1, '!unclosed_quote', 'a', '"b']]],
  [
    'unclosed, rows survive',
    'a,"b\nc,d\ne,f\n',
    [
      [1, '!unclosed_quote', 'a', '"b'],
      [2, 'c', 'd'],
      [3, 'e', 'f'],
    ],
  ],
  [
    'unclosed, a later cell is quoted',
    'a,"b\r\nc,"d"\r\n',
    [
      [1, '!unclosed_quote', 'a', '"b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    'unclosed behind a good cell of two lines',
    '"a\nb","c\nd,e\n',
    [
      [1, '!unclosed_quote', '"a\nb"', '"c'],
      [2, 'd', 'e'],
    ],
  ],
  [
    'stray quotes',
    '"a"b,c\nd,e\n',
    [
      [1, '!stray_quote', '"a"b', 'c'],
      [2, 'd', 'e'],
    ],
  ],
  ['a quote alone', '"', [[1, '!unclosed_quote', '"']]],
  [
    'a quote alone in its row',
    '"\na\n',
    [
      [1, '!unclosed_quote', '"'],
      [2, 'a'],
    ],
  ],
];

describe('reading CSV', () => {
  test.each(TEXTS)('%s', (_why, text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  test.each(TEXTS)('%s, cut anywhere', (_why, text, rows) => {
    for (let size = 1; size < text.length; size += 1) expect(read(text, size)).toEqual(rows);
  });

  test('with other delimiters, a comma is text', () => {
    expect(read('a,b;c\n"d;e";f', 3, ';')).toEqual([
      [1, 'a,b', 'c'],
      [2, 'd;e', 'f'],
    ]);
    expect(read('a\tb c\t"d"\n', 3, '\t')).toEqual([[1, 'a', 'b c', 'd']]);
  });

  test('an unclosed quote costs one row, however much follows', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},name ${i}`);
    rows[3] = '3,"name';
    const found = read(rows.join('\n'), 65_536);
    expect(found).toHaveLength(rows.length);
    expect(found[3]).toEqual([4, '!unclosed_quote', '3', '"name']);
    expect(found[19_999]).toEqual([20_000, '19999', 'name 19999']);
  });

  test('a quoted cell may be as long as a cell of a spreadsheet, no longer', () => {
    const fits = 'x'.repeat(MAX_QUOTED - 1);
    expect(read(`"${fits}",b\n`, 1000)).toEqual([[1, fits, 'b']]);
    expect(read(`"${fits}xx",b\nc\n`, 1000)).toEqual([
      [1, '!unclosed_quote', `"${fits}xx"`, 'b'],
      [2, 'c'],
    ]);
  });

  test('a row without end is given up, and the next line is a row', () => {
    const endless = 'x,'.repeat(MAX_ROW);
    const found = read(`a\n${endless}\nb\n`, 65_536);
    expect(found.map(([row, problem]) => [row, problem])).toEqual([
      [1, 'a'],
      [2, '!row_too_long'],
      [3, 'b'],
    ]);
    expect(String(found[1]?.[2]).length).toBeLessThan(1000);
  });
});

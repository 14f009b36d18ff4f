import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvCell, defuseFormula } from '../../../../electron/history/csvCells.ts';

describe('csvCell', () => {
  test.each([
    ['=1+1', `'=1+1`],
    ['+254712345678', `'+254712345678`],
    ['-1+1', `'-1+1`],
    ['-', `'-`],
    ['-5 ', `'-5 `],
    ['-1.2.3', `'-1.2.3`],
    ['-5\n', `"'-5\n"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', `'＝1+1`],
    ['＋1', `'＋1`],
    ['－1', `'－1`],
    ['＠SUM(A1)', `'＠SUM(A1)`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\0=1', `'\0=1`],
    [`=HYPERLINK("http://x","y")`, `"'=HYPERLINK(""http://x"",""y"")"`],
  ])('makes %j harmless', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  test.each([
    [254712345678, '254712345678'],
    [-5, '-5'],
    ['-5', '-5'],
    ['-12.50', '-12.50'],
    ['-12,50', '"-12,50"'],
    ['Ａ＝', 'Ａ＝'],
    [0, '0'],
    [null, ''],
    ['', ''],
    ['254712345678', '254712345678'],
    ['a=b', 'a=b'],
    ['Wanjikũ', 'Wanjikũ'],
    [`'quoted'`, `'quoted'`],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['a,b', '"a,b"'],
  ])('writes %j faithfully', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  test('quotes every common delimiter, and the one in use', () => {
    for (const text of ['a,b', 'a;b', 'a\tb', 'a|b']) expect(csvCell(text)).toBe(`"${text}"`);
    expect(csvCell('a:b')).toBe('a:b');
    expect(csvCell('a:b', ':')).toBe('"a:b"');
  });

  test('a row of hostile cells reads back as the texts with only a quote before them', () => {
    const texts = ['=1+1', 'a"b', '-', '@', 'x\r\ny', ',', '"', `'`, ' =1', '\u202E', '\t', '\0'];
    const row = texts.map((text) => csvCell(text)).join(',');
    const back = Papa.parse<string[]>(row, { delimiter: ',', newline: '\n' }).data[0];
    expect(back).toEqual(texts.map(defuseFormula));
  });
});

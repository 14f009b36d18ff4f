import { describe, expect, test } from 'vitest';
import {
  detectDelimiter,
  namedDelimiter,
  separatorLine,
} from '../../../../electron/import/delimiter.ts';

describe('the delimiter', () => {
  test.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2,5\n', ';'],
    ['a\tb\n1, 2\t3\n', '\t'],
    ['a|b\nx;y|z,z\n', '|'],
    ['phone\n0917\n', ','],
    ['', ','],
    ['phone;name;text\n1;Ana;Dear Ana, come, please\n2;Ben;Dear Ben, come\n', ';'],
    ['Name, first;phone\nCruz, Ana;1\nBen;2\nCruz, C, D;3\n', ';'],
    ['a,b\n"x;y;z",1\n"x;y;z",2\n', ','],
    ['\n\na;b\n1;2\n', ';'],
    ['a;b\n1;2\n3;4\n5', ';'],
  ])('of %j is %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  test.each([
    [',', ','],
    [';', ';'],
    ['|', '|'],
    ['\t', '\t'],
    ['tab', '\t'],
    ['TAB', '\t'],
    ['\\t', '\t'],
    ['comma', ','],
    ['semicolon', ';'],
    ['pipe', '|'],
    [':', ':'],
  ])('named %j is %j', (name, delimiter) => {
    expect(namedDelimiter(name)).toEqual({ ok: true, value: delimiter });
  });

  test.each(['', ';;', 'x', '1', '"', "'", '\n', '\r', ' ', '+', '-', '.', '(', '\0', '😀'])(
    'cannot be %j',
    (value) => {
      expect(namedDelimiter(value)).toEqual({ ok: false, error: { kind: 'bad_delimiter', value } });
    },
  );

  test.each([
    ['sep=;\na;b', { delimiter: ';', end: 6 }],
    ['SEP=,\r\na,b', { delimiter: ',', end: 7 }],
    ['"sep=\t"\ra', { delimiter: '\t', end: 8 }],
    ['sep=|', { delimiter: '|', end: 5 }],
    ['sep=;;\n', null],
    ['sep=x\n', null],
    ['separate\n', null],
    ['a\nsep=;\n', null],
  ])('sep= line of %j', (text, line) => {
    expect(separatorLine(text)).toEqual(line);
  });
});

/** Texts that hurt spreadsheets, parsers or people, through every format and back. */
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { defuseFormula } from '../../../../electron/history/csvCells.ts';
import { openAtomicFile } from '../../../../electron/history/atomicFile.ts';
import type { Cell, Column } from '../../../../electron/history/columns.ts';
import { openWorkbook } from '../../../../electron/history/workbook.ts';
import { xlsxRow } from '../../../../electron/history/xlsxRows.ts';
import { MAX_CELL_LENGTH } from '../../../../electron/history/xlsxText.ts';
import {
  dataFolder,
  sampleBatch,
  sampleMessage,
  TEST_NOW_MS,
  testDb,
  unwrap,
} from '../../../helpers/dataFolder.ts';
import { csvOf, ndjsonOf, readSheets, xlsxOf } from './exportHelpers.ts';

const HOSTILE = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  `=HYPERLINK("http://example.org?"&A1,"click")`,
  `=cmd|' /C calc'!A0`,
  '"quoted"',
  'a,b;c\td|e',
  'two\r\nlines',
  'one\rreturn',
  ' spaces around ',
  '\ttab first',
  '007',
  '2.54712E+11',
  '254712345678',
  '-5',
  'TRUE',
  '1/2',
  '',
  '<b>&amp;"\'</b>',
  ']]>',
  '_x0041_ and _x005F_',
  '\u0001\u0008\u001F',
  '\u007F\u0085\u2028',
  '\uFFFE\uFFFF',
  'مرحبا \u202E‏ עולם',
  '🙂 👩‍👩‍👧 \u{1F600}',
  'e\u0301 \u00A0 \u200B',
  '\u{FEFF}mark',
  '__proto__',
  'x'.repeat(1071),
] as const;

/** A batch whose messages have a hostile text, sender, name, field and field name each. */
function hostileDb() {
  const db = testDb();
  const messages = HOSTILE.map((text, n) =>
    sampleMessage(n + 1, { text, sender: text, fields: [text, 'plain'] }),
  );
  sampleBatch(db, { name: '=1+1', fieldNames: ['=field', '__proto__'], messages });
  return db;
}

test('CSV: every text comes back, with a quote before what could be a formula', async () => {
  const rows = await csvOf(hostileDb());
  const harmless = HOSTILE.map(defuseFormula);
  expect(rows.map((row) => row['text'])).toEqual(harmless);
  expect(rows.map((row) => row['from'])).toEqual(harmless);
  expect(rows.map((row) => row['field.=field'])).toEqual(harmless);
  expect(new Set(rows.map((row) => row['batch_name']))).toEqual(new Set([`'=1+1`]));
  const cells = rows.flatMap((row) => Object.values(row)).map(String);
  expect(cells.filter((cell) => /^(?!-5$)[=+\-@＝\t\n\r\0]/u.test(cell))).toEqual([]);
});

test('NDJSON: every text comes back as it was', async () => {
  const rows = await ndjsonOf(hostileDb());
  expect(rows.map((row) => row['text'])).toEqual(HOSTILE);
  expect(rows.map((row) => row['field.=field'])).toEqual(HOSTILE);
});

describe('XLSX', () => {
  test('every text comes back as a text', async () => {
    const rows = await xlsxOf(hostileDb());
    const back = rows.map((row) => row['text'] ?? '');
    expect(back).toEqual(HOSTILE);
    expect(new Set(back.map((text) => typeof text))).toEqual(new Set(['string']));
    expect(rows.map((row) => row['to'])).toEqual(HOSTILE.map((_, n) => String(639170000001 + n)));
  });

  const COLUMNS: readonly Column[] = [
    { name: 'n', kind: 'number' },
    { name: 't', kind: 'text' },
  ];

  async function workbook(
    rows: readonly Cell[][],
    limits?: { rows: number; bytes: number },
    pageRows = 3,
  ): Promise<string> {
    const file = unwrap(await openAtomicFile(`${dataFolder()}/out.xlsx`));
    const book = unwrap(await openWorkbook(file, COLUMNS, TEST_NOW_MS, limits));
    const text = xlsxRow(COLUMNS);
    for (let at = 0; at < rows.length; at += pageRows) {
      const page = rows.slice(at, at + pageRows);
      const bytes = new Uint8Array(Buffer.from(page.map((cells) => text(cells)).join('')));
      unwrap(await book.add({ bytes, rows: page.length, messages: page.length }));
      // Its buffer may be used again at once.
      bytes.fill(0x20);
    }
    unwrap(await book.end());
    unwrap(await file.commit());
    return file.path;
  }

  test('no cell is a formula, and control characters are escaped as spreadsheets do', async () => {
    const path = await workbook([
      [1, '=1+1'],
      [2, 'a\u0001b\rc'],
      [3, '_x0041_'],
    ]);
    const xml = sheetXml(path);
    if (xml === null) return;
    expect(xml).not.toContain('<f');
    expect(xml).toContain('>=1+1</t>');
    expect(xml).toContain('>a_x0001_b_x000D_c</t>');
    expect(xml).toContain('>_x005F_x0041_</t>');
    expect(xml).toContain('<row><c><v>1</v></c>');
  });

  test('a text longer than a cell can hold is cut, never within a character', async () => {
    const [sheet] = await readSheets(
      await workbook([
        [1, 'x'.repeat(40_000)],
        [2, `${'x'.repeat(MAX_CELL_LENGTH - 1)}🙂`],
      ]),
    );
    const texts = (sheet ?? []).map((row) => String(row['t']));
    expect(texts.map((text) => text.length)).toEqual([MAX_CELL_LENGTH, MAX_CELL_LENGTH]);
    expect(texts[1]?.isWellFormed()).toBe(true);
  });

  test('half a surrogate pair does not make the file unreadable', async () => {
    const [sheet] = await readSheets(
      await workbook([
        [1, 'a\uD83Db'],
        [2, 'after'],
      ]),
    );
    expect(sheet?.map((row) => row['t'])).toEqual(['a\uFFFDb', 'after']);
  });

  test('more rows than a sheet holds go on in further sheets, each with the header', async () => {
    const rows = Array.from({ length: 10 }, (_, i): Cell[] => [i, `row ${i}`]);
    // Pages of three are not parted: two of them fit beside the header.
    const sheets = await readSheets(await workbook(rows, { rows: 8, bytes: 1e9 }));
    expect(sheets.map((sheet) => sheet.map((row) => row['n']))).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9],
    ]);
    const full = await readSheets(await workbook(rows.slice(0, 6), { rows: 7, bytes: 1e9 }));
    expect(full.map((sheet) => sheet.length)).toEqual([6]);
  });

  test('so do more bytes', async () => {
    const rows = Array.from({ length: 9 }, (_, i): Cell[] => [i, 'x'.repeat(1000)]);
    const sheets = await readSheets(await workbook(rows, { rows: 1e6, bytes: 2500 }));
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.flat().map((row) => row['n'])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a large sheet of many compressed blocks is whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i): Cell[] => [i, `text ${i * 7919}`]);
    const path = await workbook(rows, undefined, 1000);
    const [sheet] = await readSheets(path);
    expect(sheet).toHaveLength(20_000);
    expect(sheet?.[19_999]).toEqual({ n: 19_999, t: `text ${19_999 * 7919}` });
    expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    if (sheetXml(path) !== null) execFileSync('unzip', ['-tqq', path]);
  });
});

/** The first sheet as it stands in the archive, or `null` where the machine has no `unzip`. */
function sheetXml(path: string): string | null {
  try {
    const options = { encoding: 'utf8', maxBuffer: 1e9 } as const;
    return execFileSync('unzip', ['-p', path, 'xl/worksheets/sheet1.xml'], options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

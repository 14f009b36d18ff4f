import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../electron/import/csvReader.ts';
import { detectDelimiter } from '../../electron/import/delimiter.ts';
import { openTable, type Table } from '../../electron/import/table.ts';
import { AppFailure } from '../../shared/errors.ts';
import { runJob } from '../helpers/importJob.ts';
import { listFile } from '../helpers/importRun.ts';
import { LONG, printedSeed } from '../helpers/seed.ts';

const seed = printedSeed('csv');
const runs = (count: number): { seed: number; numRuns: number } => ({
  seed,
  numRuns: LONG ? count * 50 : count,
});

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LINE_ENDS = ['\n', '\r', '\r\n'] as const;

/** Pieces of which bad files are made. */
const PIECES: readonly string[] = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  ' ',
  'a',
  'é',
  '😀',
  '\uFEFF',
  '\uD800',
  '\0',
  '\u001A',
  'sep=;',
  '{{name}}',
  'phone',
  '09171234567',
  '6.39171E+11',
  '=1+1',
];
const shrapnel = fc.constantFrom(...PIECES);
const shrapnelText = fc.array(shrapnel, { maxLength: 60 }).map((pieces) => pieces.join(''));

/** A text cut into pieces. */
function cut(text: string, sizes: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  for (let i = 0; at < text.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** A cell as anybody may write it: quoted where it must be, sometimes where it need not. */
function written(cell: string, delimiter: string, isQuoted: boolean, lineEnd: string): string {
  const must = cell.startsWith('"') || cell.includes('\n') || cell.includes(delimiter);
  if (!must && !isQuoted) return cell;
  return `"${cell.replaceAll('"', '""').replaceAll('\n', lineEnd)}"`;
}

const cell = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => text.replaceAll('\r', '')),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('', ' ', '"', '""', 'a"b', 'a\nb', '\n', ',', ';', '\t', '|', 'sep=,'),
);

const dialect = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  lineEnds: fc.array(fc.constantFrom(...LINE_ENDS), { minLength: 1, maxLength: 4 }),
  innerLineEnd: fc.constantFrom(...LINE_ENDS),
  quoting: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
  hasLastLineEnd: fc.boolean(),
});

const isBlank = (row: readonly string[]): boolean => row.every((value) => value.trim() === '');

describe('the reader of lists', () => {
  test('gives back every table, in whichever dialect it was written', () => {
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(table, dialect, cuts, (rows, style, sizes) => {
        let count = 0;
        const lines = rows.map((row) =>
          row
            .map((value) => {
              count += 1;
              const isQuoted = style.quoting[count % style.quoting.length] === true;
              return written(value, style.delimiter, isQuoted, style.innerLineEnd);
            })
            .join(style.delimiter),
        );
        let text = '';
        for (const [i, line] of lines.entries()) {
          const isLast = i === lines.length - 1;
          const end = style.lineEnds[i % style.lineEnds.length] ?? '\n';
          // CR, then a row of nothing ended by LF, would be one line end.
          const isSplit = text.endsWith('\r') && line === '' && end.startsWith('\n');
          text += line + (isLast && !style.hasLastLineEnd ? '' : isSplit ? '\r' : end);
        }
        const expected = rows.flatMap((row, i) =>
          isBlank(row) ? [] : [{ row: i + 1, cells: row, problem: null }],
        );
        expect([...readCsv(cut(text, sizes), style.delimiter)]).toEqual(expected);
      }),
      runs(1000),
    );
  });

  test('reads the same, however the text arrives', () => {
    fc.assert(
      fc.property(shrapnelText, fc.constantFrom(...DELIMITERS), cuts, (text, delimiter, sizes) => {
        const whole = [...readCsv([text], delimiter)];
        expect([...readCsv(cut(text, sizes), delimiter)]).toEqual(whole);
      }),
      runs(1000),
    );
  });

  test('loses no line to a bad one: what is good alone is good behind it', () => {
    fc.assert(
      fc.property(shrapnelText, (bad) => {
        const good = 'good,row';
        const rows = [...readCsv([`${bad.replaceAll(/["\n\r]/gu, 'x')}"\n"x,\n${good}\n`], ',')];
        expect(rows.at(-1)).toMatchObject({ cells: ['good', 'row'], problem: null });
      }),
      runs(300),
    );
  });

  test('finds a delimiter in anything', () => {
    fc.assert(
      fc.property(shrapnelText, (text) => {
        expect(DELIMITERS).toContain(detectDelimiter(text));
      }),
      runs(500),
    );
  });
});

/** Bytes as they come: noise, pieces of lists in any encoding, cut off anywhere. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  shrapnelText.map((text) => Buffer.from(text)),
  shrapnelText.map((text) => Buffer.from(`phone,name\n${text}`)),
  shrapnelText.map((text) => Buffer.from(`\uFEFFphone\tname\r\n${text}`, 'utf16le')),
  shrapnelText.map((text) => Buffer.from(`phone;name\r${text}`, 'latin1')),
);

function countRows(table: Table): number {
  try {
    let rows = 0;
    for (const { cells } of table.rows()) rows += cells.length > 0 ? 1 : 0;
    return rows;
  } catch (error) {
    if (error instanceof AppFailure) return 0;
    throw error;
  } finally {
    table.close();
  }
}

describe('any bytes', () => {
  test('are a table or an expected failure', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const table = openTable(listFile(bytes));
        const kind = table.ok ? 'table' : table.error.kind;
        expect(['table', 'file_empty', 'file_not_text']).toContain(kind);
        // Every row takes at least one byte.
        expect(table.ok ? countRows(table.value) : 0).toBeLessThanOrEqual(bytes.length);
      }),
      runs(150),
    );
  });

  test('make messages and refused rows that are in order and in bounds', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => {
        const { messages, refused, slices } = await runJob(listFile(bytes), {
          message: { template: 'Hi' },
        });
        for (const { text, recipient, parts } of messages) {
          expect([text, parts]).toEqual(['Hi', 1]);
          expect(recipient).toBeGreaterThan(1_000_000);
        }
        for (const { value } of refused) expect(value.length).toBeLessThanOrEqual(200);
        const rows = [...messages, ...refused].map(({ row }) => row);
        expect(new Set(rows).size).toBe(rows.length);
        expect(slices.every((size) => size <= 500)).toBe(true);
      }),
      runs(150),
    );
  });
});

test('an endless quoted or unquoted row does not take memory without bound', () => {
  const before = process.memoryUsage().heapUsed;
  let highest = 0;
  function* endless(start: string): Generator<string> {
    yield start;
    const chunk = 'x'.repeat(65_536);
    for (let i = 0; i < 1000; i += 1) {
      if (i % 100 === 0) highest = Math.max(highest, process.memoryUsage().heapUsed);
      yield chunk;
    }
    yield '\nlast,row\n';
  }
  for (const start of ['a,', 'a,"', '"', 'a,""""']) {
    const rows = [...readCsv(endless(start), ',')];
    expect(rows.at(-1)).toMatchObject({ cells: ['last', 'row'], problem: null });
  }
  expect(highest - before).toBeLessThan(60_000_000);
});

import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert as assertProperty, integer, property, uniqueArray } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '../../../../electron/send/ledger.ts';
import type { Ledger } from '../../../../electron/send/ledger.ts';
import { formatLine, formatRuns, parseLine } from '../../../../electron/send/ledgerLine.ts';

const ENTRY = {
  batch: '01890000-0000-7000-8000-000000000001',
  requestKey: 7,
  kind: 'bulk',
  runs: '1-500,502',
  count: 501,
  bodyHash: 'ab'.repeat(32),
} as const;

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'postbag-ledger-'));
  file = join(dir, 'ledger');
});
afterEach(() => rmSync(dir, { recursive: true }));

function opened(): Ledger {
  const ledger = openLedger(file);
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.error));
  return ledger.value;
}

function filled(n: number): void {
  const ledger = opened();
  for (let i = 1; i <= n; i++) expect(ledger.append({ ...ENTRY, requestKey: i })).toBe(i);
  ledger.close();
}

describe('the ledger file', () => {
  test('opening makes no file; the first entry does, readable by its owner alone', () => {
    const ledger = opened();
    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
    ledger.append(ENTRY);
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(ledger.entries()).toEqual([{ ...ENTRY, no: 1 }]);
  });

  test('numbers go on after opening again', () => {
    filled(3);
    filled(0);
    const ledger = opened();
    expect(ledger.append({ ...ENTRY, requestKey: 9 })).toBe(4);
    expect(ledger.entries().map((entry) => entry.requestKey)).toEqual([1, 2, 3, 9]);
  });

  test('a last line cut at any byte does not count, and is cut off by the next entry', () => {
    filled(3);
    const whole = readFileSync(file);
    const third = whole.lastIndexOf('\n3 ') + 1;
    for (let length = third; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      const ledger = opened();
      expect(ledger.entries()).toHaveLength(2);
      expect(readFileSync(file)).toHaveLength(length);
      expect(ledger.append({ ...ENTRY, requestKey: 3 })).toBe(3);
      ledger.close();
      expect(readFileSync(file)).toEqual(whole);
    }
  });

  test('a last line of which only some sectors arrived does not count', () => {
    filled(2);
    const whole = readFileSync(file);
    whole.fill(0, whole.length - 80, whole.length - 20);
    writeFileSync(file, whole);
    expect(opened().entries()).toHaveLength(1);
  });

  test('a file cut inside its header is empty', () => {
    filled(1);
    writeFileSync(file, readFileSync(file).subarray(0, 5));
    const ledger = opened();
    expect(ledger.entries()).toEqual([]);
    expect(ledger.append(ENTRY)).toBe(1);
    expect(ledger.entries()).toHaveLength(1);
  });

  test('any damaged byte before the last line freezes', () => {
    filled(3);
    const whole = readFileSync(file);
    const third = whole.lastIndexOf('\n3 ') + 1;
    for (let at = 0; at < third; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x01;
      writeFileSync(file, damaged);
      const result = openLedger(file);
      expect(result, `byte ${at}`).toMatchObject({ ok: false, error: { kind: 'data_frozen' } });
      expect(readFileSync(file)).toEqual(damaged);
    }
  });

  test('a missing line freezes', () => {
    filled(4);
    const lines = readFileSync(file, 'latin1').split('\n');
    writeFileSync(file, lines.toSpliced(2, 1).join('\n'));
    expect(openLedger(file)).toMatchObject({ ok: false, error: { kind: 'data_frozen' } });
  });

  test('a torn line followed by a good one freezes', () => {
    filled(1);
    appendFileSync(file, '2 0189');
    appendFileSync(file, `\n${formatLine({ ...ENTRY, no: 2 })}\n`);
    expect(openLedger(file)).toMatchObject({ ok: false, error: { kind: 'data_frozen' } });
  });

  test('a folder in its place is an unusable data folder', () => {
    expect(openLedger(dir)).toMatchObject({ ok: false, error: { kind: 'data_unusable' } });
  });
});

describe('lines', () => {
  test('read back as written; any changed character is noticed', () => {
    const line = formatLine({ ...ENTRY, no: 12 });
    expect(parseLine(line)).toEqual({ ...ENTRY, no: 12 });
    for (let at = 0; at < line.length; at++) {
      const other = line[at] === '0' ? '1' : '0';
      expect(parseLine(line.slice(0, at) + other + line.slice(at + 1)), `at ${at}`).toBeNull();
    }
  });

  test('runs hold exactly the numbers', () => {
    const numbers = uniqueArray(integer({ min: 1, max: 60 }), { maxLength: 40 });
    assertProperty(
      property(numbers, (given) => {
        const sorted = given.toSorted((a, b) => a - b);
        const read = formatRuns(sorted)
          .split(',')
          .filter((run) => run !== '')
          .flatMap((run) => {
            const [first = 0, last = first] = run.split('-').map(Number);
            return Array.from({ length: last - first + 1 }, (_, i) => first + i);
          });
        expect(read).toEqual(sorted);
      }),
    );
    expect(formatRuns([1, 2, 3, 5, 7, 8])).toBe('1-3,5,7-8');
  });
});

/** A list's whole way: file → batch → refused rows → repaired → batch; and what a crash leaves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { optOutQueries } from '../../electron/db/optOuts.ts';
import { writeRejects } from '../../electron/import/rejects.ts';
import { dataFolder, TEST_NOW_MS, testDb, unwrap } from '../helpers/dataFolder.ts';
import { isUntouched, listFile, runImportOf, storedMessages } from '../helpers/importRun.ts';
import { encodeText } from '../helpers/legacyText.ts';
import { printedSeed } from '../helpers/seed.ts';

/** Numbers that look random and are the same for the same seed (a linear congruential generator). */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What a row of the list is, and what must become of it. */
const KINDS = ['good', 'abroad', 'late', 'again', 'stopped', 'short', 'nameless', 'excel', 'quote'];

const REASONS: Readonly<Record<string, string>> = {
  again: 'duplicate',
  stopped: 'opted_out',
  short: 'too_short',
  nameless: 'missing_field:name',
  excel: 'scientific',
  quote: 'unclosed_quote',
};

/** A list of rows of all kinds, as a French Excel writes it, with blank rows among them. */
function mixedList(rows: number, seed: number) {
  const next = random(seed);
  const lines: string[] = ['Numéro de téléphone;Prénom;Note'];
  const expected = new Map<number, string>();
  for (let i = 0; i < rows; i += 1) {
    if (next(50) === 0) lines.push(';;');
    const kind = i === 0 ? 'good' : (KINDS[next(KINDS.length)] ?? 'good');
    lines.push(lineOf(kind, i));
    expected.set(lines.length, kind);
  }
  return { bytes: encodeText(`${lines.join('\r\n')}\r\n`, 'windows-1252'), expected };
}

function lineOf(kind: string, i: number): string {
  const serial = String(1_000_000 + i);
  switch (kind) {
    case 'abroad':
      return `+2547${serial}0;Zoë ${i};"a;b"`;
    case 'late':
      return `0917 ${serial.slice(0, 3)} ${serial.slice(3)};"Ana ""A""\r\nCruz";é`;
    case 'again':
      return `00639171000000;Again ${i};`;
    case 'stopped':
      return `09189999999;Stopped ${i};`;
    case 'short':
      return `0917${i % 10};Short;`;
    case 'nameless':
      return `0917${serial}; ;`;
    case 'excel':
      return `6,39171E+11;Excel;`;
    case 'quote':
      return `0919${serial};"Quote ${i};`;
    default:
      return `0917${serial};Ana ${i};note`;
  }
}

test('a list of all kinds of rows: every row is accounted for, and the refused ones come back', async () => {
  const db = testDb();
  optOutQueries(db).add([639189999999], 'test', TEST_NOW_MS);
  const { bytes, expected } = mixedList(6_000, printedSeed('import'));
  const message = { template: 'Bonjour {{name}} !' };
  const map = new Map([['name', 'prenom']]);
  const report = unwrap(await runImportOf(db, listFile(bytes), { message, map }));
  const refused = new Map(report.refused.map(({ row, reason }) => [row, reason]));
  const accepted = new Set(storedMessages(db).map(([row]) => row));
  for (const [row, kind] of expected) {
    expect([row, kind, refused.get(row), accepted.has(row)]).toEqual([
      row,
      kind,
      REASONS[kind],
      REASONS[kind] === undefined,
    ]);
  }
  expect(report.rows).toBe(expected.size);
  expect(report.rows).toBe(
    report.recipients + report.rejected + report.duplicates + report.suppressed,
  );
  const { key } = unwrap(batchQueries(db).find(report.batch));
  expect(countQueries(db).of(key).queued).toBe(report.recipients);

  const path = join(dataFolder(), 'refused.csv');
  const written = unwrap(await writeRejects({ db }, key, path, report.delimiter));
  expect(written.rows).toBe(report.refused.length);
  let fresh = 8_000_000;
  const repaired = readFileSync(path, 'utf8')
    .replaceAll(/"""Quote (\d+)"/gu, 'Quote $1')
    .replaceAll(/;"?6,39171E\+11"?;|;0917\d;/gu, () => `;0917${(fresh += 1)};`)
    .replaceAll('; ;', ';Somebody;');
  const again = unwrap(await runImportOf(db, listFile(repaired), { message, map }));
  const kinds = [...expected.values()];
  const count = (kind: string): number => kinds.filter((other) => other === kind).length;
  expect(again).toMatchObject({
    rows: report.refused.length,
    rejected: 0,
    suppressed: count('stopped'),
    recipients:
      count('short') +
      count('nameless') +
      count('excel') +
      count('quote') +
      Math.min(count('again'), 1),
  });
});

test('a process killed in the middle of an import leaves nothing to the next one', async () => {
  const dir = dataFolder();
  const rows = Array.from({ length: 60_000 }, (_, i) => `+63917${1_000_000 + i},N${i}`);
  const file = listFile(`phone,name\n${rows.join('\n')}\n`);
  const script = fileURLToPath(new URL('../helpers/importProcess.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dir, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.split('\n').length > 4) child.kill('SIGKILL');
  });
  await gone;
  expect(told).not.toContain('done');
  expect(Number.parseInt(told, 10)).toBe(500);
  expect(isUntouched(testDb(dir))).toBe(true);
});

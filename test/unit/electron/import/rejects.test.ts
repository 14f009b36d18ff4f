import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import type { ImportRequest } from '../../../../electron/import/importFile.ts';
import { writeRejects } from '../../../../electron/import/rejects.ts';
import { openTable } from '../../../../electron/import/table.ts';
import { dataFolder, testDb, unwrap, unwrapError } from '../../../helpers/dataFolder.ts';
import { listFile, runImportOf, storedMessages } from '../../../helpers/importRun.ts';

/** Imports a list and writes its refused rows. */
async function rejectsOf(content: string, request: Partial<ImportRequest> = {}) {
  const db = testDb();
  const report = unwrap(await runImportOf(db, listFile(content), request));
  const { key } = unwrap(batchQueries(db).find(report.batch));
  const path = join(dataFolder(), 'refused.csv');
  const written = unwrap(await writeRejects({ db }, key, path, report.delimiter));
  return { db, key, path, written, text: readFileSync(path, 'utf8') };
}

/** The rows of a file, as a spreadsheet would take them. */
function rowsOf(path: string): readonly (readonly string[])[] {
  const table = unwrap(openTable(path));
  const rows = [...table.rows()].map(({ cells }) => cells);
  table.close();
  return rows;
}

describe('the file of refused rows', () => {
  test('has the row, the reason, and the columns of the list', async () => {
    const { text, written, path } = await rejectsOf(
      'phone;name\r\n09171234567;Ana\r\n0917;"Ben; ""B""\nJr"\r\n09171234567;Cat\r\n',
    );
    expect(text).toBe(
      '\uFEFFpostbag_row;postbag_reason;phone;name\r\n' +
        '3;too_short;0917;"Ben; ""B""\nJr"\r\n4;duplicate;09171234567;Cat\r\n',
    );
    expect(written).toEqual({ rows: 2, file: path, bytes: Buffer.byteLength(text) });
  });

  test('runs no formula in a spreadsheet, and loses no number', async () => {
    const { path, text } = await rejectsOf(
      'phone,name,=x\n09171234567,Ana,\n+63 917,=1+1,-5\n+639171234567,@b,\'=c\n+63,＝d,"\ne"\n',
    );
    for (const cells of rowsOf(path)) {
      for (const cell of cells) expect(cell).not.toMatch(/^(?!-5$)[=+\-@＝\t\n\r\0]/u);
    }
    expect(text).toContain("3,too_short,'+63 917,'=1+1,-5\r\n");
    expect(text).toContain("4,duplicate,'+639171234567,'@b,''=c\r\n");
    expect(text).toContain(`5,too_short,'+63,'＝d,"'\ne"\r\n`);
  });

  test('is repaired and imported again, to the byte', async () => {
    const { db, path, text } = await rejectsOf(
      'phone,name\n09171234567,Ana\n+63 917,=Ben+\n+254 712,\'-Cat\n1,"Dan\n+63,@Eve,x\n',
    );
    const repaired = text
      .replace("'+63 917,", "'+63 917 123 4568,")
      .replace("'+254 712,", "'+254 712 345 678,")
      .replace('1,"""Dan"', '+63 917 123 4569,Dan')
      .replace("'+63,'@Eve,x", "'+63 917 123 4560,'@Eve");
    unwrap(await runImportOf(db, listFile(repaired)));
    expect(storedMessages(db).slice(1)).toEqual([
      [2, 639171234568, 'Hi =Ben+'],
      [3, 254712345678, "Hi '-Cat"],
      [4, 639171234569, 'Hi Dan'],
      [5, 639171234560, 'Hi @Eve'],
    ]);
    expect(path).toMatch(/refused\.csv$/u);
  });

  test('comes out the same when nothing was repaired, round after round', async () => {
    const first = await rejectsOf(
      'phone,name,=note\n09171234567,Ana,\nnone,=Ben,+1\n1,"Cat\n2,Dan,x,y\n',
    );
    const again = await rejectsOf(`${first.text}9,x,09171234568,Valid,\r\n`, { to: 'phone' });
    const reasons = (text: string): readonly string[] =>
      text.split('\r\n').map((line) => line.replace(/^\d+,/u, ''));
    expect(reasons(again.text)).toEqual(reasons(first.text));
  });

  test('does not send what its quotes have cut to pieces before somebody has looked at it', async () => {
    const { text } = await rejectsOf('phone,name\n09171234568,"Ben\n09171234567,Ana\n');
    expect(text).toContain('2,unclosed_quote,09171234568,"""Ben"\r\n');
    const again = await runImportOf(testDb(), listFile(text));
    expect(unwrapError(again)).toMatchObject({ firstReasons: ['unclosed_quote'] });
    const db = testDb();
    unwrap(await runImportOf(db, listFile(text.replace('"""Ben"', 'Ben'))));
    expect(storedMessages(db)).toEqual([[2, 639171234568, 'Hi Ben']]);
  });

  test('of another list keeps a leading apostrophe', async () => {
    const db = testDb();
    unwrap(await runImportOf(db, listFile("phone,name\n09171234567,'-Ana\n")));
    expect(storedMessages(db)).toEqual([[2, 639171234567, "Hi '-Ana"]]);
  });

  test('is written in pages', async () => {
    const bad = Array.from({ length: 1_234 }, (_, i) => `none,N${i}`).join('\n');
    const { path, written } = await rejectsOf(`phone,name\n09171234567,Ana\n${bad}\n`);
    expect(written.rows).toBe(1_234);
    expect(rowsOf(path)).toHaveLength(1_235);
    expect(rowsOf(path).at(-1)).toEqual(['1236', 'letters', 'none', 'N1233']);
  });

  test('is not left half written', async () => {
    const { db, key } = await rejectsOf('phone,name\n09171234567,Ana\nnone,Ben\n');
    const path = join(dataFolder(), 'missing', 'refused.csv');
    expect(unwrapError(await writeRejects({ db }, key, path)).kind).toBe('file_not_writable');
    expect(existsSync(dirname(path))).toBe(false);
    const folder = dataFolder();
    expect(unwrapError(await writeRejects({ db }, key, folder)).kind).toBe('file_not_writable');
    expect(readdirSync(folder)).toEqual([]);
  });
});

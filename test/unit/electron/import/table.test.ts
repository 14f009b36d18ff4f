import { appendFileSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../../electron/import/table.ts';
import { dataFolder, failureOf, unwrap, unwrapError } from '../../../helpers/dataFolder.ts';
import { listFile } from '../../../helpers/importRun.ts';
import { encodeText } from '../../../helpers/legacyText.ts';

describe('opening a list', () => {
  test('finds its dialect, and reads it as often as asked', () => {
    const table = unwrap(openTable(listFile(encodeText('a;b\nJosé;1\n', 'windows-1252'))));
    expect(table).toMatchObject({ encoding: 'windows-1252', delimiter: ';', bytesTotal: 11 });
    for (let round = 0; round < 2; round += 1) {
      expect([...table.rows()].map(({ cells }) => cells)).toEqual([
        ['a', 'b'],
        ['José', '1'],
      ]);
      expect(table.bytesRead()).toBe(11);
    }
    table.close();
  });

  test('is told its dialect', () => {
    const file = listFile(encodeText('a;b|c\né;1|2\n', 'windows-1252'));
    const table = unwrap(openTable(file, { encoding: 'koi8_r', delimiter: '|' }));
    expect([...table.rows()].map(({ cells }) => cells)).toEqual([
      ['a;b', 'c'],
      ['И;1', '2'],
    ]);
    table.close();
  });

  test('a byte order mark is stronger than what is said; a sep= line weaker', () => {
    const marked = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      encodeText('sep=;\na;b,c', 'utf-16le'),
    ]);
    const table = unwrap(openTable(listFile(marked), { encoding: 'windows-1252', delimiter: ',' }));
    expect(table.encoding).toBe('utf-16le');
    expect([...table.rows()]).toMatchObject([{ row: 1, cells: ['a;b', 'c'] }]);
    table.close();
  });

  test.each([
    ['missing.csv', 'file_not_found'],
    ['list.csv/list.csv', 'file_not_found'],
    ['folder', 'file_unreadable'],
  ])('%s: %s', (name, kind) => {
    const folder = dataFolder();
    mkdirSync(join(folder, 'folder'));
    appendFileSync(join(folder, 'list.csv'), 'a');
    expect(unwrapError(openTable(join(folder, name))).kind).toBe(kind);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a locked file', () => {
    const file = listFile('a,b');
    chmodSync(file, 0);
    expect(unwrapError(openTable(file))).toMatchObject({ kind: 'file_unreadable', code: 'EACCES' });
  });

  test.skipIf(process.platform === 'win32')('that is no file', () => {
    expect(unwrapError(openTable('/dev/null'))).toMatchObject({ code: 'NOT_A_FILE' });
  });

  test('that is written to meanwhile fails: half of it would be of each', () => {
    const file = listFile(`a,b\n${'x,y\n'.repeat(50_000)}`);
    const table = unwrap(openTable(file));
    const rows = table.rows();
    rows.next();
    appendFileSync(file, 'z,z\n');
    expect(failureOf(() => [...rows])).toEqual({
      kind: 'file_unreadable',
      path: file,
      code: 'CHANGED',
    });
    table.close();
  });
});

/** What a command writes never replaces the data folder's own files, nor the list that it reads. */
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOutput } from '../../electron/cli/outputFile.ts';
import { contentOf, createCliWorld } from '../helpers/cli.ts';

const world = createCliWorld();
afterAll(() => world.remove());

const path = (...names: string[]): string => join(world.dir, ...names);
const LIST = 'phone,name\n+254712345678,Amina\nx,Juma\n';

beforeAll(async () => {
  writeFileSync(path('list.csv'), LIST);
  await world.ok('import', path('list.csv'), '--message', 'Hi', '--from', 'Clinic');
  writeFileSync(path('data', 'ledger'), '');
  symlinkSync(world.data, path('way'));
  symlinkSync(path('data', 'postbag.db'), path('linked.csv'));
  linkSync(path('list.csv'), path('second.csv'));
  mkdirSync(path('other'));
});

const EXPORT = ['export', '--format', 'csv', '--out'];
const IMPORT = ['import', 'list.csv', '--message', 'Hi', '--from', 'Clinic', '--rejects'];

describe('through the command line', () => {
  test.each([
    [[...EXPORT, 'data/postbag.db'], 'DATA_FOLDER', /inside the data folder/u],
    [[...EXPORT, 'way/ledger'], 'DATA_FOLDER', /inside the data folder/u],
    [['backup', '--out', 'data/backups.db'], 'DATA_FOLDER', /inside the data folder/u],
    [[...IMPORT, 'data/owner.lock.db'], 'DATA_FOLDER', /inside the data folder/u],
    [[...IMPORT, 'linked.csv'], 'DATA_FOLDER', /inside the data folder/u],
    [[...IMPORT, 'list.csv'], 'SAME_FILE', /the list itself/u],
  ])('%j is refused, and nothing is changed', async (args, code, text) => {
    const before = contentOf(world.data);
    const files = readdirSync(world.data);
    const refused = await world.run('--json', ...args);
    expect(refused.code).toBe(3);
    const { error } = refused.json() as { error: { message: string } };
    expect(error).toMatchObject({ kind: 'file_not_writable', code });
    expect(error.message).toMatch(text);
    expect(contentOf(world.data)).toBe(before);
    expect(readdirSync(world.data)).toEqual(files);
    expect(readFileSync(path('list.csv'), 'utf8')).toBe(LIST);
  });
});

describe('which files are refused', () => {
  const code = (file: string, input?: string, dataDir = world.data): string | undefined => {
    const result = checkOutput({ dataDir }, file, input);
    if (result.ok) return undefined;
    return result.error.kind === 'file_not_writable' ? result.error.code : result.error.kind;
  };

  test('the data folder itself, anything in it, and what leads into it', () => {
    mkdirSync(path('data', 'backups'), { recursive: true });
    for (const name of ['data', 'data/new.csv', 'data/backups/b.db', 'other/../data/x', 'way/x']) {
      expect([name, code(path(name))]).toEqual([name, 'DATA_FOLDER']);
    }
    expect(code(path('data', 'x'), undefined, path('way'))).toBe('DATA_FOLDER');
    expect(code(path('to-be'), undefined, path('to-be'))).toBe('DATA_FOLDER');
  });

  test('not a neighbour, nor a folder that does not exist', () => {
    expect(code(path('data.csv'))).toBeUndefined();
    expect(code(path('other', 'postbag.db'))).toBeUndefined();
    expect(code(path('no', 'such', 'file'))).toBeUndefined();
  });

  test('the list under any of its names, and no other list', () => {
    expect(code(path('second.csv'), path('list.csv'))).toBe('SAME_FILE');
    expect(code(path('other', '..', 'list.csv'), path('list.csv'))).toBe('SAME_FILE');
    expect(code(path('refused.csv'), path('list.csv'))).toBeUndefined();
    expect(code(path('refused.csv'), path('missing.csv'))).toBeUndefined();
  });
});

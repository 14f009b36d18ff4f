import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { AppFailure } from '../../../../shared/errors.ts';
import { attempt, dataErrorOf } from '../../../../electron/db/failures.ts';
import { locationProblem } from '../../../../electron/db/location.ts';

const sqlite = (code: string) => new Database.SqliteError('message', code);
/** What is thrown, whatever it is. */
function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });

describe('what an error says about the data folder', () => {
  test.each([
    ['SQLITE_BUSY', 'data_busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'data_busy'],
    ['SQLITE_FULL', 'data_full'],
    ['SQLITE_IOERR_SHMSIZE', 'data_full'],
    ['SQLITE_CORRUPT', 'data_corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'data_corrupt'],
    ['SQLITE_NOTADB', 'data_corrupt'],
    ['SQLITE_READONLY_DBMOVED', 'data_unusable'],
    ['SQLITE_CANTOPEN', 'data_unusable'],
    ['SQLITE_IOERR_FSYNC', 'data_unusable'],
  ])('%s: %s', (code, kind) => {
    expect(dataErrorOf(sqlite(code), '/data')).toMatchObject({ kind, path: '/data' });
  });

  test.each([
    ['ENOSPC', 'data_full'],
    ['EDQUOT', 'data_full'],
    ['EACCES', 'data_unusable'],
    ['EROFS', 'data_unusable'],
    ['ENOTDIR', 'data_unusable'],
  ])('%s: %s', (code, kind) => {
    expect(dataErrorOf(system(code), '/data')).toMatchObject({ kind });
  });

  test.each([
    ['a constraint', sqlite('SQLITE_CONSTRAINT_UNIQUE')],
    ['a wrong statement', sqlite('SQLITE_ERROR')],
    ['any other error', new TypeError('x')],
    ['a code that is not the system’s', Object.assign(new Error('x'), { code: 'ERR_ASSERTION' })],
    ['something thrown that is no error', 'x'],
  ])('%s is a bug', (_, error) => {
    expect(dataErrorOf(error, '/data')).toBeNull();
    const run = (): never => {
      throw error;
    };
    expect(caught(() => attempt('/data', run))).toBe(error);
  });

  test('a real error of the system is read', () => {
    const result = attempt('/data', () => readFileSync('/no/such/file'));
    expect(result).toEqual({
      ok: false,
      error: { kind: 'data_unusable', path: '/data', code: 'ENOENT' },
    });
  });

  test('an expected failure goes through as it is', () => {
    const error = { kind: 'account_missing' } as const;
    const run = (): never => {
      throw new AppFailure(error);
    };
    expect(attempt('/data', run)).toEqual({ ok: false, error });
  });
});

describe('the place of a data folder', () => {
  const EXT4 = 0xef53;

  test.each([
    '/home/ana/.local/share/postbag',
    '/home/ana/onedriver/postbag',
    '/home/ana/my drives/postbag',
    'C:\\Users\\Ana\\AppData\\Local\\Postbag',
    '\\\\?\\C:\\Users\\Ana\\Postbag',
    '\\\\.\\C:\\Users\\Ana\\Postbag',
  ])('%s can be used', (path) => {
    expect(locationProblem(path, EXT4)).toBeNull();
    expect(locationProblem(path, null)).toBeNull();
  });

  test.each([
    'C:\\Users\\Ana\\OneDrive\\Postbag',
    'C:\\Users\\Ana\\OneDrive - Red Cross\\Documents\\Postbag',
    'C:\\Users\\Ana\\iCloudDrive\\Postbag',
    '/Users/ana/Library/CloudStorage/GoogleDrive-ana/Postbag',
    '/Users/ana/Library/Mobile Documents/Postbag',
    '/home/ana/Dropbox (Personal)/postbag',
    '/home/ana/Nextcloud/postbag',
    'G:\\My Drive\\Postbag',
  ])('%s is synchronised', (path) => {
    expect(locationProblem(path, EXT4)).toBe('CLOUD_FOLDER');
  });

  test.each(['\\\\server\\share\\Postbag', '\\\\?\\UNC\\server\\share\\Postbag'])(
    '%s is on another machine',
    (path) => {
      expect(locationProblem(path, null)).toBe('NETWORK_FOLDER');
    },
  );

  test.each([0x6969, 0xff534d42, 0xfe534d42])('file system %i is on another machine', (type) => {
    expect(locationProblem('/mnt/office', type)).toBe('NETWORK_FOLDER');
  });
});

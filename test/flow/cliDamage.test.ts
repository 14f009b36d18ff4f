/** A data folder that is damaged, frozen, or no folder: said so by every command, with exit 6. */
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCliWorld } from '../helpers/cli.ts';

const world = createCliWorld();
afterAll(() => world.remove());

const path = (...names: string[]): string => join(world.dir, ...names);

beforeAll(async () => {
  const rows = Array.from({ length: 500 }, (_, n) => `+2547123${String(n + 10_000)},Name ${n}\n`);
  writeFileSync(path('list.csv'), `phone,name\n${rows.join('')}`);
  const how = ['--message', 'Dear {{name}}', '--name', 'Good', '--from', 'Clinic'];
  await world.ok('import', 'list.csv', ...how);
});

/** A copy of the data folder whose pages of one table are noise. */
function damagedCopy(name: string, table: string): string {
  const data = path(name);
  cpSync(world.data, data, { recursive: true });
  const file = join(data, 'postbag.db');
  const sql = new Database(file);
  sql.pragma('wal_checkpoint(TRUNCATE)');
  const pageSize = Number(sql.pragma('page_size', { simple: true }));
  const root = sql
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(table);
  sql.close();
  if (root === undefined) throw new Error(`no table ${table}`);
  const bytes = readFileSync(file);
  bytes.fill(0xee, (root - 1) * pageSize, root * pageSize);
  writeFileSync(file, bytes);
  return data;
}

describe('a damaged page', () => {
  test.each([
    ['batch', ['status']],
    ['batch', ['pause', 'Good']],
    ['message', ['preview', 'Good']],
    ['message', ['export', '--format', 'csv', '--out', 'out.csv']],
  ])('in %s: %j says so', async (table, args) => {
    const data = damagedCopy(`damaged-${table}-${args[0]}`, table);
    const { code, stdout } = await world.run('--data', data, '--json', ...args);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'data_corrupt' } });
    expect(code).toBe(6);
  });

  test('is a problem that check reports', async () => {
    const data = damagedCopy('damaged-check', 'message');
    const checked = await world.run('--data', data, '--json', 'check');
    expect(checked.json()).toMatchObject({ ok: false, problems: [{ kind: 'integrity' }] });
    expect(checked.code).toBe(6);
  });
});

test('check finds a folder frozen that owner and ledger disagree about', async () => {
  const data = path('frozen');
  cpSync(world.data, data, { recursive: true });
  expect((await world.run('--data', data, 'check')).stdout).toContain('sound');
  writeFileSync(join(data, 'ledger'), 'no ledger\nat all\n');
  const checked = await world.run('--data', data, '--json', 'check');
  expect(checked.json()).toMatchObject({ ok: false, problems: [{ kind: 'frozen' }] });
  expect(checked.code).toBe(6);
  expect((await world.run('--data', data, 'check')).stdout).toMatch(/frozen.*do not send/su);
});

test.each([['status'], ['prices'], ['check']])('%s over a file, or below one', async (command) => {
  copyFileSync(path('list.csv'), path('file'));
  for (const data of ['file', 'file/below']) {
    const { code, stdout } = await world.run('--data', path(data), '--json', command);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'data_unusable', code: 'ENOTDIR' } });
    expect(code).toBe(6);
  }
});

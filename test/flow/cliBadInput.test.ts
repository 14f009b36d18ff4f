/** Bad input: each has its exit code and a message that says what to do, and changes nothing. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLI } from '../../build/scripts/freshCli.js';
import { startPracticeGateway } from '../../electron/practice/gateway.ts';
import { contentOf, createCliWorld, type CliWorld } from '../helpers/cli.ts';
import { unwrap } from '../helpers/dataFolder.ts';

const world = createCliWorld();
afterAll(() => world.remove());

const path = (name: string): string => join(world.dir, name);
const LIST = 'phone,name\n+254712345678,Amina\n+254712345679,Juma\n';

beforeAll(async () => {
  writeFileSync(path('list.csv'), LIST);
  writeFileSync(path('empty.csv'), '');
  writeFileSync(path('blank.csv'), '\uFEFF\r\n  \r\n');
  writeFileSync(path('headerless.csv'), LIST.slice(LIST.indexOf('\n') + 1));
  writeFileSync(path('only-header.csv'), 'phone,name\n');
  writeFileSync(path('binary.csv'), Buffer.from(Array.from({ length: 4096 }, (_, n) => n % 256)));
  writeFileSync(path('list.xlsx'), Buffer.from('PK\u0003\u0004....xl/workbook.xml', 'latin1'));
  writeFileSync(path('nobody.csv'), 'phone,name\nx,A\n12,B\n');
  writeFileSync(path('two.csv'), 'phone,phone,name\n+254712345678,+254712345679,A\n');
  mkdirSync(path('folder.csv'));
  await world.ok('account', 'set', '--org', '1234', '--sender', 'Clinic');
  await world.ok('prices', 'set', 'KE=0.02');
  await world.ok('import', path('list.csv'), '--message', 'Dear {{name}}', '--name', 'Good');
});

/** Runs it as text and as JSON; both must say the same, and nothing may have changed. */
async function expectRefused(
  args: readonly string[],
  code: number,
  kind: string,
  hint: string | RegExp,
): Promise<void> {
  const before = contentOf(world.data);
  const plain = await world.run(...args);
  expect(`${plain.code}: ${plain.stderr}`).toMatch(new RegExp(`^${code}: `, 'u'));
  expect(plain.stdout).toBe('');
  expect(plain.stderr).toMatch(hint);
  const answered = await world.run(...args, '--json');
  expect(answered.code).toBe(code);
  expect(answered.json()).toMatchObject({ error: { kind } });
  expect(contentOf(world.data)).toBe(before);
}

describe('import', () => {
  const MESSAGE = ['--message', 'Dear {{name}}'];

  test.each<[file: string, args: readonly string[], kind: string, hint: RegExp]>([
    ['missing.csv', MESSAGE, 'file_not_found', /Check the name/u],
    ['empty.csv', MESSAGE, 'file_empty', /empty/u],
    ['blank.csv', MESSAGE, 'file_empty', /empty/u],
    ['headerless.csv', MESSAGE, 'no_header', /first row must name the columns/u],
    ['only-header.csv', MESSAGE, 'no_valid_rows', /no rows/u],
    ['binary.csv', MESSAGE, 'file_not_text', /Save the list as CSV/u],
    ['list.xlsx', MESSAGE, 'file_not_text', /CSV/u],
    ['list.csv', [...MESSAGE, '--sheet', 'A'], 'sheets_unsupported', /Save it as CSV/u],
    ['folder.csv', MESSAGE, 'file_unreadable', /folder/u],
    ['nobody.csv', MESSAGE, 'no_valid_rows', /letters in the number/u],
    ['two.csv', [...MESSAGE, '--to', 'phone'], 'ambiguous_column', /columns 1, 2/u],
    ['list.csv', [...MESSAGE, '--to', 'fone'], 'unknown_column', /"phone", "name"/u],
    ['list.csv', ['--message-column', 'text'], 'unknown_column', /"text"/u],
    ['list.csv', [...MESSAGE, '--from-column', 'x'], 'unknown_column', /"x"/u],
    ['list.csv', ['--message', 'Hi {{nme}}'], 'unknown_template_field', /--map/u],
    ['list.csv', [...MESSAGE, '--map', 'nme=name'], 'bad_value', /nme/u],
    ['list.csv', ['--message', 'Hi {{name'], 'bad_template', /no "\}\}"/u],
    ['list.csv', ['--message', ''], 'bad_template', /no text/u],
    ['list.csv', [...MESSAGE, '--country', 'ZZ'], 'unknown_country', /two letters/u],
    ['list.csv', [...MESSAGE, '--encoding', 'utf-99'], 'unknown_encoding', /windows-1252/u],
    ['list.csv', [...MESSAGE, '--delimiter', 'x'], 'bad_delimiter', /semicolon/u],
    ['list.csv', [...MESSAGE, '--from', 'Much too long a name'], 'bad_sender', /11 characters/u],
    [
      'list.csv',
      [...MESSAGE, '--rejects', 'no/such/r.csv'],
      'file_not_writable',
      /existing folder/u,
    ],
  ])('%s %j', async (file, args, kind, hint) => {
    await expectRefused(['import', path(file), ...args], 3, kind, hint);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('unreadable', async () => {
    writeFileSync(path('secret.csv'), LIST);
    chmodSync(path('secret.csv'), 0);
    const args = ['import', path('secret.csv'), ...MESSAGE];
    await expectRefused(args, 3, 'file_unreadable', /EACCES/u);
  });

  test('without a sender anywhere', async () => {
    const bare = join(world.dir, 'bare');
    const args = ['--data', bare, 'import', path('list.csv'), ...MESSAGE];
    const { code, stderr } = await world.run(...args);
    expect(code).toBe(3);
    expect(stderr).toContain('--from ID');
  });
});

describe('batches, prices, numbers, files', () => {
  test.each<[args: readonly string[], kind: string, hint: RegExp]>([
    ...['preview', 'status', 'receipts', 'resolve', 'pause', 'cancel'].map(
      (command): [string[], string, RegExp] => [
        [command, 'nosuch'],
        'batch_not_found',
        /postbag status/u,
      ],
    ),
    [['send', 'nosuch', '--yes'], 'batch_not_found', /"nosuch"/u],
    [
      ['export', '--batch', 'nosuch', '--format', 'csv', '--out', 'o'],
      'batch_not_found',
      /nosuch/u,
    ],
    [['prices', 'set', 'KE=free'], 'bad_price', /US dollars/u],
    [['prices', 'set', 'KE'], 'bad_price', /KE=0\.02/u],
    [['prices', 'set', 'KE=-1'], 'bad_price', /US dollars/u],
    [['prices', 'set', 'UG=0.03', 'XX=0.02'], 'unknown_country', /two letters/u],
    [['prices', 'import', 'none.csv'], 'file_not_found', /none\.csv/u],
    [['prices', 'import', 'list.csv'], 'unknown_column', /"country"/u],
    [['opt-out', 'add', '+254712345670', '12'], 'bad_phone', /dialling code/u],
    [['opt-out', 'import', 'empty.csv'], 'file_empty', /empty/u],
    [['account', 'set', '--org', '5', '--base-url', 'ftp://x'], 'bad_base_url', /https/u],
    [['account', 'set', '--org', '5', '--base-url', 'https://u:p@x'], 'bad_base_url', /password/u],
    [['account', 'set', '--org', '5', '--country', 'Kenya'], 'unknown_country', /two letters/u],
    [['account', 'set', '--org', '5', '--sender', '+'], 'bad_sender', /3 to 15 digits/u],
    [['export', '--format', 'csv', '--out', 'no/such/o.csv'], 'file_not_writable', /ENOENT/u],
    [['backup', '--out', 'list.csv'], 'file_not_writable', /exists already/u],
  ])('%j → 3', async (args, kind, hint) => {
    await expectRefused(args, 3, kind, hint);
    expect(readFileSync(path('list.csv'), 'utf8')).toBe(LIST);
  });
});

describe('the data folder', () => {
  const damaged = (name: string, damage: (database: string) => void): string => {
    const data = path(name);
    mkdirSync(data);
    copyFileSync(join(world.data, 'postbag.db'), join(data, 'postbag.db'));
    damage(join(data, 'postbag.db'));
    return data;
  };
  const hash = (data: string): string =>
    createHash('sha256')
      .update(readFileSync(join(data, 'postbag.db')))
      .digest('hex');
  const newer = (file: string): void => {
    const sql = new Database(file);
    sql.pragma('user_version = 99');
    sql.close();
  };

  /** Beside a ledger: what was sent is on record, and the database has forgotten it. */
  const zero = (file: string): void => {
    writeFileSync(file, '');
    writeFileSync(join(file, '..', 'ledger'), 'postbag-ledger 1\n');
  };

  test.each<[name: string, damage: (file: string) => void, kind: string, hint: RegExp]>([
    ['newer', newer, 'data_newer', /newer Postbag/u],
    ['noise', (file) => writeFileSync(file, Buffer.alloc(8192, 'x')), 'data_corrupt', /backups/u],
    [
      'cut',
      (file) => writeFileSync(file, readFileSync(file).subarray(0, 5000)),
      'data_corrupt',
      /damaged/u,
    ],
    ['zero', zero, 'data_corrupt', /damaged/u],
  ])('%s: refused to read and to write, and left as it is', async (name, damage, kind, hint) => {
    const data = damaged(name, damage);
    const before = hash(data);
    for (const args of [
      ['status'],
      ['prices', 'set', 'KE=0.5'],
      ['send', 'Good', '--yes'],
      ['import', path('list.csv'), '--message', 'x'],
    ]) {
      const { code, stdout, stderr } = await world.run('--data', data, ...args);
      expect(`${code} ${stdout}`).toBe('6 ');
      expect(stderr).toMatch(hint);
    }
    const answered = await world.run('--data', data, '--json', 'check');
    expect(answered.code).toBe(6);
    expect(answered.json()).toMatchObject({ error: { kind } });
    expect(hash(data)).toBe(before);
  });

  test('a file in its place', async () => {
    const { code, stderr } = await world.run('--data', path('list.csv'), 'prices', 'set', 'KE=1');
    expect(code).toBe(6);
    expect(stderr).toContain('--data');
  });

  test.skipIf(process.platform === 'win32')('no room to write', async () => {
    const before = contentOf(world.data);
    const rows = Array.from({ length: 20_000 }, (_, n) => `+25471${String(n + 1_000_000)},N\n`);
    writeFileSync(path('large.csv'), `phone,name\n${rows.join('')}`);
    // A limit on the size of files stands in for a full disk, which cannot be made without a
    // superuser: the write fails in the middle of the import.
    const args = ['--data', world.data, 'import', path('large.csv'), '--message', 'Dear {{name}}'];
    const limited = spawnSync(
      'sh',
      ['-c', 'ulimit -f 1000; exec "$@"', 'sh', process.execPath, CLI, ...args],
      {
        encoding: 'utf8',
      },
    );
    expect(limited.status).toBe(6);
    expect(limited.stderr).toContain(world.data);
    // What the import left is taken away by the next start at the latest.
    await world.ok('prices', 'set', 'KE=0.02');
    expect(withoutTimes(contentOf(world.data))).toBe(withoutTimes(before));
    expect(await world.ok('check')).toMatchObject({ ok: true });
  });
});

/** Setting the same price again changes its time; deleting a batch does not give its key back. */
function withoutTimes(content: string): string {
  return content.replaceAll(/"updated_at_ms":\d+/gu, '').replaceAll(/"seq":\d+/gu, '');
}

test('an old copy of a folder that has sent since is frozen, not sent from', async () => {
  const gateway = unwrap(await startPracticeGateway({ speed: 1000 }));
  const other: CliWorld = createCliWorld();
  try {
    other.env['POSTBAG_API_KEY'] = gateway.apiKey;
    const account = ['--org', '1234', '--base-url', gateway.url, '--sender', 'Clinic'];
    await other.ok('account', 'set', ...account);
    await other.ok('import', path('list.csv'), '--message', 'Hi', '--name', 'Old');
    const copy = join(other.dir, 'copy.db');
    await other.ok('backup', '--out', copy);
    await other.ok('send', 'Old', '--yes');
    for (const file of readdirSync(other.data)) {
      if (file.startsWith('postbag.db')) rmSync(join(other.data, file));
    }
    copyFileSync(copy, join(other.data, 'postbag.db'));
    const sent = await other.run('--json', 'send', 'Old', '--yes');
    expect(sent.code).toBe(6);
    expect(sent.json()).toMatchObject({ error: { kind: 'data_frozen' } });
    expect(gateway.books().accepted).toBe(2);
    const prices = await other.run('prices', 'set', 'KE=0.02');
    expect(prices.code).toBe(0);
    expect(prices.stderr).toContain('frozen');
    const checked = await other.run('--json', 'check');
    expect(checked.code).toBe(6);
    expect(checked.json()).toMatchObject({ ok: false, problems: [{ kind: 'frozen' }] });
  } finally {
    other.remove();
    await gateway.close();
  }
});

/** Everything that needs no line: account, prices, opt-outs, import, preview, status, care. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchQueries } from '../../electron/db/batches.ts';
import { createCliWorld } from '../helpers/cli.ts';
import { testDb, unwrap } from '../helpers/dataFolder.ts';

const world = createCliWorld();
afterAll(() => world.remove());

const file = (name: string, text: string | Uint8Array): string => {
  const path = join(world.dir, name);
  writeFileSync(path, text);
  return path;
};

const LIST = [
  'phone;name;note',
  '0712 345 678;Amina;x',
  '+255712345678;Juma;y',
  '0712345678;Amina again;',
  '0712345679;;no name',
  '12345;Short;',
  '6.39171E+11;Excel;',
  '0712345670;Опт;stop',
  '',
].join('\r\n');

interface Imported {
  readonly batch: string;
}

beforeAll(async () => {
  await world.ok('account', 'set', '--org', '1234', '--sender', 'Clinic', '--country', 'ke');
});

describe('account set', () => {
  test('answers the account, and keeps what is left out', async () => {
    const account = await world.ok('account', 'set', '--org', '1234');
    expect(account).toEqual({
      org: 1234,
      baseUrl: 'https://api.engagespark.com',
      sender: 'Clinic',
      country: 'KE',
    });
  });

  test('refuses plain http to anywhere but this computer', async () => {
    const refused = await world.run('account', 'set', '--org', '9', '--base-url', 'http://x.org');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('https');
    const local = ['--base-url', 'http://127.0.0.1:9/'];
    expect(await world.ok('account', 'set', '--org', '9', ...local)).toMatchObject({
      baseUrl: 'http://127.0.0.1:9',
    });
    await world.ok('account', 'set', '--org', '1234');
  });

  test('says in words what is set', async () => {
    const { code, stdout } = await world.run('account', 'set', '--org', '1234');
    expect(code).toBe(0);
    expect(stdout).toMatch(/organisation +1234/u);
    expect(stdout).toContain('Next: postbag prices set');
  });
});

describe('prices', () => {
  test('are set all or none', async () => {
    const refused = await world.run('prices', 'set', 'KE=0.02', 'TZ=0,03');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('"TZ=0,03"');
    expect(await world.ok('prices')).toEqual({ prices: [] });
    const set = await world.ok('prices', 'set', 'KE=0.02', 'tz=0.0345');
    expect(set).toMatchObject({
      prices: [
        { country: 'KE', microPerPart: 20_000, source: 'by hand' },
        { country: 'TZ', microPerPart: 34_500 },
      ],
    });
  });

  test('come from a file, whose other columns do not matter', async () => {
    const csv = file(
      'prices.csv',
      '\uFEFFName;Country;Price (USD)\nUganda;ug;0.025\nKenya;KE;0.021\n',
    );
    expect(await world.ok('prices', 'import', csv)).toMatchObject({
      prices: [
        { country: 'KE', microPerPart: 21_000, source: 'prices.csv' },
        {},
        { country: 'UG' },
      ],
    });
    const bad = file('bad-prices.csv', 'country,price\nKE,0.5\nXX,1\n');
    const refused = await world.run('prices', 'import', bad);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('"XX"');
    const { stdout } = await world.run('prices');
    expect(stdout).toMatch(/KE +\$0\.021 /u);
    await world.ok('prices', 'set', 'KE=0.02');
  });
});

describe('opt-out', () => {
  test('adds numbers of the account’s country, once each', async () => {
    expect(await world.ok('opt-out', 'add', '0712345670', '+254712345670')).toMatchObject({
      count: 1,
      added: 1,
    });
    const refused = await world.run('opt-out', 'add', '0712345671', 'nobody');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('"nobody"');
    expect(await world.ok('opt-out')).toEqual({ count: 1, added: 0 });
  });

  test('imports a column, with or without a header', async () => {
    const bare = file('stop.txt', '0712345672\n0712345673\n0712345672\n');
    expect(await world.ok('opt-out', 'import', bare)).toMatchObject({ count: 3, added: 2 });
    const list = file('stop.csv', 'who,phone\nA,0712345674\nB,n/a\n');
    expect(await world.ok('opt-out', 'import', list)).toMatchObject({
      count: 4,
      added: 1,
      rejects: [{ row: 3, value: 'n/a', reason: 'letters' }],
    });
    const nothing = await world.run('opt-out', 'import', file('none.csv', 'phone\nx\n'));
    expect(nothing.code).toBe(3);
  });
});

describe('import and preview', () => {
  test('a list becomes a batch; every row is accounted for', async () => {
    const rejects = join(world.dir, 'refused.csv');
    const message = 'Dear {{name}}, the clinic opens at 8.';
    const args = ['--message', message, '--name', 'March', '--rejects', rejects];
    const imported = await world.ok('import', file('list.csv', LIST), ...args);
    expect(imported).toMatchObject({
      name: 'March',
      rows: 7,
      recipients: 2,
      rejected: 3,
      duplicates: 1,
      suppressed: 1,
      rejects: [
        { row: 4, value: '0712345678', reason: 'duplicate' },
        { row: 5, value: '0712345679', reason: 'missing_field:name' },
        { row: 6, value: '12345', reason: 'too_short' },
        { row: 7, value: '6.39171E+11', reason: 'scientific' },
        { row: 8, value: '0712345670', reason: 'opted_out' },
      ],
      parts: 2,
      estimateMicro: 54_500,
      unpriced: 0,
    });
    expect(readFileSync(rejects, 'utf8')).toContain('6.39171E+11');
  });

  test('the preview shows cost and merged messages', async () => {
    const preview = await world.ok('preview', 'March', '--limit', '1', '--offset', '1');
    expect(preview).toMatchObject({
      recipients: 2,
      parts: 2,
      unicode: 0,
      estimateMicro: 54_500,
      unpriced: 0,
      byCountry: [
        { country: 'TZ', recipients: 1, parts: 1, estimateMicro: 34_500 },
        { country: 'KE', recipients: 1, parts: 1, estimateMicro: 20_000 },
      ],
      messages: [
        {
          row: 3,
          to: '255712345678',
          from: 'Clinic',
          text: 'Dear Juma, the clinic opens at 8.',
          parts: 1,
          encoding: 'gsm7',
          estimateMicro: 34_500,
        },
      ],
    });
    const { code, stdout } = await world.run('preview', 'March');
    expect(code).toBe(0);
    expect(stdout).toContain('Dear Amina, the clinic opens at 8.');
    expect(stdout).toMatch(/total +2 +2 +\$0\.0545/u);
    expect(stdout).toContain('Next: postbag send');
  });

  test('in words: what was refused and what comes next', async () => {
    const list = file('other.csv', 'phone,text\n0712345678,سلام\n1,x\n');
    const { code, stdout, stderr } = await world.run('import', list, '--message-column', 'text');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/recipients +1/u);
    expect(stdout).toContain('too few digits');
    expect(stdout).toContain('only 70 characters');
    expect(stdout).toMatch(/Next: postbag preview [0-9a-f-]{36}/u);
  });

  test('a country without a price is shown, never guessed', async () => {
    const list = file('fr.csv', 'to,m\n+33612345678,a\n+254712345678,b\n');
    const imported = await world.ok<Imported>('import', list, '--message', '{{m}}');
    expect(imported).toMatchObject({ estimateMicro: 20_000, unpriced: 1 });
    const { stdout } = await world.run('preview', imported.batch);
    expect(stdout).toContain('no price');
  });
});

describe('status', () => {
  test('has every state, zeros included', async () => {
    const { batches } = await world.ok<{ batches: { name: string; counts: object }[] }>('status');
    expect(batches.length).toBeGreaterThan(2);
    const [march] = (await world.ok<{ batches: object[] }>('status', 'March')).batches;
    expect(march).toMatchObject({
      name: 'March',
      state: 'ready',
      counts: {
        queued: 2,
        sending: 0,
        accepted: 0,
        with_operator: 0,
        delivered: 0,
        failed: 0,
        no_receipt: 0,
        rejected: 0,
        in_doubt: 0,
        cancelled: 0,
      },
      estimateMicro: 54_500,
      acceptedMicro: 0,
      chargedMicro: 0,
    });
    const { stdout } = await world.run('status', 'March');
    expect(stdout).toMatch(/not sent yet +2/u);
  });

  test('lists no batch that an import has not finished', async () => {
    const db = testDb(world.data);
    const march = unwrap(batchQueries(db).find('March'));
    batchQueries(db).create({ ...march, id: 'half-done', name: 'half' });
    db.close();
    expect((await world.run('status')).stdout).not.toContain('half');
    expect(await world.ok('status', 'half')).toMatchObject({ batches: [{ state: 'importing' }] });
  });
});

describe('care', () => {
  test('a backup is a whole database, and never replaces a file', async () => {
    const out = join(world.dir, 'backup.db');
    const backup = await world.ok('backup', '--out', out);
    expect(backup).toMatchObject({ file: out, messages: 5 });
    const again = await world.run('backup', '--out', out);
    expect(again.code).toBe(3);
    expect(again.stderr).toContain('exists already');
  });

  test('check finds the database sound', async () => {
    expect(await world.ok('check')).toEqual({ ok: true, problems: [] });
    expect((await world.run('check')).stdout).toBe('The database is sound.\n');
  });
});

test('reading commands answer where there is no data yet, and make none', async () => {
  const nowhere = join(world.dir, 'nowhere');
  const run = (...args: string[]) => world.run('--data', nowhere, '--json', ...args);
  expect((await run('status')).json()).toEqual({ batches: [] });
  expect((await run('prices')).json()).toEqual({ prices: [] });
  expect((await run('opt-out')).json()).toEqual({ count: 0, added: 0 });
  expect((await run('preview', 'abcd')).code).toBe(3);
  expect((await run('send', 'abcd', '--yes')).code).toBe(3);
  expect((await run('cancel', 'abcd')).code).toBe(3);
  expect(existsSync(nowhere)).toBe(false);
});

/** The command line as a grammar: help, mistakes, where options may stand. */
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createCliWorld } from '../helpers/cli.ts';

const world = createCliWorld();
afterAll(() => world.remove());

const COMMANDS = [
  'account set',
  'import',
  'preview',
  'prices',
  'prices set',
  'prices import',
  'send',
  'status',
  'resolve',
  'pause',
  'cancel',
  'receipts',
  'opt-out',
  'opt-out add',
  'opt-out import',
  'export',
  'backup',
  'check',
  'gateway',
  'demo',
];

describe('help', () => {
  test.each(COMMANDS)('%s has its own, with an example', async (command) => {
    const { code, stdout, stderr } = await world.run(...command.split(' '), '--help');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: postbag ${command}`);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n  postbag ${command}`, 'u'));
  });

  test('the program lists its commands, and not those of later versions', async () => {
    const { code, stdout } = await world.run('--help');
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(`  ${command.split(' ')[0]} `);
    expect(stdout).not.toMatch(/^ +(restore|purge)/mu);
    expect(stdout).toContain('Exit codes:');
  });

  test('as one JSON document with --json', async () => {
    const help = await world.ok<{ help: string }>('send', '--help');
    expect(help.help).toContain('Usage: postbag send');
    expect(await world.ok('--version')).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/u),
    });
  });
});

describe('a command line that is not understood', () => {
  test.each([
    [[], 'needs a command'],
    [['sned'], 'Did you mean send'],
    [['status', '--jsom'], 'Did you mean --json'],
    [['prices', 'st', 'KE=1'], 'postbag prices --help'],
    [['import'], "argument 'file'"],
    [['account'], 'postbag account --help'],
    [['account', 'set'], '--org'],
    [['account', 'set', '--org', 'x'], 'whole number'],
    [['preview', 'b', '--limit', '10001'], '0 to 10000'],
    [['send', 'b'], '--yes'],
    [['send', 'b', '--yes', '--lanes', '5'], '1 to 4'],
    [['send', 'b', '--yes', '--not-after', 'soon'], '2026-10-31'],
    [['send', 'b', '--yes', '--window', '8'], '08-18'],
    [['send', 'b', '--yes', '--budget', '1,50'], 'US dollars'],
    [['import', 'f', '--message', 'x', '--map', 'x'], 'FIELD=COLUMN'],
    [['import', 'f'], '--message-column'],
    [['import', 'f', '--message', 'x', '--message-column', 'y'], 'either'],
    [['resolve', 'b', '--by-list', '--as-sent'], 'cannot be used with'],
    [['resolve', 'b', '--rows', '0'], '2,5-9'],
    [['export', '--format', 'pdf', '--out', 'x'], 'csv, xlsx, ndjson'],
    [['export', '--format', 'csv', '--out', 'x', '--state', 'lost'], 'in_doubt'],
    [['restore', 'x'], 'not in this version'],
    [['purge', '--older-than', '30'], 'not in this version'],
  ])('%j → 2', async (args, hint) => {
    const plain = await world.run(...args);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain(hint);
    const answered = await world.run('--json', ...args);
    expect(answered.code).toBe(2);
    expect(answered.json()).toMatchObject({ error: { message: expect.stringContaining(hint) } });
    expect(answered.stderr).toBe('');
    expect(existsSync(world.data)).toBe(false);
  });
});

test('--data and --json may stand before or after the command', async () => {
  const elsewhere = `${world.dir}/elsewhere`;
  const { code, json } = await world.run('prices', 'set', 'KE=0.02', '--json', '--data', elsewhere);
  expect(code).toBe(0);
  expect(json()).toMatchObject({ prices: [{ country: 'KE', microPerPart: 20_000 }] });
  expect(existsSync(world.data)).toBe(false);
});

test('does not start where certificates are not checked', async () => {
  world.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  const { code, stderr } = await world.run('status');
  delete world.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  expect(code).toBe(2);
  expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
});

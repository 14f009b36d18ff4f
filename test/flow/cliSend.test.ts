/** The whole job through the built command line, against the practice gateway. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeGateway, type PracticeGateway } from '../../electron/practice/gateway.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { createCliWorld, type CliWorld } from '../helpers/cli.ts';

const KEY = 'practice-key-canary-8f1c';
const worlds: CliWorld[] = [];
let gateway: PracticeGateway;

beforeAll(async () => {
  gateway = unwrap(
    await startPracticeGateway({ speed: 20_000, apiKey: KEY, failedPercent: 0, silentPercent: 0 }),
  );
});
afterAll(() => gateway.close());
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove();
});

/** A data folder with an account at the gateway, prices, and the key in the environment. */
async function office(url = gateway.url): Promise<CliWorld> {
  const world = createCliWorld();
  worlds.push(world);
  world.env['POSTBAG_API_KEY'] = KEY;
  const account = ['--org', '1234', '--base-url', url, '--sender', 'Clinic', '--country', 'KE'];
  await world.ok('account', 'set', ...account);
  await world.ok('prices', 'set', 'KE=0.02', 'TZ=0.0395');
  return world;
}

/** Imports numbers of Kenya, the given endings first; answers the batch's id. */
async function batchOf(world: CliWorld, count: number, endings: readonly string[] = []) {
  const numbers = Array.from({ length: count }, (_, n) => `2547120${String(n + 10_000)}`);
  const all = [...endings.map((ending) => `254712${ending}`), ...numbers];
  const file = join(world.dir, 'list.csv');
  writeFileSync(file, `phone,name\n${all.map((to, n) => `+${to},Name ${n}\n`).join('')}`);
  const imported = await world.ok<{ batch: string; recipients: number }>(
    'import',
    file,
    '--message',
    'Dear {{name}}, see you on Monday.',
  );
  expect(imported.recipients).toBe(all.length);
  return imported.batch;
}

interface Sent {
  readonly state: string;
  readonly stopped?: { readonly reason: string };
  readonly counts: Readonly<Record<string, number>>;
  readonly requests: number;
}

describe('send, receipts, export', () => {
  test('a whole batch, whose figures agree with the gateway’s books', async () => {
    const world = await office();
    const batch = await batchOf(world, 25);
    const before = gateway.books();
    const sent = await world.ok<Sent>('send', batch, '--yes', '--budget', '0.50');
    expect(sent).toMatchObject({ batch, state: 'done', acceptedMicro: 500_000, requests: 2 });
    expect(sent.counts).toMatchObject({ queued: 0, accepted: 25, in_doubt: 0 });
    expect(sent.stopped).toBeUndefined();
    expect(gateway.books().accepted - before.accepted).toBe(25);

    const again = await world.ok<Sent>('send', batch, '--yes');
    expect(again.requests).toBe(0);
    expect(gateway.books().accepted - before.accepted).toBe(25);

    await new Promise((resolve) => setTimeout(resolve, 300));
    const receipts = await world.ok('receipts', batch, '--until-final', '--max-seconds', '60');
    expect(receipts).toMatchObject({ counts: { delivered: 25 }, chargedMicro: 500_000 });

    const out = join(world.dir, 'history');
    for (const format of ['csv', 'xlsx', 'ndjson']) {
      const file = `${out}.${format}`;
      const args = ['--batch', batch, '--state', 'delivered', '--format', format, '--out', file];
      const exported = await world.ok('export', ...args);
      expect(exported).toEqual({ rows: 25, file, bytes: statSync(file).size });
    }
    expect(readFileSync(`${out}.ndjson`, 'utf8').trimEnd().split('\n')).toHaveLength(25);
    const { batches } = await world.ok<{ batches: object[] }>('status');
    expect(batches[0]).toMatchObject({
      state: 'done',
      acceptedMicro: 500_000,
      chargedMicro: 500_000,
    });
  });

  test('in words, with what to do next', async () => {
    const world = await office();
    const batch = await batchOf(world, 3);
    const sent = await world.run('send', batch, '--yes');
    expect(sent.code).toBe(0);
    expect(sent.stdout).toContain('Everything has left (1 request).');
    expect(sent.stdout).toMatch(/sent to engageSPARK +3/u);
    expect(sent.stdout).toContain(`Next: postbag receipts ${batch} --until-final`);
    const receipts = await world.run('receipts');
    expect(receipts.code).toBe(0);
    const exported = await world.run(
      'export',
      '--format',
      'csv',
      '--out',
      join(world.dir, 'x.csv'),
    );
    expect(exported.stdout).toContain('3 messages written');
  });

  test('receipts that are not all there when the time is over say so', async () => {
    const slow = unwrap(await startPracticeGateway({ speed: 1, apiKey: KEY }));
    try {
      const world = await office(slow.url);
      const batch = await batchOf(world, 3);
      await world.ok('send', batch, '--yes');
      const asked = await world.run('receipts', batch, '--until-final', '--max-seconds', '1');
      expect(asked.stdout).toMatch(/The time of 1 second is over; still open: [123] messages?\./u);
      expect(asked.stdout).toContain('3 messages asked for');
    } finally {
      await slow.close();
    }
  });

  test('a wrong key changes nothing but the reason', async () => {
    const world = await office();
    const batch = await batchOf(world, 3);
    world.env['POSTBAG_API_KEY'] = 'wrong';
    const sent = await world.run('--json', 'send', batch, '--yes');
    expect(sent.code).toBe(5);
    expect(sent.json()).toMatchObject({
      state: 'paused',
      stopped: {
        reason: 'refused',
        status: 401,
        message: expect.stringContaining('POSTBAG_API_KEY'),
      },
      counts: { queued: 3, accepted: 0, in_doubt: 0 },
    });
    const receipts = await world.run('receipts', batch);
    expect(receipts.code).toBe(0);
    world.env['POSTBAG_API_KEY'] = KEY;
    expect(await world.ok('send', batch, '--yes')).toMatchObject({ counts: { accepted: 3 } });
    world.env['POSTBAG_API_KEY'] = 'wrong';
    const asked = await world.run('--json', 'receipts', batch);
    expect(asked.code).toBe(5);
    expect(asked.json()).toMatchObject({ error: { kind: 'api_refused', status: 401 } });
  });

  test('without a key nothing is started', async () => {
    const world = await office();
    const batch = await batchOf(world, 1);
    delete world.env['POSTBAG_API_KEY'];
    const sent = await world.run('send', batch, '--yes');
    expect(sent.code).toBe(2);
    expect(sent.stderr).toContain('POSTBAG_API_KEY');
    world.env['POSTBAG_API_KEY'] = 'schlüssel';
    expect((await world.run('send', batch, '--yes')).code).toBe(2);
    const { batches } = await world.ok<{ batches: object[] }>('status', batch);
    expect(batches).toMatchObject([{ state: 'ready', counts: { queued: 1 } }]);
  });

  test('without a line nothing is lost', async () => {
    const world = await office('http://127.0.0.1:1');
    const batch = await batchOf(world, 3);
    const sent = await world.run('--json', 'send', batch, '--yes');
    expect(sent.code).toBe(5);
    expect(sent.json()).toMatchObject({
      stopped: { reason: 'offline', code: 'ECONNREFUSED' },
      counts: { queued: 3, in_doubt: 0 },
    });
    expect((await world.run('send', batch, '--yes')).stdout).toContain('Nothing is lost');
  });

  test('guards stop for the operator', async () => {
    const world = await office();
    const batch = await batchOf(world, 3);
    const cheap = await world.run('--json', 'send', batch, '--yes', '--budget', '0.05');
    expect(cheap.code).toBe(4);
    expect(cheap.json()).toMatchObject({ stopped: { reason: 'budget', neededMicro: 60_000 } });
    await world.ok('prices', 'set', 'KE=0.01');
    const dear = await world.run('send', batch, '--yes', '--not-after', '2020-01-01');
    expect(dear.code).toBe(4);
    expect(dear.stdout).toContain('--not-after');
    const surprise = await world.run('--json', 'send', batch, '--yes', '--canary', '1');
    expect(surprise.code).toBe(4);
    expect(surprise.json()).toMatchObject({
      stopped: { reason: 'canary_price', expectedMicro: 10_000, answeredMicro: 20_000 },
    });
  });
});

describe('a send that is under way', () => {
  /** One message a request keeps it busy for some seconds. */
  const SLOW = ['--yes', '--max-request', '1', '--canary', '1'];

  test('status and preview read, pause stops it, the same command goes on', async () => {
    const world = await office();
    const batch = await batchOf(world, 1500);
    const sending = world.start('--json', 'send', batch, ...SLOW);
    await untilSending(world, batch);
    expect((await world.run('preview', batch)).code).toBe(0);
    for (const args of [
      ['prices', 'set', 'KE=0.5'],
      ['import', join(world.dir, 'list.csv'), '--message', 'x'],
      ['send', batch, '--yes'],
    ]) {
      const busy = await world.run('--json', ...args);
      expect(busy.code).toBe(6);
      expect(busy.json()).toMatchObject({ error: { kind: 'data_busy' } });
    }
    expect(await world.ok('pause', batch)).toMatchObject({ batch, state: 'paused' });
    const sent = await sending.ended;
    expect(sent.code).toBe(4);
    expect(sent.json()).toMatchObject({ state: 'paused', stopped: { reason: 'paused' } });
    const rest = await world.ok<Sent>('send', batch, '--yes');
    expect(rest.counts).toMatchObject({ queued: 0, accepted: 1500, in_doubt: 0 });
  });

  test('cancel ends it for good', async () => {
    const world = await office();
    const batch = await batchOf(world, 1500);
    const sending = world.start('--json', 'send', batch, ...SLOW);
    await untilSending(world, batch);
    const cancelled = await world.ok<Sent>('cancel', batch);
    expect(cancelled).toMatchObject({ batch, state: 'done', counts: { queued: 0 } });
    const sent = await sending.ended;
    expect(sent.code).toBe(4);
    expect(sent.json()).toMatchObject({ stopped: { reason: 'cancelled' } });
    const { counts } = sent.json() as Sent;
    expect((counts['accepted'] ?? 0) + (counts['cancelled'] ?? 0)).toBe(1500);
  });

  test('Ctrl-C settles what is in flight and pauses', async () => {
    const world = await office();
    const batch = await batchOf(world, 1500);
    const before = gateway.books().accepted;
    const sending = world.start('--json', 'send', batch, ...SLOW);
    await untilSending(world, batch);
    sending.child.kill('SIGINT');
    const sent = await sending.ended;
    expect(sent.code).toBe(4);
    expect(sent.json()).toMatchObject({ state: 'paused', stopped: { reason: 'paused' } });
    const { counts } = sent.json() as Sent;
    expect(counts).toMatchObject({ in_doubt: 0, sending: 0 });
    expect(counts['accepted']).toBe(gateway.books().accepted - before);
  });

  test('a second Ctrl-C leaves at once; what was under way is in doubt at the next start', async () => {
    const world = await office();
    // The magic number takes every message of its request and never answers.
    const batch = await batchOf(world, 0, ['999071']);
    const before = gateway.books().accepted;
    const sending = world.start('--json', 'send', batch, '--yes');
    while (gateway.books().accepted === before) await new Promise((done) => setTimeout(done, 20));
    sending.child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 200));
    sending.child.kill('SIGINT');
    const sent = await sending.ended;
    expect(sent.code).toBe(4);
    expect(sent.json()).toMatchObject({ error: { kind: 'interrupted' } });
    const again = await world.run('--json', 'send', batch, '--yes');
    expect(again.code).toBe(4);
    expect(again.json()).toMatchObject({ counts: { in_doubt: 1, queued: 0 } });
    expect(gateway.books().accepted - before).toBe(1);
  });

  test('a batch that nobody sends is paused and cancelled directly', async () => {
    const world = await office();
    const batch = await batchOf(world, 2);
    expect(await world.ok('pause', batch)).toMatchObject({ state: 'paused' });
    expect((await world.run('pause')).code).toBe(2);
    const cancelled = await world.ok('cancel', batch);
    expect(cancelled).toMatchObject({ state: 'done', counts: { cancelled: 2, queued: 0 } });
    expect(await world.ok('send', batch, '--yes')).toMatchObject({ requests: 0 });
  });
});

async function untilSending(world: CliWorld, batch: string): Promise<void> {
  for (;;) {
    const { batches } = await world.ok<{ batches: Sent[] }>('status', batch);
    if ((batches[0]?.counts['accepted'] ?? 0) > 1) return;
  }
}

test('the key is nowhere on disk or on the screen, and no number or text in a log', async () => {
  const world = await office();
  const batch = await batchOf(world, 12, ['999001', '999070']);
  const outputs: string[] = [];
  for (const args of [
    ['send', batch, '--yes'],
    ['send', batch, '--yes', '--json'],
    ['receipts', batch],
    ['status'],
    ['export', '--format', 'csv', '--out', join(world.dir, 'out.csv')],
  ]) {
    const { stdout, stderr } = await world.run(...args);
    outputs.push(stdout, stderr);
  }
  expect(outputs.join('')).not.toContain(KEY);
  const files = readdirSync(world.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.filter((path) => readFileSync(path, 'latin1').includes(KEY))).toEqual([]);
  const logs = files
    .filter((path) => path.includes('logs'))
    .map((path) => readFileSync(path, 'utf8'));
  expect(logs.join('')).not.toMatch(/2547120|Dear|see you/u);
});

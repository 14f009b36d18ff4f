/** What the command line tells people to do next, and how it puts where a batch stands. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeGateway, type PracticeGateway } from '../../electron/practice/gateway.ts';
import { createCliWorld } from '../helpers/cli.ts';
import { unwrap } from '../helpers/dataFolder.ts';

const KEY = 'practice-key';
const world = createCliWorld();
let gateway: PracticeGateway;

beforeAll(async () => {
  gateway = unwrap(await startPracticeGateway({ speed: 1, apiKey: KEY }));
  world.env['POSTBAG_API_KEY'] = KEY;
  const account = ['--org', '1234', '--base-url', gateway.url, '--sender', 'Clinic'];
  await world.ok('account', 'set', ...account, '--country', 'KE');
  await world.ok('prices', 'set', 'KE=0.02');
});
afterAll(async () => {
  world.remove();
  await gateway.close();
});

async function batchOf(name: string, ...numbers: readonly string[]): Promise<string> {
  const file = join(world.dir, `${name}.csv`);
  writeFileSync(file, `phone\n${numbers.map((number) => `+${number}\n`).join('')}`);
  const imported = await world.ok<{ batch: string }>('import', file, '--message', `Hi ${name}`);
  return imported.batch;
}

const text = async (...args: readonly string[]): Promise<string> =>
  (await world.run(...args)).stdout;

describe('a send that stopped', () => {
  test('is gone on with by the same options, and shows why it stopped', async () => {
    const batch = await batchOf('stopped', '254712010001');
    const hour = new Date().getUTCHours();
    const window = `${(hour + 2) % 24}-${(hour + 4) % 24 || 24}`;
    const options = ['--budget', '0.50', '--safe', '--window', window];
    const sent = await text('send', batch, '--yes', ...options);
    expect(sent).toContain(`postbag send ${batch} --yes ${options.join(' ')}\n`);
    for (const command of ['status', 'preview']) {
      const shown = await text(command, batch);
      expect(shown).toContain('Outside the hours');
      expect(shown).toContain('with the options that you gave before');
    }
    expect(await text('pause', batch)).toContain('with the options that you gave before');
  });
});

describe('resolve', () => {
  test('says in one line that nothing is in doubt', async () => {
    const batch = await batchOf('calm', '254712010002');
    expect(await text('resolve', batch)).toBe('Nothing is in doubt.\n');
  });

  test('asks to look again first while the list may be late', async () => {
    const batch = await batchOf('late', '254712999061');
    await world.run('send', batch, '--yes');
    const looked = await text('resolve', batch, '--by-list');
    expect(looked).toMatch(/Next: after .* UTC, first: postbag resolve .* --by-list/u);
    expect(looked).not.toContain('phone some');
  });
});

describe('where a batch stands', () => {
  test('done, done for good, and not charged yet', async () => {
    const batch = await batchOf('done', '254712010003');
    expect(await text('send', batch, '--yes')).toContain('Everything has left (1 request).');
    expect(await text('send', batch, '--yes')).toContain('already done, so nothing was sent');
    expect(await text('status', batch)).toMatch(/charged +not known yet \(postbag receipts\)/u);
    const stopped = await batchOf('ended', '254712010004');
    await world.ok('cancel', stopped);
    expect(await text('send', stopped, '--yes')).toContain('stopped for good, so nothing was sent');
  });

  test('messages without a price stand beside the estimate', async () => {
    const batch = await batchOf('unpriced', '254712010005', '256772010005');
    const expected = '$0.02 + 1 without a price';
    expect(await text('status', batch)).toContain(expected);
    expect(await text('status')).toContain(expected);
  });

  test('who is not to be contacted is counted', async () => {
    const batch = await batchOf('asked', '254712010006', '254712010007');
    await world.ok('opt-out', 'add', '+254712010007');
    await world.ok('send', batch, '--yes');
    expect(await text('status', batch)).toMatch(/of these do not contact +1/u);
  });
});

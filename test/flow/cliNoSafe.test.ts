/** Sending again where the API has no single call: the command line names a way that works. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createCliWorld } from '../helpers/cli.ts';
import { startTruthGateway } from '../helpers/truthGateway.ts';

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

test('--no-safe sends in bulk what was decided to be sent again', async () => {
  const gateway = await startTruthGateway({ single: false, faults: ['close_after_body'] });
  const world = createCliWorld();
  closing.push(
    () => gateway.close(),
    () => world.remove(),
  );
  world.env['POSTBAG_API_KEY'] = gateway.apiKey;
  const account = ['--org', String(gateway.org), '--base-url', gateway.url, '--sender', 'Clinic'];
  await world.ok('account', 'set', ...account, '--country', 'PH');
  await world.ok('prices', 'set', 'PH=0.02');
  const file = join(world.dir, 'list.csv');
  writeFileSync(file, 'phone\n+639171234567\n+639171234568\n');
  const { batch } = await world.ok<{ batch: string }>(
    'import',
    file,
    '--message',
    'Come on Monday',
  );
  expect(await world.run('send', batch, '--yes')).toMatchObject({ code: 4 });
  await world.run('resolve', batch, '--send-again', '--why', 'nobody got it');
  const refused = await world.run('send', batch, '--yes', '--safe');
  expect(refused.code).toBe(5);
  expect(refused.stdout).toContain('HTTP 404');
  expect(refused.stdout).toContain(`add --no-safe: postbag send ${batch} --yes\n`);
  const sent = await world.ok('send', batch, '--yes', '--no-safe');
  expect(sent).toMatchObject({ state: 'done', counts: { accepted: 2, in_doubt: 0 } });
  expect(gateway.truth).toHaveLength(2);
});

/** `npm run postbag`: the command line behind a wrapper, which passes its exit code on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCliWorld } from '../helpers/cli.ts';

const WRAPPER = fileURLToPath(new URL('../../build/scripts/postbag.js', import.meta.url));

const world = createCliWorld();
afterAll(() => world.remove());

beforeAll(async () => {
  // Nobody listens there: with --wait the send waits for the line.
  const account = ['--org', '1234', '--base-url', 'http://127.0.0.1:1', '--sender', 'Clinic'];
  await world.ok('account', 'set', ...account);
  writeFileSync(join(world.dir, 'list.csv'), 'phone\n+254712345678\n');
  await world.ok('import', 'list.csv', '--message', 'Hi', '--name', 'Waiting');
});

/** Starts a send through the wrapper, in a process group of its own, as a terminal would. */
async function waitingSend() {
  const args = [WRAPPER, '--data', world.data, 'send', 'Waiting', '--yes', '--wait'];
  const env = { ...process.env, POSTBAG_API_KEY: 'key' };
  const child = spawn(process.execPath, args, { detached: true, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  for (;;) {
    const { batches } = await world.ok<{ batches: { state: string }[] }>('status', 'Waiting');
    if (batches[0]?.state === 'sending') return { pid: child.pid ?? 0, ended };
  }
}

test.skipIf(process.platform === 'win32')('Ctrl-C: the code of the stopped send', async () => {
  const { pid, ended } = await waitingSend();
  process.kill(-pid, 'SIGINT');
  expect(await ended).toEqual([4, null]);
});

test.skipIf(process.platform === 'win32')(
  'killed: the code of the signal, not of a bug',
  async () => {
    const { pid, ended } = await waitingSend();
    // The child alone: the wrapper is the group's leader, and lives to tell.
    const { stdout } = spawn('pgrep', ['-P', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [found] = (await once(stdout, 'data')) as [Buffer];
    process.kill(Number(found.toString().trim()), 'SIGKILL');
    expect(await ended).toEqual([137, null]);
  },
);

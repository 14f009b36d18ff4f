/** The stand-in keeps what Electron promises, tried by a main script without windows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  startStandIn,
  type StandInProcess,
  type StandInStart,
} from '../../../helpers/electron/standIn.ts';

const main = fileURLToPath(new URL('../../../helpers/electron/sampleMain.ts', import.meta.url));
const folders: string[] = [];
const started: StandInProcess[] = [];

interface Sample extends StandInProcess {
  /** Everything the script noted, once it has quit. */
  readonly lastLog: Promise<readonly string[]>;
  readonly userData: string;
}

async function start(options: Partial<StandInStart> = {}): Promise<Sample> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'postbag-stand-in-'));
  folders.push(userData);
  const standIn = startStandIn({ env: {}, main, ...options, userData });
  started.push(standIn);
  const last = Promise.withResolvers<readonly string[]>();
  const ready = Promise.withResolvers<void>();
  standIn.link.handle('app:ready', () => ready.resolve());
  standIn.link.handle('sample:log', (log: readonly string[]) => last.resolve(log));
  await Promise.race([ready.promise, standIn.exited]);
  return { ...standIn, lastLog: last.promise, userData };
}

afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGKILL');
    await exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the end', () => {
  test('comes in the order of Electron', async () => {
    const sample = await start();
    sample.link.tell('app:quit');
    expect(await sample.exited).toBe(0);
    expect(await sample.lastLog).toEqual([
      'ready at first: false',
      'lock: true',
      'ready',
      'before-quit',
      'will-quit',
      'quit',
    ]);
  });

  test.each(['before-quit', 'will-quit'])(
    'can be held up at %s, and asked for again',
    async (at) => {
      const sample = await start();
      await sample.link.call('sample:refuse', at);
      await sample.link.call('app:quit');
      expect((await sample.link.call<string[]>('sample:log')).at(-1)).toBe(at);
      await sample.link.call('sample:refuse', '');
      sample.link.tell('app:quit');
      expect(await sample.exited).toBe(0);
    },
  );

  test('comes in order after a signal, and at once when the driver is gone', async () => {
    const first = await start();
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    const second = await start();
    second.child.disconnect();
    expect(await second.exited).toBe(1);
  });
});

test('a second instance leaves its data with the first, and gets no lock', async () => {
  const first = await start();
  const second = await start({ userData: first.userData });
  expect(await second.exited).toBe(0);
  const log = (): Promise<string[]> => first.link.call('sample:log');
  await expect.poll(log).toContain('second-instance {"from":"sample"}');
});

describe('the store of secrets', () => {
  test('gives back what was put in, and hides it', async () => {
    const { link } = await start();
    const secret = 'Schlüssel-12345';
    const hidden = await link.call<Uint8Array>('sample:encrypt', secret);
    expect(Buffer.from(hidden).includes('12345')).toBe(false);
    expect(await link.call('sample:decrypt', hidden)).toEqual({
      shouldReEncrypt: false,
      result: secret,
    });
  });

  test('refuses what was changed, and what another user stored', async () => {
    const { link } = await start();
    const hidden = await link.call<Uint8Array>('sample:encrypt', 'secret');
    const changed = Uint8Array.from(hidden, (byte, at) =>
      at === hidden.length - 1 ? byte ^ 1 : byte,
    );
    await expect(link.call('sample:decrypt', changed)).rejects.toThrow('authenticate');
    const other = await start();
    await expect(other.link.call('sample:decrypt', hidden)).rejects.toThrow('authenticate');
  });

  test.each([
    ['gnome_libsecret', true, 'gnome_libsecret'],
    ['basic_text', true, 'basic_text'],
    ['unavailable', false, 'unknown'],
  ] as const)('%s', async (secretStore, available, name) => {
    const { link } = await start({ secretStore });
    expect(await link.call('sample:store')).toEqual([available, name]);
  });
});

test('paths, versions and the language are as set', async () => {
  const { link, userData } = await start({ locale: 'fr-FR' });
  const folder = join(userData, 'elsewhere');
  expect(await link.call('sample:paths', folder)).toEqual([
    folder,
    expect.stringMatching(/^\d+\.\d+\.\d+$/u),
    'fr-FR',
  ]);
});

test('what keeps the computer awake is counted', async () => {
  const { link } = await start();
  expect(await link.call('sample:blockers')).toEqual([true, false, true]);
  expect(await link.call('system:state')).toMatchObject({ awake: ['prevent-app-suspension'] });
});

test('a shutdown can be held up', async () => {
  const { link } = await start();
  expect(await link.call('power:emit', 'shutdown')).toBe(true);
  expect(await link.call('power:emit', 'resume')).toBe(false);
});

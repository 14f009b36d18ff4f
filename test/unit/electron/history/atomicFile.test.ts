import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AtomicFile, openAtomicFile } from '../../../../electron/history/atomicFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postbag-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(path: string): Promise<AtomicFile> {
  const file = await openAtomicFile(path);
  if (!file.ok) throw new Error(file.error.kind);
  return file.value;
}

/** Closes the file that is open in this folder behind its owner's back, so that the next write fails. */
function closeUnderneath(folder: string): void {
  for (const fd of readdirSync('/proc/self/fd')) {
    const path = attempt(() => readlinkSync(`/proc/self/fd/${fd}`));
    if (path?.startsWith(`${folder}/`)) closeSync(Number(fd));
  }
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

describe('openAtomicFile', () => {
  test('the file appears whole at commit, not before', async () => {
    const path = join(folder, 'out.csv');
    const file = await opened(path);
    expect(await file.write('héllo ')).toEqual({ ok: true, value: undefined });
    await file.write(Buffer.from('world'));
    expect(readdirSync(folder)).not.toContain('out.csv');
    expect(await file.commit()).toEqual({ ok: true, value: undefined });
    expect(readFileSync(path, 'utf8')).toBe('héllo world');
    expect(file.bytes).toBe(12);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('many writes, small and large, keep their order', async () => {
    const path = join(folder, 'out');
    const file = await opened(path);
    let expected = '';
    for (let i = 0; i < 6000; i += 1) {
      const long = i % 1000 === 999 ? 3_000_000 : (i * 37) % 500;
      const line = `${i}:${'é'.repeat(long)}\n`;
      expected += line;
      await file.write(i % 3 === 0 ? Buffer.from(line) : line);
    }
    await file.commit();
    expect(readFileSync(path, 'utf8')).toBe(expected);
  });

  test('an existing target stays as it was until commit, and after abort', async () => {
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old');
    const given = await opened(path);
    await given.write('half');
    await given.abort();
    await given.abort();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
    const kept = await opened(path);
    await kept.write('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await kept.commit();
    await kept.abort();
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  test('behind a symbolic link the linked file is replaced, not the link', async () => {
    const real = join(folder, 'real.csv');
    writeFileSync(real, 'old');
    symlinkSync(real, join(folder, 'link.csv'));
    const file = await opened(join(folder, 'link.csv'));
    await file.write('new');
    await file.commit();
    expect(readFileSync(real, 'utf8')).toBe('new');
  });

  test('a missing folder and a target that is no plain file are refused at once', async () => {
    mkdirSync(join(folder, 'dir'));
    expect(await openAtomicFile(join(folder, 'no', 'out.csv'))).toMatchObject({
      ok: false,
      error: { kind: 'file_not_writable', code: 'ENOENT' },
    });
    expect(await openAtomicFile(join(folder, 'dir'))).toMatchObject({
      ok: false,
      error: { kind: 'file_not_writable', code: 'NOT_A_FILE' },
    });
    expect(readdirSync(folder)).toEqual(['dir']);
  });

  test.runIf(process.platform === 'linux')('never replaces a device', async () => {
    expect(await openAtomicFile('/dev/null')).toMatchObject({
      ok: false,
      error: { code: 'NOT_A_FILE' },
    });
  });

  test('a rename that fails leaves nothing behind and says so', async () => {
    const path = join(folder, 'out.csv');
    const file = await opened(path);
    await file.write('text');
    mkdirSync(path);
    const done = await file.commit();
    expect(done).toMatchObject({ ok: false, error: { kind: 'file_not_writable', path } });
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('a name as long as the system allows is possible', async () => {
    const path = join(folder, `${'n'.repeat(251)}.csv`);
    const file = await opened(path);
    expect(await file.commit()).toMatchObject({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  test.runIf(process.platform === 'linux')(
    'a failed write is remembered: commit refuses and leaves nothing',
    async () => {
      const file = await opened(join(folder, 'out.csv'));
      closeUnderneath(folder);
      const piece = new Uint8Array(600 * 1024);
      await file.write(piece);
      await file.write(piece);
      const written = await file.write(piece);
      expect(written).toMatchObject({ error: { kind: 'file_not_writable', code: 'EBADF' } });
      expect(await file.commit()).toEqual(written);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

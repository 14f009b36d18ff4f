import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDroppedFiles } from '../../../../electron/shell/droppedFiles.ts';
import { dataFolder, unwrap, unwrapError } from '../../../helpers/dataFolder.ts';

function file(name: string, text = 'phone\n254712345678\n'): string {
  const path = join(dataFolder(), name);
  writeFileSync(path, text);
  return path;
}

describe('a dropped file', () => {
  test('the page learns its name and a token; the path comes back once', async () => {
    const files = createDroppedFiles();
    const path = file('<b>list.csv');
    const { token, name } = unwrap(await files.announce(path));
    expect(name).toBe('<b>list.csv');
    expect(token).not.toContain('list');
    expect(token.length).toBeGreaterThan(30);
    expect(unwrap(files.take(token))).toBe(path);
    expect(unwrapError(files.take(token))).toEqual({ kind: 'choice_expired' });
  });

  test('two tokens of one file are not the same', async () => {
    const files = createDroppedFiles();
    const path = file('list.csv');
    const [one, other] = [unwrap(await files.announce(path)), unwrap(await files.announce(path))];
    expect(one.token).not.toBe(other.token);
  });

  test.each(['', '../list.csv', '/etc/passwd', '__proto__'])(
    'a token that was never given leads nowhere: %j',
    (token) => {
      expect(unwrapError(createDroppedFiles().take(token))).toEqual({ kind: 'choice_expired' });
    },
  );

  test('the oldest tokens expire', async () => {
    const files = createDroppedFiles();
    const path = file('list.csv');
    const first = unwrap(await files.announce(path)).token;
    for (let i = 0; i < 20; i += 1) unwrap(await files.announce(path));
    expect(unwrapError(files.take(first))).toEqual({ kind: 'choice_expired' });
  });
});

describe('what cannot be used', () => {
  test('a folder', async () => {
    const path = join(dataFolder(), 'folder');
    mkdirSync(path);
    expect(unwrapError(await createDroppedFiles().announce(path))).toEqual({
      kind: 'file_unreadable',
      path: 'folder',
      code: 'EISDIR',
    });
  });

  test('an empty file', async () => {
    const path = file('empty.csv', '');
    const error = unwrapError(await createDroppedFiles().announce(path));
    expect(error).toEqual({ kind: 'file_empty', path: 'empty.csv' });
  });

  test('a file that is gone, without its path', async () => {
    const path = join(dataFolder(), 'gone.csv');
    const error = unwrapError(await createDroppedFiles().announce(path));
    expect(error).toEqual({ kind: 'file_not_found', path: 'gone.csv' });
  });

  test.each([undefined, null, 7, {}, ['a'], ''])('what is no path: %j', async (path) => {
    const error = unwrapError(await createDroppedFiles().announce(path));
    expect(error).toEqual({ kind: 'file_not_found', path: '' });
  });
});

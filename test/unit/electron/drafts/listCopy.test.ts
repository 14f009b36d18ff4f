import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCopies, MAX_LIST_BYTES } from '../../../../electron/drafts/listCopy.ts';
import { dataFolder, unwrap, unwrapError } from '../../../helpers/dataFolder.ts';
import { listFile } from '../../../helpers/importRun.ts';

function copies() {
  const folder = join(dataFolder(), 'drafts');
  return { folder, copies: listCopies(folder) };
}

test('a copy is the file, to the byte, however large', async () => {
  const { copies: made } = copies();
  const bytes = Buffer.alloc(3_000_001, 'phone,name\n');
  unwrap(await made.take('a', listFile(bytes)));
  expect(readFileSync(made.pathOf('a')).equals(bytes)).toBe(true);
});

test('a file that is too large is refused before it is copied', async () => {
  const { folder, copies: made } = copies();
  const file = listFile('phone\n');
  truncateSync(file, MAX_LIST_BYTES + 1);
  expect(unwrapError(await made.take('a', file))).toEqual({
    kind: 'file_unreadable',
    path: file,
    code: 'EFBIG',
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('a former copy stays until the new one is whole', async () => {
  const { folder, copies: made } = copies();
  unwrap(await made.take('a', listFile('first\n')));
  expect(unwrapError(await made.take('a', listFile('%PDF-1.7'))).kind).toBe('file_not_text');
  expect(readFileSync(made.pathOf('a'), 'utf8')).toBe('first\n');
  unwrap(await made.take('a', listFile('second\n')));
  expect(readFileSync(made.pathOf('a'), 'utf8')).toBe('second\n');
  expect(readdirSync(folder)).toEqual(['a.list']);
});

test('all copies but some are removed, and whatever else lies there', async () => {
  const { folder, copies: made } = copies();
  await made.removeOthers(new Set());
  for (const name of ['a', 'b', 'c']) unwrap(await made.take(name, listFile(`${name}\n`)));
  writeFileSync(join(folder, 'b.list.part'), '');
  mkdirSync(join(folder, 'folder'));
  await made.removeOthers(new Set(['b']));
  expect(readdirSync(folder)).toEqual(['b.list']);
  await made.remove('b');
  await made.remove('b');
  expect(readdirSync(folder)).toEqual([]);
});

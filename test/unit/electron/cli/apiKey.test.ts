import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { askOnTerminal, readApiKey } from '../../../../electron/cli/apiKey.ts';

test('the environment comes first and is not asked for', async () => {
  const key = await readApiKey({ POSTBAG_API_KEY: ' k1\n' }, () =>
    Promise.reject(new Error('asked')),
  );
  expect(key).toEqual({ ok: true, value: 'k1' });
});

test('asks on a terminal; Ctrl-C and an empty answer are no key', async () => {
  expect(await readApiKey({}, () => Promise.resolve('typed'))).toEqual({
    ok: true,
    value: 'typed',
  });
  expect(await readApiKey({}, () => Promise.resolve(null))).toMatchObject({
    error: { kind: 'interrupted' },
  });
  expect(await readApiKey({ POSTBAG_API_KEY: '' }, () => Promise.resolve(' '))).toMatchObject({
    error: { kind: 'api_key_missing' },
  });
});

test('without a terminal a missing key is an error', async () => {
  expect(await readApiKey({}, null)).toMatchObject({ error: { kind: 'api_key_missing' } });
});

describe('on a terminal', () => {
  /** What a terminal shows, and what came of typing these keys. */
  async function typed(keys: string): Promise<{ shown: string; answer: string | null }> {
    const [input, output] = [new PassThrough(), new PassThrough({ encoding: 'utf8' })];
    const asked = askOnTerminal('Key: ', input, output);
    input.write(keys);
    const answer = await asked;
    return { shown: String(output.read()), answer };
  }

  test('the key is taken and never shown', async () => {
    expect(await typed('secret-1\r')).toEqual({ shown: 'Key: \n', answer: 'secret-1' });
    expect(await typed('secrex\u007Ft\r')).toEqual({ shown: 'Key: \n', answer: 'secret' });
  });

  test('Ctrl-C and the end of the input are no key', async () => {
    expect(await typed('sec\u0003')).toEqual({ shown: 'Key: \n', answer: null });
    expect(await typed('\u0004')).toEqual({ shown: 'Key: \n', answer: null });
  });
});

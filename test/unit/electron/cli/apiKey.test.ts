import { expect, test } from 'vitest';
import { readApiKey } from '../../../../electron/cli/apiKey.ts';

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

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Expectation, IMPORT_FIXTURES } from '../../../helpers/importFixtures.ts';
import { runJob } from '../../../helpers/importJob.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/import/', import.meta.url));

const index = JSON.parse(
  readFileSync(`${FOLDER}expectations.json`, 'utf8'),
) as readonly Expectation[];

/** What an expectation speaks of, taken from what came of the import. */
async function outcomeOf({ file, request = {} }: Expectation) {
  const { country, to, template, column, encoding } = request;
  const { result, shape, messages, refused } = await runJob(`${FOLDER}${file}`, {
    to,
    encoding,
    ...(country === undefined ? {} : { country }),
    ...(column === undefined ? {} : { message: { column } }),
    ...(template === undefined ? {} : { message: { template } }),
  });
  const failure = result.ok
    ? messages.length === 0
      ? { kind: 'no_valid_rows' }
      : null
    : result.error;
  return {
    error: failure?.kind,
    looksLike: failure !== null && 'looksLike' in failure ? failure.looksLike : undefined,
    encoding: shape?.encoding,
    delimiter: shape?.delimiter,
    messages: messages.map(({ row, recipient, text }) => [row, recipient, text]),
    refused: refused.map(({ row, value, reason }) => [row, value, reason]),
  };
}

describe('the nasty lists', () => {
  test('are the committed ones', () => {
    for (const { file, bytes } of IMPORT_FIXTURES) {
      expect([file, readFileSync(`${FOLDER}${file}`).equals(bytes)]).toEqual([file, true]);
    }
    expect(index).toEqual(
      JSON.parse(JSON.stringify(IMPORT_FIXTURES.map(({ bytes: _bytes, ...rest }) => rest))),
    );
  });

  test.each(index)('$file: $why', async (expected) => {
    const { file: _file, why: _why, request: _request, ...promised } = expected;
    expect(await outcomeOf(expected)).toMatchObject(promised);
  });
});

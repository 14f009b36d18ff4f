import { describe, expect, test } from 'vitest';
import type { ImportJob } from '../../../../electron/import/protocol.ts';
import { runJob } from '../../../helpers/importJob.ts';
import { listFile } from '../../../helpers/importRun.ts';

const ANA = 639171234567;
const BEN = 639171234568;

/** Imports rows under a header, and gives what came of them. */
async function imported(content: string, job: Partial<ImportJob> = {}) {
  const { result, messages, refused, slices } = await runJob(listFile(content), job);
  return {
    error: result.ok ? null : result.error,
    messages: messages.map(({ row, recipient, sender, text }) => [row, recipient, sender, text]),
    refused: refused.map(({ row, value, reason }) => [row, value, reason]),
    all: { messages, refused, slices },
  };
}

const TEXT_COLUMN = { message: { column: 'text' } } as const;

describe('a row becomes a message', () => {
  test('merged, with fields trimmed, mapped and defaulted', async () => {
    const { messages } = await imported('phone,First name,when\n0917 123 4567,  Ana ,\n', {
      message: { template: 'Hi {{name}}, {{when|soon}} {{first name}}' },
      map: new Map([['name', 'FIRSTNAME']]),
    });
    expect(messages).toEqual([[2, ANA, 'OFFICE', 'Hi Ana, soon Ana']]);
  });

  test('or literally a column, where braces mean nothing and blanks stay', async () => {
    const { messages, refused } = await imported(
      'phone,text\n09171234567, Hi {{name}} \n09171234568,  \n',
      TEXT_COLUMN,
    );
    expect(messages).toEqual([[2, ANA, 'OFFICE', ' Hi {{name}} ']]);
    expect(refused).toEqual([[3, '09171234568', 'empty_message']]);
  });

  test('with its parts, encoding, country and cells', async () => {
    const content = `phone,text,x\n+254712345678,${'é'.repeat(170)},1\n09171234567,Ngũgĩ 😀\n`;
    const { all } = await imported(content, TEXT_COLUMN);
    expect(all.messages).toMatchObject([
      { country: 'KE', parts: 2, encoding: 'gsm7' },
      { country: 'PH', parts: 1, encoding: 'ucs2' },
    ]);
    expect(JSON.parse(String(all.messages[1]?.fields))).toEqual(['09171234567', 'Ngũgĩ 😀', '']);
  });

  test('from the sender of its row, else of the list', async () => {
    const { messages, refused } = await imported(
      'phone,name,from\n09171234567,Ana,CLINIC\n09171234568,Ben, \n09171234569,Cat,Too long a sender\n',
      { fromColumn: 'FROM' },
    );
    expect(messages).toEqual([
      [2, ANA, 'CLINIC', 'Hi Ana'],
      [3, BEN, 'OFFICE', 'Hi Ben'],
    ]);
    expect(refused).toEqual([[4, 'Too long a sender', 'bad_sender:too_long']]);
  });

  test('or from nobody: then it is refused', async () => {
    const { messages, refused } = await imported(
      'phone,name,from\n09171234567,Ana,CLINIC\n09171234568,Ben,\n',
      { fromColumn: 'from', sender: null },
    );
    expect(messages).toHaveLength(1);
    expect(refused).toEqual([[3, '', 'bad_sender:empty']]);
  });
});

describe('a row is refused', () => {
  test.each([
    ['', 'empty'],
    ['none', 'letters'],
    ['6.39171E+11', 'scientific'],
    ['09171234567 / 09171234568', 'several_numbers'],
    ['0917123', 'too_short'],
  ])('for its number %j: %s', async (value, reason) => {
    const content = `phone,name\n${value},Ana\n09171234568,Ben\n`;
    const { refused, messages } = await imported(content, { to: 'phone' });
    expect(refused).toEqual([[2, value, reason]]);
    expect(messages).toHaveLength(1);
  });

  test('for a blank field, whatever stands for blank', async () => {
    const { refused } = await imported('phone,name\n09171234567,\u00a0 \n09171234568\n');
    expect(refused).toEqual([
      [2, '09171234567', 'missing_field:name'],
      [3, '09171234568', 'missing_field:name'],
    ]);
  });

  test('for a text of more parts than can be sent, counted after merging', async () => {
    const { refused, messages } = await imported(
      `phone,name\n09171234567,${'x'.repeat(1068)}\n09171234568,${'x'.repeat(1069)}\n`,
    );
    expect(messages).toHaveLength(1);
    expect(refused).toEqual([[3, '09171234568', 'too_many_parts']]);
  });

  test('for characters that nobody could read', async () => {
    const rows = ['a\u0000', 'b\u0007', 'c\u007f', 'd\u0085', 'e\ufffd'];
    const content = rows.map((name, i) => `0917123457${i},${name}`).join('\n');
    const { refused, messages } = await imported(
      `phone,name\n${content}\n09171234567,tab\tand "quote"\n`,
      { encoding: 'utf-8' },
    );
    expect(refused.map(([, , reason]) => reason)).toEqual(rows.map(() => 'bad_characters'));
    expect(messages).toHaveLength(1);
  });

  test('with all its cells, so that it can be repaired', async () => {
    const { all } = await imported('phone,name,x\nnone,Ana,"a,\nb"\n1,"Ben,2\n', { to: 'phone' });
    expect(all.refused.map(({ cells }) => cells)).toEqual([
      ['none', 'Ana', 'a,\nb'],
      ['1', '"Ben', '2'],
    ]);
  });

  test('showing only the beginning of a long value', async () => {
    const { refused } = await imported(`phone,name\n${'9'.repeat(5000)},Ana\n1,Ben\n`, {
      to: 'phone',
    });
    expect(String(refused[0]?.[1])).toHaveLength(200);
  });
});

describe('the same number again', () => {
  const twice = 'phone,name\n09171234567,Ana\n+63 917 123 4567,Ana\n00639171234567,Cat\n';

  test('is refused, however it is written', async () => {
    const { messages, refused } = await imported(twice);
    expect(messages).toEqual([[2, ANA, 'OFFICE', 'Hi Ana']]);
    expect(refused).toEqual([
      [3, '+63 917 123 4567', 'duplicate'],
      [4, '00639171234567', 'duplicate'],
    ]);
  });

  test('is kept where that is allowed, also with the same text', async () => {
    const { messages, refused } = await imported(twice, { allowDuplicates: true });
    expect(messages.map(([row, , , text]) => [row, text])).toEqual([
      [2, 'Hi Ana'],
      [3, 'Hi Ana'],
      [4, 'Hi Cat'],
    ]);
    expect(refused).toEqual([]);
  });

  test('is no duplicate of a row that was refused', async () => {
    const { messages } = await imported('phone,name\n09171234567,\n09171234567,Ana\n');
    expect(messages).toEqual([[3, ANA, 'OFFICE', 'Hi Ana']]);
  });

  test('on the do-not-contact list is that, every time, also where duplicates are allowed', async () => {
    const { messages, refused } = await imported(twice, {
      optedOut: Float64Array.from([ANA]),
      allowDuplicates: true,
    });
    expect(messages).toEqual([]);
    expect(refused.map(([, , reason]) => reason)).toEqual(['opted_out', 'opted_out', 'opted_out']);
  });
});

describe('a list is refused', () => {
  test.each([
    [{ to: 'mobile' }, 'unknown_column'],
    [{ fromColumn: 'from' }, 'unknown_column'],
    [{ message: { column: 'text' } }, 'unknown_column'],
    [{ map: new Map([['name', 'nobody']]) }, 'unknown_column'],
    [{ map: new Map([['nam', 'name']]) }, 'bad_value'],
    [{ message: { template: 'Hi {{nam}}' } }, 'unknown_template_field'],
    [{ message: { template: 'Hi {{nam|friend}}' } }, 'unknown_template_field'],
    [{ message: { template: 'Hi {{nam' } }, 'bad_template'],
    [{ sheet: 'Sheet1' }, 'sheets_unsupported'],
    [{ maxRows: 1 }, 'too_many_rows'],
    [{ encoding: 'ebcdic' }, 'unknown_encoding'],
    [{ delimiter: 'x' }, 'bad_delimiter'],
  ] as const)('%j: %s', async (job, kind) => {
    const { error } = await imported('phone,name\n09171234567,Ana\n09171234568,Ben\n', job);
    expect(error?.kind).toBe(kind);
  });

  test('telling which columns there are', async () => {
    const { error } = await imported('phone,name,\n09171234567,Ana,\n', { to: 'mobile' });
    expect(error).toEqual({
      kind: 'unknown_column',
      column: 'mobile',
      available: ['phone', 'name'],
    });
  });

  test('for a missing header rather than for a column that it would name', async () => {
    const { error } = await imported('09171234567,Ana\n09171234568,Ben\n', { to: 'phone' });
    expect(error?.kind).toBe('no_header');
    const { error: quote } = await imported('"phone,name\n09171234568,Ben\n');
    expect(quote?.kind).toBe('no_header');
  });

  test('where the column that was named is there, the first row is a header', async () => {
    const { messages } = await imported('09170000000,name\n09171234568,Ben\n', {
      to: '09170000000',
    });
    expect(messages).toHaveLength(1);
  });
});

test('rows come in slices of at most 500, in the order of the file', async () => {
  const rows = Array.from({ length: 1203 }, (_, i) =>
    i % 3 === 0 ? `none,N${i}` : `0917${String(1_000_000 + i)},N${i}`,
  );
  const { all } = await imported(`phone,name\n${rows.join('\n')}`);
  expect(all.slices).toEqual([500, 500, 203]);
  const numbered = [...all.messages, ...all.refused].map(({ row }) => row);
  expect(numbered.sort((a, b) => a - b)).toEqual(rows.map((_, i) => i + 2));
});

test('rows with huge cells come in smaller slices, so that memory stays bounded', async () => {
  const huge = 'x'.repeat(30_000);
  const rows = Array.from({ length: 200 }, (_, i) => `${i},${huge}`);
  const { all } = await imported(`phone,name\n${rows.join('\n')}`, { to: 'phone' });
  expect(all.refused).toHaveLength(200);
  expect(Math.max(...all.slices)).toBeLessThan(100);
});

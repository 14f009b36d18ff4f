/** Every failure has words of its own, and none of them speaks of the command line. */
import { createIntl } from 'react-intl';
import { describe, expect, test } from 'vitest';
import { en } from '../../../../renderer/i18n/en.ts';
import { errorMessage } from '../../../../renderer/i18n/errorText.ts';
import { messageText } from '../../../../renderer/i18n/message.ts';
import { reasonMessage } from '../../../../renderer/i18n/reasonText.ts';
import type { TextOf } from '../../../../renderer/i18n/text.tsx';
import type { AppError } from '../../../../shared/errors.ts';

const intl = createIntl({
  locale: 'en',
  messages: en,
  onError: (error) => {
    throw error;
  },
});
const t: TextOf = (id, values) => intl.formatMessage({ id }, values);
const textOf = (error: AppError): string => messageText(t, errorMessage(error));

const path = 'C:\\lists\\parents.xlsx';
const available = Array.from({ length: 12 }, (_, place) => `column ${place + 1}`);

const ERRORS: readonly AppError[] = [
  { kind: 'file_not_found', path },
  { kind: 'file_unreadable', path, code: 'EBUSY' },
  { kind: 'file_unreadable', path, code: 'EISDIR' },
  { kind: 'file_unreadable', path, code: 'EACCES' },
  { kind: 'file_empty', path },
  { kind: 'file_not_text', path, looksLike: 'xls' },
  { kind: 'file_not_text', path, looksLike: 'constructor' },
  { kind: 'file_not_writable', path, code: 'EBUSY' },
  { kind: 'no_header', path },
  { kind: 'unknown_column', column: 'nom', available },
  { kind: 'ambiguous_column', column: 'nom', positions: [1, 2] },
  { kind: 'number_column_not_found', available },
  { kind: 'unknown_country', value: 'XX' },
  { kind: 'unknown_encoding', value: 'utf-9' },
  { kind: 'bad_delimiter', value: 'x' },
  { kind: 'bad_template', problem: 'unclosed', position: 3 },
  { kind: 'unknown_template_field', field: 'nom', available },
  { kind: 'bad_sender', value: 'Too long a name', problem: 'too_long' },
  { kind: 'sender_missing' },
  { kind: 'sheets_unsupported', path },
  { kind: 'too_many_rows', limit: 1_000_000 },
  { kind: 'no_valid_rows', rows: 3, firstReasons: ['country_needed'] },
  { kind: 'no_valid_rows', rows: 0, firstReasons: [] },
  { kind: 'interrupted' },
  { kind: 'batch_not_found', ref: 'x' },
  { kind: 'batch_ambiguous', ref: 'x', matches: 2 },
  { kind: 'batch_state', batch: 'x', state: 'done', action: 'send' },
  { kind: 'bad_price', value: 'x' },
  { kind: 'bad_phone', value: 'x', reason: 'letters' },
  { kind: 'bad_base_url', value: 'x', problem: 'not_https' },
  { kind: 'account_missing' },
  { kind: 'person_missing' },
  { kind: 'work_running', work: 'send' },
  { kind: 'draft_not_found', draft: 'x' },
  { kind: 'draft_not_built', draft: 'x' },
  { kind: 'view_expired', view: 'x' },
  { kind: 'choice_expired' },
  { kind: 'bad_value', name: 'x', value: 'y', expected: 'z' },
  { kind: 'api_key_missing' },
  { kind: 'api_key_unusable', problem: 'bad_character' },
  { kind: 'api_refused', status: 401, detail: '' },
  { kind: 'api_refused', status: 402, detail: 'no money' },
  { kind: 'api_refused', status: 302, detail: '' },
  { kind: 'api_refused', status: 503, detail: '' },
  { kind: 'api_refused', status: 418, detail: '' },
  { kind: 'api_unknown_answer', status: 200, detail: '<html>' },
  { kind: 'api_not_found', what: 'organisation 1' },
  { kind: 'offline', code: 'ENOTFOUND' },
  { kind: 'timeout', code: 'ETIMEDOUT' },
  { kind: 'certificate', code: 'CERT_NOT_YET_VALID' },
  { kind: 'data_busy', path },
  { kind: 'data_newer', path, version: 9, supported: 8 },
  { kind: 'data_older', path, version: 7, supported: 8 },
  { kind: 'data_corrupt', path, detail: 'x' },
  { kind: 'data_full', path },
  { kind: 'data_unusable', path, code: 'EACCES' },
  { kind: 'data_frozen', path, detail: 'x' },
  { kind: 'internal', id: '42' },
];

describe('every failure', () => {
  test.each(ERRORS)('$kind has words', (error) => {
    const text = textOf(error);
    expect(text).toMatch(/^\S[^]*[.!]$|: /u);
    // The window knows no commands, no options and no states of the code.
    expect(text).not.toMatch(/\s--\w|postbag \w|in_doubt|undefined|\[object/u);
  });

  test('names a file without its folders, and few of many columns', () => {
    expect(textOf({ kind: 'file_empty', path })).toContain('“parents.xlsx”');
    expect(textOf({ kind: 'file_empty', path })).not.toContain('lists');
    const columns = textOf({ kind: 'number_column_not_found', available });
    expect(columns).toContain('“column 8”, …');
    expect(columns).not.toContain('column 9');
  });

  test('a status keeps what the API said', () => {
    expect(textOf({ kind: 'api_refused', status: 402, detail: 'no money' })).toContain('no money');
  });
});

describe('a reason for a refused row', () => {
  test('is said in words, with its detail', () => {
    expect(messageText(t, reasonMessage('scientific'))).toMatch(/Excel/u);
    expect(messageText(t, reasonMessage('missing_field:first:name'))).toBe(
      'Nothing in this column: first:name',
    );
  });

  test('that is not known is shown as it is', () => {
    expect(messageText(t, reasonMessage('constructor'))).toBe('Not taken (constructor)');
  });
});

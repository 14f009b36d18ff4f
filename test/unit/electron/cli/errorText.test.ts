import { describe, expect, test } from 'vitest';
import type { CliError } from '../../../../electron/cli/errors.ts';
import { errorText } from '../../../../electron/cli/errorText.ts';
import { statusHint } from '../../../../electron/cli/errorTextLine.ts';

const EVERY_ERROR: { readonly [K in CliError['kind']]: Extract<CliError, { kind: K }> } = {
  internal: { kind: 'internal', id: 'id-1' },
  usage: { kind: 'usage', detail: "Unknown option '--x'", command: 'postbag send' },
  not_in_this_version: { kind: 'not_in_this_version', command: 'purge', instead: 'Wait.' },
  insecure_tls: { kind: 'insecure_tls' },
  interrupted: { kind: 'interrupted' },
  file_not_found: { kind: 'file_not_found', path: 'list.csv' },
  file_unreadable: { kind: 'file_unreadable', path: 'list.csv', code: 'EACCES' },
  file_empty: { kind: 'file_empty', path: 'list.csv' },
  file_not_text: { kind: 'file_not_text', path: 'list.csv', looksLike: 'pdf' },
  file_not_writable: { kind: 'file_not_writable', path: 'out.csv', code: 'ENOENT' },
  no_header: { kind: 'no_header', path: 'list.csv' },
  unknown_column: { kind: 'unknown_column', column: 'fone', available: ['phone', 'name'] },
  ambiguous_column: { kind: 'ambiguous_column', column: 'phone', positions: [1, 3] },
  number_column_not_found: { kind: 'number_column_not_found', available: ['a', 'b'] },
  unknown_country: { kind: 'unknown_country', value: 'ZZ' },
  unknown_encoding: { kind: 'unknown_encoding', value: 'utf-99' },
  bad_delimiter: { kind: 'bad_delimiter', value: 'x' },
  bad_template: { kind: 'bad_template', problem: 'unclosed', position: 4 },
  unknown_template_field: { kind: 'unknown_template_field', field: 'nam', available: ['name'] },
  bad_sender: { kind: 'bad_sender', value: 'Too long a name', problem: 'too_long' },
  sender_missing: { kind: 'sender_missing' },
  sheets_unsupported: { kind: 'sheets_unsupported', path: 'list.xlsx' },
  too_many_rows: { kind: 'too_many_rows', limit: 1_000_000 },
  no_valid_rows: { kind: 'no_valid_rows', rows: 3, firstReasons: ['letters'] },
  batch_not_found: { kind: 'batch_not_found', ref: 'abcd' },
  batch_ambiguous: { kind: 'batch_ambiguous', ref: 'ab', matches: 2 },
  batch_state: { kind: 'batch_state', batch: 'b', state: 'done', action: 'cancel' },
  bad_price: { kind: 'bad_price', value: 'abc' },
  bad_phone: { kind: 'bad_phone', value: '12', reason: 'too_short' },
  bad_base_url: { kind: 'bad_base_url', value: 'http://example.org', problem: 'not_https' },
  account_missing: { kind: 'account_missing' },
  person_missing: { kind: 'person_missing' },
  work_running: { kind: 'work_running', work: 'send' },
  draft_not_found: { kind: 'draft_not_found', draft: '0190' },
  draft_not_built: { kind: 'draft_not_built', draft: '0190' },
  view_expired: { kind: 'view_expired', view: '1' },
  choice_expired: { kind: 'choice_expired' },
  bad_value: { kind: 'bad_value', name: '--lanes', value: '9', expected: '1 to 4' },
  api_key_missing: { kind: 'api_key_missing' },
  api_key_unusable: { kind: 'api_key_unusable', problem: 'bad_character' },
  api_refused: { kind: 'api_refused', status: 401, detail: 'Invalid Token' },
  api_unknown_answer: { kind: 'api_unknown_answer', status: 200, detail: '' },
  api_not_found: { kind: 'api_not_found', what: 'the message' },
  offline: { kind: 'offline', code: 'ENOTFOUND' },
  timeout: { kind: 'timeout', code: 'UND_ERR_HEADERS_TIMEOUT' },
  certificate: { kind: 'certificate', code: 'CERT_HAS_EXPIRED' },
  data_busy: { kind: 'data_busy', path: '/data' },
  data_newer: { kind: 'data_newer', path: '/data', version: 9, supported: 1 },
  data_older: { kind: 'data_older', path: '/data', version: 1, supported: 2 },
  data_corrupt: { kind: 'data_corrupt', path: '/data', detail: 'SQLITE_CORRUPT' },
  data_full: { kind: 'data_full', path: '/data' },
  data_unusable: { kind: 'data_unusable', path: '/data', code: 'EACCES' },
  data_frozen: { kind: 'data_frozen', path: '/data', detail: '2 requests' },
};

describe('error texts', () => {
  test.each(Object.values(EVERY_ERROR))('$kind has a text of whole sentences', (error) => {
    const text = errorText(error);
    expect(text).toMatch(/^["A-Z-]/u);
    expect(text).not.toMatch(/undefined|\[object|NaN/u);
    expect(text).toMatch(/[.]$|--help$/u);
  });

  test('name what was asked and what there is', () => {
    const text = errorText(EVERY_ERROR.unknown_column);
    expect(text).toContain('"fone"');
    expect(text).toContain('"phone", "name"');
  });

  test('say what to do about a wrong key', () => {
    expect(errorText(EVERY_ERROR.api_refused)).toContain('POSTBAG_API_KEY');
    expect(statusHint(307)).toContain('base URL');
    expect(statusHint(503)).toContain('later');
  });

  test('show control characters instead of sending them to the terminal', () => {
    const text = errorText({ kind: 'unknown_column', column: '\u001B[2Jx\u202E', available: [] });
    expect(text).toContain(String.raw`\u{1b}[2Jx\u{202e}`);
    expect(text).not.toContain('\u001B');
  });
});

describe('says what to do', () => {
  const cases: readonly (readonly [CliError, RegExp])[] = [
    [
      { kind: 'file_not_text', path: 'list.xlsx', looksLike: 'xlsx' },
      /is a spreadsheet.*CSV UTF-8/u,
    ],
    [{ kind: 'file_not_text', path: 'list.ods', looksLike: 'ods' }, /is a spreadsheet/u],
    [{ kind: 'file_not_writable', path: 'b.db', code: 'EEXIST' }, /exists already.*a new file/u],
    [{ kind: 'file_not_writable', path: 'b', code: 'NOT_A_FILE' }, /not a plain file/u],
    [
      { kind: 'bad_value', name: 'port', value: '8099', expected: 'a free port (EADDRINUSE)' },
      /^Port 8099 .*another --port/u,
    ],
    [
      { kind: 'bad_value', name: 'map', value: 'nme', expected: 'name, date' },
      /no field \{\{nme\}\} to fill; expected name, date/u,
    ],
    [{ kind: 'interrupted' }, /an import or export starts over/u],
    [
      { kind: 'data_unusable', path: '/data', code: 'NO_DATA' },
      /nothing to export.*Import a list/u,
    ],
  ];
  test.each(cases)('%j', (error, text) => {
    expect(errorText(error)).toMatch(text);
  });
});

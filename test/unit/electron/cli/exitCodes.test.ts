import { describe, expect, test } from 'vitest';
import { EXIT, exitCodeOf, exitCodeOfSend } from '../../../../electron/cli/exitCodes.ts';
import type { CliError } from '../../../../electron/cli/errors.ts';
import type { StopReason } from '../../../../shared/domain/batch.ts';

describe('exit codes of failures', () => {
  const cases: readonly (readonly [CliError, number])[] = [
    [{ kind: 'internal', id: 'x' }, 1],
    [{ kind: 'usage', detail: 'x', command: 'postbag' }, 2],
    [{ kind: 'api_key_missing' }, 2],
    [{ kind: 'file_not_found', path: 'x' }, 3],
    [{ kind: 'batch_not_found', ref: 'x' }, 3],
    [{ kind: 'unknown_template_field', field: 'x', available: [] }, 3],
    [{ kind: 'interrupted' }, 4],
    [{ kind: 'api_refused', status: 401, detail: '' }, 5],
    [{ kind: 'offline', code: 'ECONNREFUSED' }, 5],
    [{ kind: 'data_busy', path: 'x' }, 6],
    [{ kind: 'data_frozen', path: 'x', detail: 'x' }, 6],
  ];
  test.each(cases)('%j → %i', (error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});

describe('exit codes of a send', () => {
  const offline: StopReason = { reason: 'offline', code: 'ENOTFOUND' };

  test('0 only with nothing in doubt', () => {
    expect(exitCodeOfSend(null, 0)).toBe(EXIT.done);
    expect(exitCodeOfSend(null, 1)).toBe(EXIT.operator);
  });

  test('5 promises that nothing is in doubt', () => {
    expect(exitCodeOfSend(offline, 0)).toBe(EXIT.line);
    expect(exitCodeOfSend(offline, 3)).toBe(EXIT.operator);
  });

  test('a guard stops for the operator, a full disk for the data folder', () => {
    expect(exitCodeOfSend({ reason: 'canary_doubt', inDoubt: 10 }, 10)).toBe(EXIT.operator);
    expect(exitCodeOfSend({ reason: 'paused' }, 0)).toBe(EXIT.operator);
    expect(exitCodeOfSend({ reason: 'disk_full' }, 2)).toBe(EXIT.data);
  });
});

import { describe, expect, test } from 'vitest';
import {
  findColumn,
  foldName,
  headerNames,
  storedNames,
} from '../../../../electron/import/columns.ts';

describe('column names', () => {
  test('are trimmed, on one line, without invisible characters', () => {
    expect(headerNames([' phone ', 'first\nname', '\uFEFFid\u200B', ''])).toEqual([
      'phone',
      'first name',
      'id',
      '',
    ]);
  });

  test('fold case, spaces and accents', () => {
    expect(foldName('Numéro de  TÉLÉPHONE')).toBe('numerodetelephone');
    expect(foldName('Nume\u0301ro')).toBe('numero');
    expect(foldName('İletişim')).toBe(foldName('iletişim'));
  });

  test('are stored each under a name of its own', () => {
    expect(storedNames(['a', '', 'a', 'column 2', 'a (2)', ''])).toEqual([
      'a',
      'column 2 (2)',
      'a (3)',
      'column 2',
      'a (2)',
      'column 6',
    ]);
    expect(storedNames(['__proto__', '__proto__'])).toEqual(['__proto__', '__proto__ (2)']);
  });
});

describe('finding a column', () => {
  const headers = ['Phone', 'phone', 'First Name', 'Ville', 'ville', '', 'constructor'];

  test('exactly, before anything else', () => {
    expect(findColumn(headers, 'phone')).toEqual({ ok: true, value: 1 });
    expect(findColumn(headers, ' Phone ')).toEqual({ ok: true, value: 0 });
    expect(findColumn(headers, 'constructor')).toEqual({ ok: true, value: 6 });
  });

  test('by a similar name, where only one is', () => {
    expect(findColumn(headers, 'FIRSTNAME')).toEqual({ ok: true, value: 2 });
    expect(findColumn(headers, 'PHONE')).toEqual({
      ok: false,
      error: { kind: 'ambiguous_column', column: 'PHONE', positions: [1, 2] },
    });
  });

  test('of two that have the very same name, neither', () => {
    expect(findColumn(['a', 'b', 'a'], 'a')).toEqual({
      ok: false,
      error: { kind: 'ambiguous_column', column: 'a', positions: [1, 3] },
    });
  });

  test.each(['', '  ', 'town', 'toString', '__proto__'])('%j is not there', (column) => {
    expect(findColumn(headers, column)).toEqual({
      ok: false,
      error: {
        kind: 'unknown_column',
        column,
        available: ['Phone', 'phone', 'First Name', 'Ville', 'ville', 'constructor'],
      },
    });
  });
});

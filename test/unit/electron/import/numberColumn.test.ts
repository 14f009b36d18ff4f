import { describe, expect, test } from 'vitest';
import { guessNumberColumn, looksLikeData } from '../../../../electron/import/numberColumn.ts';
import { createPhoneParser } from '../../../../shared/domain/phone.ts';

const PH = createPhoneParser('PH');
const NOWHERE = createPhoneParser(null);
const MOBILE = '0917 123 4567';

/** The header that is chosen, by its position from 1; `null` where none is. */
function chosen(headers: readonly string[], rows: readonly (readonly string[])[], parser = PH) {
  const found = guessNumberColumn(headers, rows, parser);
  return found.ok ? found.value + 1 : null;
}

describe('guessing the column of numbers', () => {
  test.each([
    'phone',
    'Phone Number',
    'PHONE_NO',
    'mobile',
    'Mobile No.',
    'cell',
    'WhatsApp',
    'tel',
    'Tél.',
    'Téléphone portable',
    'Numéro de téléphone',
    'Teléfono',
    'Número de celular',
    'Móvil',
    'Telefone',
    'Telemóvel',
    'Nambari ya simu',
    'Numero ng telepono',
    'Nomor HP',
    'No. Telepon',
    'رقم الهاتف',
    'الجوال',
    'msisdn',
    'contact',
    'recipient',
    'to',
  ])('%s', (header) => {
    // A second column that holds numbers all the same, so that the name decides.
    expect(chosen(['name', header, 'x'], [['Ana', MOBILE, MOBILE]])).toBe(2);
  });

  test('a mobile telephone before a telephone before a number', () => {
    const row = [MOBILE, MOBILE, MOBILE];
    expect(chosen(['number', 'phone', 'mobile'], [row])).toBe(3);
    expect(chosen(['number', 'phone', 'x'], [row])).toBe(2);
  });

  test('a name means nothing where the cells hold no numbers', () => {
    const rows = [
      ['mobile', '1', MOBILE],
      ['landline', '2', MOBILE],
    ];
    expect(chosen(['Phone type', 'No.', 'Reach at'], rows)).toBe(3);
  });

  test('without any name, the only column of numbers', () => {
    expect(chosen(['a', 'b'], [['Ana', MOBILE]])).toBe(2);
    expect(chosen(['a', 'b'], [[MOBILE, MOBILE]])).toBeNull();
  });

  test('a column is one of numbers if at least half of its cells are', () => {
    const row = (cell: string): readonly string[] => ['Ana', cell];
    expect(chosen(['a', 'b'], [row(MOBILE), row('none'), row(''), row('')])).toBe(2);
    expect(chosen(['a', 'b'], [row(MOBILE), row('none'), row('none')])).toBeNull();
  });

  test('numbers that lack their country, or that a spreadsheet ruined, are numbers', () => {
    expect(chosen(['a', 'b'], [['Ana', MOBILE]], NOWHERE)).toBe(2);
    expect(chosen(['a', 'b'], [['Ana', '6.39171E+11']])).toBe(2);
  });

  test('where no cell holds a number, the column named after the telephone', () => {
    expect(chosen(['name', 'phone'], [['Ana', 'none']])).toBe(2);
    expect(chosen(['name', 'phone'], [])).toBe(2);
    expect(chosen(['name', 'number'], [['Ana', 'none']])).toBeNull();
    expect(chosen(['phone 1', 'phone 2'], [['x', 'y']])).toBeNull();
  });

  test('two that fit equally well are never guessed between', () => {
    expect(guessNumberColumn(['Phone 1', 'Phone 2'], [[MOBILE, MOBILE]], PH)).toEqual({
      ok: false,
      error: { kind: 'number_column_not_found', available: ['Phone 1', 'Phone 2'] },
    });
  });
});

describe('a first row that is no header', () => {
  test.each([
    [['Ana', MOBILE]],
    [['+639171234567', 'Ana']],
    [['Ana', '6.39171E+11']],
    [['0722 000 0000 11', 'x']],
  ])('%j', (row) => {
    expect(looksLikeData(row, PH)).toBe(true);
    expect(looksLikeData(['639171234567', 'x'], NOWHERE)).toBe(true);
  });

  test.each([
    [['phone', 'name']],
    [['', '']],
    [['2025-01-15', '15/01/2025', '2025']],
    [['Round 1', '1', '12345678']],
  ])('%j is one', (row) => {
    expect(looksLikeData(row, PH)).toBe(false);
  });
});

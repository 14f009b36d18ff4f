import { describe, expect, test } from 'vitest';
import { type ColumnRole, guessRole, roleOfName } from '../../../../electron/import/columnWords.ts';
import { createPhoneParser } from '../../../../shared/domain/phone.ts';

const parser = createPhoneParser('PH');

/** What a header says, its column holding phone numbers where `cells` says so. */
function guess(header: string, cells: readonly string[] = []): ColumnRole | null {
  return guessRole(
    header,
    cells.map((cell) => [cell]),
    0,
    parser,
  );
}

/** Headers as field offices write them. */
const HEADERS: Readonly<Record<string, readonly (readonly [string, ColumnRole | null])[]>> = {
  English: [
    ['Phone Number', 'number'],
    ['MOBILE NO.', 'number'],
    ['Full name', 'name'],
    ['firstName', 'name'],
    ['Last Name of Patient', 'name'],
    ['Message text', 'message'],
    ['Sender ID', 'sender'],
    ['Sender name', 'sender'],
    ['Preferred language', 'language'],
    ['Date of birth', 'date'],
    ['appointmentDate', 'date'],
    ['Payment due date', 'date'],
    ['Pick-up time', 'time'],
    ['Amount (USD)', 'amount'],
    ['Total', 'amount'],
    ['Village name', 'place'],
    ['Health clinic', 'place'],
    ['ID', null],
    ['Status', null],
  ],
  French: [
    ['Numéro de téléphone', 'number'],
    ['Portable', 'number'],
    ['Nom et prénom', 'name'],
    ['Bénéficiaire', 'name'],
    ['Texte du message', 'message'],
    ['Expéditeur', 'sender'],
    ['Langue', 'language'],
    ['Date du rendez-vous', 'date'],
    ['Heure', 'time'],
    ['Montant à payer', 'amount'],
    ['Nom du village', 'place'],
    ['Localité', 'place'],
  ],
  Spanish: [
    ['Teléfono móvil', 'number'],
    ['Celular', 'number'],
    ['Nombre completo', 'name'],
    ['APELLIDOS', 'name'],
    ['Mensaje', 'message'],
    ['Remitente', 'sender'],
    ['Idioma', 'language'],
    ['Fecha de la cita', 'date'],
    ['Hora', 'time'],
    ['Monto', 'amount'],
    ['Comunidad', 'place'],
    ['Dirección', 'place'],
  ],
  Portuguese: [
    ['Telemóvel', 'number'],
    ['Número de telefone', 'number'],
    ['Nome', 'name'],
    ['Mensagem', 'message'],
    ['Remetente', 'sender'],
    ['Língua', 'language'],
    ['Data da consulta', 'date'],
    ['Horário', 'time'],
    ['Valor', 'amount'],
    ['Aldeia', 'place'],
  ],
  Swahili: [
    ['Namba ya simu', 'number'],
    ['Jina kamili', 'name'],
    ['Ujumbe', 'message'],
    ['Mtumaji', 'sender'],
    ['Lugha', 'language'],
    ['Tarehe', 'date'],
    ['Saa', 'time'],
    ['Kiasi', 'amount'],
    ['Kijiji', 'place'],
    ['Jina la kijiji', 'place'],
  ],
  Tagalog: [
    ['Numero ng telepono', 'number'],
    ['Pangalan', 'name'],
    ['Mensahe', 'message'],
    ['Wika', 'language'],
    ['Petsa', 'date'],
    ['Oras', 'time'],
    ['Halaga', 'amount'],
    ['Barangay', 'place'],
  ],
  Indonesian: [
    ['Nomor HP', 'number'],
    ['No. Telepon', 'number'],
    ['Nama lengkap', 'name'],
    ['Pesan', 'message'],
    ['Pengirim', 'sender'],
    ['Bahasa', 'language'],
    ['Tanggal lahir', 'date'],
    ['Jam', 'time'],
    ['Jumlah', 'amount'],
    ['Nama desa', 'place'],
  ],
  Arabic: [
    ['رقم الهاتف', 'number'],
    ['الجوال', 'number'],
    ['الاسم الكامل', 'name'],
    ['نص الرسالة', 'message'],
    ['المرسل', 'sender'],
    ['اللغة', 'language'],
    ['تاريخ الموعد', 'date'],
    ['الساعة', 'time'],
    ['المبلغ', 'amount'],
    ['اسم القرية', 'place'],
    ['المدينة', 'place'],
  ],
};

describe('the name of a column', () => {
  test.each(
    Object.entries(HEADERS).flatMap(([language, headers]) =>
      headers.map(([header, role]) => [language, header, role] as const),
    ),
  )('in %s: %s is %s', (_language, header, role) => {
    expect(guess(header)).toBe(role);
    expect(roleOfName(header)).toBe(role);
  });

  test.each(['__proto__', 'constructor', '', '<b>', '100%'])('%s is nothing', (header) => {
    expect(guess(header)).toBeNull();
  });
});

describe('the cells of a column', () => {
  test('decide whether a name like that of a phone is one', () => {
    expect(guess('Number', ['0917 123 4567', '0917 123 4568'])).toBe('number');
    expect(guess('Number', ['1', '2', '3'])).toBeNull();
    expect(guess('SMS', ['Please come on Monday', 'Thank you'])).toBe('message');
    expect(guess('Contact name', ['Ana', 'Ben'])).toBe('name');
    expect(guess('Mobile money amount', ['120', '80'])).toBe('amount');
  });

  test('tell what a name does not', () => {
    expect(guess('A', ['2025-03-01', '01/03/2025'])).toBe('date');
    expect(guess('A', ['10:30', '9 am'.replace('9 ', '9:00 ')])).toBe('time');
    expect(guess('A', ['Please come to the clinic on Monday at nine, and bring your card.'])).toBe(
      'message',
    );
    expect(guess('A', ['red', 'green'])).toBeNull();
  });

  test('are messages where most rows have one', () => {
    const long = 'Came late, and asked to be called at home in the evening, not at work.'.repeat(5);
    expect(guess('Remark', [long, '', '', '', ''])).toBeNull();
    expect(guess('Remark', [long, 'none', 'none'])).toBeNull();
    expect(guess('Remark', [long, long, ''])).toBe('message');
  });
});

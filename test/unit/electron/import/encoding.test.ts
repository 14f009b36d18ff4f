import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CHARDETNG_BROTLI_BASE64 } from '../../../../electron/import/chardetngBytes.ts';
import { decoderOf } from '../../../../electron/import/dosEncodings.ts';
import { canonicalEncoding, detectEncoding } from '../../../../electron/import/encoding.ts';
import { openSource } from '../../../../electron/import/source.ts';
import { unwrap } from '../../../helpers/dataFolder.ts';
import { listFile } from '../../../helpers/importRun.ts';
import { encodeText } from '../../../helpers/legacyText.ts';

function detected(bytes: Uint8Array, country: string | null = null): string | null {
  const source = unwrap(openSource(listFile(bytes)));
  try {
    return detectEncoding(source, country);
  } finally {
    source.close();
  }
}

/** Lists as they come from offices: an ASCII header, numbers, names, short texts. */
const LISTS: readonly (readonly [encoding: string, country: string, lines: readonly string[]])[] = [
  ['windows-1252', 'SN', ['Aïssatou Diallo,réunion à Thiès', 'Hélène Touré,été']],
  ['windows-1252', 'MX', ['José Muñoz,mañana', 'Ángel Núñez,reunión', 'María Peña,niños']],
  ['windows-1252', 'BR', ['João Gonçalves,amanhã', 'Conceição Araújo,vacinação']],
  ['windows-1252', 'SN', ['Aminata Sow,l’école à côté', 'Moussa Bâ,c’est déjà payé']],
  ['windows-1252', 'SN', ['Aminata Sow,l’ami', 'Moussa Sarr,demain…']],
  ['windows-1252', 'SN', ['Aminata Sow,demain…']],
  ['windows-1252', 'KE', ['Amina,Dial “one” – it costs 10\u00A0000', 'Juma,I’ll call']],
  ['windows-1252', 'KE', ['Amina,It costs 10\u00A0000']],
  ['windows-1252', 'GB', ['Anne,It costs £50 – or 60 €']],
  ['windows-1252', 'KE', ['Amina,wait … then call']],
  ['windows-1252', 'DE', ['Jürgen Groß,Grüße', 'Änne Weiß,über']],
  ['windows-1252', 'FI', ['Päivi,tänään']],
  ['windows-1252', 'CI', ['KONÉ DÉSIRÉ,FRANÇOIS']],
  ['cp850', 'CI', ['KONÉ DÉSIRÉ,FRANÇOIS']],
  ['cp850', 'CI', ['Kouamé,Prénom']],
  ['cp850', 'SN', ['Amadou,rendez-vous à Thiès']],
  ['macintosh', 'SN', ['Aïssatou Diallo,réunion à Thiès', 'Hélène Touré,été']],
  ['macintosh', 'MX', ['José Muñoz,mañana', 'Ángel Núñez,reunión', 'María Peña,niños']],
  ['macintosh', 'BR', ['João Gonçalves,amanhã', 'Conceição Araújo,vacinação']],
  ['cp850', 'SN', ['Aïssatou Diallo,réunion à Thiès', 'Hélène Touré,été']],
  ['cp850', 'CI', ['Kouamé Brou,vaccination des élèves', 'Désiré Koné,reçu payé']],
  ['cp850', 'CM', ['Thérèse Ngo,Votre rendez-vous est reporté à lundi']],
  ['cp850', 'TG', ['Kodjo,Il reste une place à côté']],
  ['cp850', 'MX', ['José Muñoz,mañana', 'Ángel Núñez,reunión', 'María Peña,niños']],
  ['cp850', 'BR', ['João Gonçalves,amanhã', 'Conceição Araújo,vacinação']],
  ['windows-1250', 'PL', ['Małgorzata Wójcik,środę', 'Łukasz Wiśniewski,się']],
  ['windows-1250', 'HU', ['Szűcs Éva,hétfő', 'Kőszegi Ödön,erősítse', 'Győri Ünige,meg']],
  ['windows-1254', 'TR', ['Ayşe Yılmaz,toplantı', 'Gökhan Şahin,günü', 'Işıl Güneş,aşı']],
  ['windows-1251', 'UA', ['Олександр Шевченко,збори', 'Юлія Коваленко,понеділок']],
  ['windows-1253', 'GR', ['Γιώργος Παπαδόπουλος,συνάντηση', 'Μαρία Ιωάννου,Δευτέρα']],
  ['windows-1255', 'IL', ['יוסף כהן,הפגישה נדחתה', 'שרה לוי,ליום שני']],
  ['windows-1256', 'EG', ['محمد عبد الله,الاجتماع', 'فاطمة الزهراء,الاثنين']],
  ['windows-874', 'TH', ['สมชาย ใจดี,การประชุม', 'สมหญิง รักไทย,วันจันทร์']],
  ['shift_jis', 'JP', ['佐藤 太郎,会議は月曜日', 'タナカ ミサキ,ご確認ください']],
  ['gb18030', 'CN', ['王伟,会议推迟到星期一', '李娜,请确认出席']],
  ['big5', 'TW', ['陳淑芬,會議延到星期一', '林志明,請確認出席']],
  ['euc-kr', 'KR', ['김민수,회의가 월요일로', '이영희,참석을 확인해']],
];

describe('finding the encoding', () => {
  test.each(LISTS)('of a list in %s from %s', (encoding, country, lines) => {
    const text = `name,text,phone\r\n${lines.map((line) => `${line},1234567890\r\n`).join('')}`;
    const bytes = encodeText(text, encoding);
    const found = detected(bytes, country);
    expect(found).not.toBeNull();
    // Another encoding that reads the very same text is as good (ISO-8859-7 for windows-1253…).
    expect(decoderOf(found ?? '')(bytes)).toBe(text);
  });

  test('looks at the whole file: the first accent may come late', () => {
    const many = 'name,phone\n' + 'Ana Cruz,09171234567\n'.repeat(20_000);
    expect(detected(Buffer.from(many))).toBe('utf-8');
    expect(detected(Buffer.from(`${many}José,09171234567\n`))).toBe('utf-8');
    const late = Buffer.concat([Buffer.from(many), encodeText('José Peña,0917\n', 'windows-1252')]);
    expect(detected(late)).toBe('windows-1252');
  });

  test('is not deceived by a character that two chunks share', () => {
    for (let shift = 0; shift < 4; shift += 1) {
      const text = `${'x'.repeat(65_533 + shift)}😀,é\n`;
      expect([shift, detected(Buffer.from(text))]).toEqual([shift, 'utf-8']);
    }
  });

  test('takes a UTF-8 file that ends in the middle of a character for UTF-8', () => {
    const cut = Buffer.from('name\nJosé Peña\nChloë\nAndré\nZoë\n張').subarray(0, -1);
    expect(detected(cut)).toBe('utf-8');
  });

  test('sees that bytes are no text', () => {
    expect(detected(Buffer.from('ab\0,cd\n'.repeat(20)))).toBeNull();
    expect(detected(Buffer.from([1, 2, 3, 4, 5, 6, 7, 65, 66]))).toBeNull();
  });
});

describe('naming the encoding', () => {
  test.each([
    ['utf8', 'utf-8'],
    ['UTF-8', 'utf-8'],
    ['cp1252', 'windows-1252'],
    ['Windows-1252', 'windows-1252'],
    ['latin1', 'windows-1252'],
    ['latin-1', 'windows-1252'],
    ['ISO_8859_1', 'windows-1252'],
    ['utf_16le', 'utf-16le'],
    ['sjis', 'shift_jis'],
    ['gbk', 'gbk'],
    ['macintosh', 'macintosh'],
    ['cp850', 'cp850'],
    ['IBM-850', 'cp850'],
    ['850', 'cp850'],
    ['CP_437', 'cp437'],
    ['ibm866', 'ibm866'],
  ])('%s is %s', (label, encoding) => {
    expect(canonicalEncoding(label)).toEqual({ ok: true, value: encoding });
  });

  test.each(['', 'ebcdic', 'utf-7', 'replacement', '__proto__'])('%j is none', (value) => {
    expect(canonicalEncoding(value)).toEqual({
      ok: false,
      error: { kind: 'unknown_encoding', value },
    });
  });
});

test('the embedded detector is that of the installed package', () => {
  const require = createRequire(import.meta.url);
  const path = require.resolve('chardetng-wasm/dist/chardetng_wasm_bg.wasm');
  const embedded = brotliDecompressSync(Buffer.from(CHARDETNG_BROTLI_BASE64, 'base64'));
  expect(embedded.equals(readFileSync(path))).toBe(true);
});

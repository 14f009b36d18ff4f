import { getCountries, getCountryCallingCode, PhoneNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import {
  createPhoneParser,
  isCountryCode,
  PHONE_PROBLEMS,
} from '../../../../shared/domain/phone.ts';
import { libraryView } from '../../../helpers/phoneNumbers.ts';

/** The digits and country of a cell, or the reason against it. */
function read(raw: string, country: string | null = 'KE'): string {
  const result = createPhoneParser(country).parse(raw);
  return result.ok ? `${result.value.digits} ${result.value.country}` : result.error;
}

const table = (rows: readonly (readonly [string, string | null, string])[]): void => {
  test.each(rows)('%j in %s: %s', (raw, country, expected) => {
    expect(read(raw, country)).toBe(expected);
  });
};

describe('every region', () => {
  test.each(getCountries())('%s: its example mobile number, as its people write it', (region) => {
    const code = getCountryCallingCode(region);
    const national = examples[region];
    const number = new PhoneNumber(`+${code}${national}`);
    // The territories whose numbers cannot be told from their neighbours' get these, as in the library.
    const expected = libraryView(`+${code}${national}`, null);
    expect(expected?.digits).toBe(code + national);
    const written = [
      `+${code}${national}`,
      `+${code} ${national}`,
      `tel:+${code}${national}`,
      `00${code}${national}`,
      `${code}${national}`,
      number.formatInternational(),
      number.formatNational(),
      national,
    ];
    for (const raw of written)
      expect([raw, read(raw, region)]).toEqual([raw, `${expected?.digits} ${expected?.country}`]);
    for (const raw of written.slice(0, 6))
      expect(read(raw, null)).toBe(`${expected?.digits} ${expected?.country}`);
  });

  test('is a country, and nothing else is', () => {
    expect(getCountries().every((country) => isCountryCode(country))).toBe(true);
    for (const value of [
      'ke',
      'KEN',
      '',
      '254',
      'ZZ',
      'UK',
      '__proto__',
      'constructor',
      ' KE',
      '001',
    ]) {
      expect(isCountryCode(value)).toBe(false);
    }
    expect(() => createPhoneParser('ke')).toThrow(RangeError);
  });
});

describe('prefixes', () => {
  table([
    ['0712345678', 'KE', '254712345678 KE'],
    ['712345678', 'KE', '254712345678 KE'],
    ['254712345678', 'KE', '254712345678 KE'],
    ['+254712345678', 'PH', '254712345678 KE'],
    ['00254712345678', 'PH', '254712345678 KE'],
    ['00 254 712 345 678', 'KE', '254712345678 KE'],
    ['000254712345678', 'KE', '254712345678 KE'],
    ['011 254 712 345678', 'US', '254712345678 KE'],
    ['00254712345678', 'US', '254712345678 KE'],
    ['8~10 254 712 345678', 'RU', '254712345678 KE'],
    ['010 63 917 123 4567', 'JP', '639171234567 PH'],
    ['254712345678', null, '254712345678 KE'],
    ['00254712345678', null, '254712345678 KE'],
    ['0712345678', null, 'country_needed'],
    ['9171234567', null, 'country_needed'],
    ['639171234567', 'KE', 'plus_needed'],
    ['4915123456789', 'DE', '4915123456789 DE'],
    ['62812345678', 'ID', '62812345678 ID'],
    // Both Brazil's carrier prefix 00 25 before Norway's code, and 00 before Kenya's.
    ['00254741234567', 'BR', 'ambiguous'],
    ['+00254712345678', 'KE', 'unknown_dialling_code'],
    ['+0712345678', 'KE', 'unknown_dialling_code'],
    ['+210712345678', 'KE', 'unknown_dialling_code'],
  ]);
});

describe('countries that share a code', () => {
  table([
    ['+1 212 555 2368', null, '12125552368 US'],
    ['+1 416 555 2368', null, '14165552368 CA'],
    ['+1 876 210 1234', null, '18762101234 JM'],
    ['416 555 2368', 'US', '14165552368 CA'],
    ['07400 123456', 'GB', '447400123456 GB'],
    ['07781 123456', 'GB', '447781123456 GG'],
    ['07797 712345', 'GG', '447797712345 JE'],
    ['8 912 345-67-89', 'RU', '79123456789 RU'],
    ['8 (701) 000 99 98', 'RU', '77010009998 KZ'],
    ['+39 312 345 6789', null, '393123456789 IT'],
  ]);
});

describe('what the library rewrites by itself', () => {
  table([
    ['+44 (0)7400 123456', null, '447400123456 GB'],
    ['(+44) 07400 123456', null, '447400123456 GB'],
    ['011 15-2345-6789', 'AR', '5491123456789 AR'],
    ['+54 11 15 2345 6789', null, '5491123456789 AR'],
  ]);
});

describe('old Mexican numbers', () => {
  const modern = '525512345678 MX';
  table([
    ['+52 1 55 1234 5678', null, modern],
    ['+5215512345678', 'KE', modern],
    ['005215512345678', 'MX', modern],
    ['5215512345678', null, modern],
    ['5215512345678', 'MX', modern],
    ['5215512345678', 'US', 'plus_needed'],
    ['044 55 1234 5678', 'MX', modern],
    ['045 55 1234 5678', 'MX', modern],
    ['01 55 1234 5678', 'MX', modern],
    ['+52 01 55 1234 5678', null, modern],
    ['+52 (044) 55 1234 5678', null, modern],
    ['+52 045 55 1234 5678', null, modern],
    ['55 1234 5678', 'MX', modern],
    ['52 55 1234 5678', 'MX', modern],
    // Old forms of nowhere, of another country, of a wrong length, and of no number in use.
    ['044 55 1234 5678', null, 'country_needed'],
    ['044 55 1234 5678', 'GT', 'too_long'],
    ['+044 55 1234 5678', 'MX', 'unknown_dialling_code'],
    ['044 55 1234 567', 'MX', 'too_long'],
    ['1 55 1234 5678', 'MX', 'plus_needed'],
    ['044 15 1234 5678', 'MX', 'invalid'],
  ]);
});

describe('only what takes SMS', () => {
  table([
    ['020 2012345', 'KE', 'not_mobile'],
    ['+44 20 7946 0958', null, 'not_mobile'],
    ['+44 909 012 3456', null, 'not_mobile'],
    ['0800 123456', 'KE', 'invalid'],
    ['+1 800 234 5678', null, 'not_mobile'],
    ['+44 70 1234 5678', null, 'not_mobile'],
    ['+8816 1234 5678', null, 'no_country'],
    ['442079460958', null, 'country_needed'],
  ]);
});

describe('wrong lengths', () => {
  table([
    ['071234567', 'KE', 'too_short'],
    ['07123456789', 'KE', 'too_long'],
    ['0712', 'KE', 'too_short'],
    ['12', 'KE', 'too_short'],
    ['7', 'KE', 'too_short'],
    ['+2', 'KE', 'too_short'],
    ['+254', 'KE', 'too_short'],
    ['0912345678', 'KE', 'invalid'],
    ['123456789012345678901', 'KE', 'too_long'],
    [`07${'1'.repeat(100_000)}`, 'KE', 'too_long'],
    [' '.repeat(300) + '0712345678', 'KE', '254712345678 KE'],
  ]);
});

describe('scripts and invisible characters', () => {
  table([
    ['٠٧١٢٣٤٥٦٧٨', 'KE', '254712345678 KE'],
    ['+٢٥٤ ٧١٢ ٣٤٥ ٦٧٨', null, '254712345678 KE'],
    ['۰۷۱۲۳۴۵۶۷۸', 'KE', '254712345678 KE'],
    ['०७१२३४५६७८', 'KE', '254712345678 KE'],
    ['０７１２－３４５６７８', 'KE', '254712345678 KE'],
    ['＋２５４（７１２）３４５６７８', null, '254712345678 KE'],
    ['၀၇၁၂၃၄၅၆၇၈', 'KE', '254712345678 KE'],
    ['\u202a+254\u00a0712\u202f345\u2009678\u202c', null, '254712345678 KE'],
    ['\u2066\u200e0712345678\u200f\u2069', 'KE', '254712345678 KE'],
    ['\ufeff07\u200b12\u200c34\u200d56\u206078', 'KE', '254712345678 KE'],
    ['0712\u00ad345\u2011678', 'KE', '254712345678 KE'],
    ['0712\u2013345\u2212678', 'KE', '254712345678 KE'],
    ['254712345678+', 'KE', '254712345678 KE'],
    ['\u200b\u00a0\ufeff', 'KE', 'empty'],
    ['0712345678¹', 'KE', 'bad_character'],
    ['0712\u0000345678', 'KE', 'bad_character'],
  ]);
});

describe('separators', () => {
  table([
    ['  0712345678  ', 'KE', '254712345678 KE'],
    ['0712-345-678', 'KE', '254712345678 KE'],
    ['0712.345.678', 'KE', '254712345678 KE'],
    ['0712/345678', 'KE', '254712345678 KE'],
    ['(0712) 345 678', 'KE', '254712345678 KE'],
    ['[0712] 345·678', 'KE', '254712345678 KE'],
    ['0712\t345\n678', 'KE', '254712345678 KE'],
    ['06.12.34.56.78', 'FR', '33612345678 FR'],
    ['0171/2345678', 'DE', '491712345678 DE'],
    ['0712345678.', 'KE', '254712345678 KE'],
    ['0712345678;', 'KE', '254712345678 KE'],
    ['0712345678 /', 'KE', '254712345678 KE'],
    ['tel:+254-712-345-678', null, '254712345678 KE'],
    ['TEL: 0712345678', 'KE', '254712345678 KE'],
    ['tel:%2B254712345678', null, '254712345678 KE'],
    ['tel:0712345678;phone-context=+254', null, '254712345678 KE'],
    ['tel:0712345678;phone-context=example.org', 'KE', '254712345678 KE'],
    ['tel:+254712345678;isub=12', null, '254712345678 KE'],
    ['p:+254712345678', null, '254712345678 KE'],
    ['0712*345678', 'KE', 'bad_character'],
    ['++254712345678', 'KE', 'bad_character'],
    ['0712+345678', 'KE', 'bad_character'],
    ['📞 0712345678', 'KE', 'bad_character'],
  ]);
});

describe('one number only, and nothing else', () => {
  table([
    ['', 'KE', 'empty'],
    [' - ', 'KE', 'empty'],
    ['N/A', 'KE', 'letters'],
    ['none', 'KE', 'letters'],
    ['071234567O', 'KE', 'letters'],
    ['1-800-FLOWERS', 'US', 'letters'],
    ['0712345678 (Jane)', 'KE', 'letters'],
    ['0712345678 ext. 12', 'KE', 'extension'],
    ['0712345678x12', 'KE', 'extension'],
    ['0712345678 #12', 'KE', 'extension'],
    ['tel:+254712345678;ext=12', null, 'extension'],
    ['0712345678,123', 'KE', 'extension'],
    ['0712345678 доб. 12', 'KE', 'extension'],
    ['0712345678, 0723456789', 'KE', 'several_numbers'],
    ['0712345678/0723456789', 'KE', 'several_numbers'],
    ['0712345678 / 79', 'KE', 'several_numbers'],
    ['0712345678;0723456789', 'KE', 'several_numbers'],
    ['0712345678\n0723456789', 'KE', 'several_numbers'],
    ['0712345678 or 0723456789', 'KE', 'several_numbers'],
    ['0712345678 0723456789', 'KE', 'several_numbers'],
    ['0712345678 & 0723456789', 'KE', 'several_numbers'],
    ['+254712345678 +254723456789', 'KE', 'several_numbers'],
    ['+254712345678+254723456789', 'KE', 'several_numbers'],
    ['٠٧١٢٣٤٥٦٧٨، ٠٧٢٣٤٥٦٧٨٩', 'KE', 'several_numbers'],
  ]);
});

describe('what spreadsheets do', () => {
  table([
    ['6.39171E+11', 'PH', 'scientific'],
    ['6,39171E+11', 'PH', 'scientific'],
    ['6.39171e11', 'PH', 'scientific'],
    ['6E+11', 'PH', 'scientific'],
    [' 2.54712345678E+11 ', 'KE', 'scientific'],
    ['٦٫٣٩١٧١E+11', 'PH', 'scientific'],
    ['6．39171Ｅ＋11', 'PH', 'scientific'],
    ["'6.39171E+11", 'PH', 'scientific'],
    ['639171234567.0', 'PH', 'decimal'],
    ['639171234567.00', 'PH', 'decimal'],
    ['639171234567,0', 'PH', 'decimal'],
    ['639 171 234 567,00', 'PH', 'decimal'],
    ['639171234567.0000', 'PH', 'decimal'],
    ['639,171,234,567', 'PH', 'decimal'],
    ['639,171,234,567.00', 'PH', 'decimal'],
    ['#N/A', 'PH', 'spreadsheet_error'],
    ['#VALEUR!', 'PH', 'spreadsheet_error'],
    ['########', 'PH', 'spreadsheet_error'],
    ['Err:502', 'PH', 'spreadsheet_error'],
    ["'09171234567", 'PH', '639171234567 PH'],
    ["'+639171234567", 'PH', '639171234567 PH'],
    ['="09171234567"', 'PH', '639171234567 PH'],
    ['"09171234567"', 'PH', '639171234567 PH'],
    ['’09171234567', 'PH', '639171234567 PH'],
  ]);
});

test('a parser holds nothing of what it read before', () => {
  const parser = createPhoneParser('KE');
  const first = parser.parse('0712345678');
  parser.parse('6.39171E+11');
  parser.parse('+44 7911 123456');
  expect(parser.parse('0712345678')).toEqual(first);
});

test('every reason is named once', () => {
  expect(new Set(PHONE_PROBLEMS).size).toBe(PHONE_PROBLEMS.length);
});

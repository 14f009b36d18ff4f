/**
 * The nasty lists of `test/fixtures/import`: their bytes, and, written by hand, what must come of them.
 *
 * `node test/helpers/makeImportFixtures.ts` writes the files and their index.
 */
import { deflateRawSync } from 'node:zlib';
import { encodeText } from './legacyText.ts';

/** What an import of a fixture must give. Imported with `Hi {{name}}`, country PH, where not said. */
export interface Expectation {
  readonly file: string;
  /** What is nasty about it. */
  readonly why: string;
  readonly request?: {
    readonly country?: string;
    readonly to?: string;
    readonly template?: string;
    readonly column?: string;
    readonly encoding?: string;
  };
  /** The kind of the error; then nothing may be stored. */
  readonly error?: string;
  /** For `file_not_text`. */
  readonly looksLike?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Row, number and text of each message. */
  readonly messages?: readonly (readonly [row: number, to: number, text: string])[];
  /** Row, value and reason of each refused row. */
  readonly refused?: readonly (readonly [row: number, value: string, reason: string])[];
}

/** A fixture. */
export interface Fixture extends Expectation {
  readonly bytes: Uint8Array;
}

const ANA = 639171234567;
const BEN = 639171234568;
const CAT = 639171234569;
const HEAD = 'phone,name\r\n';
const ROW_ANA = '0917 123 4567,Ana\r\n';

const hi = (...names: readonly string[]): NonNullable<Expectation['messages']> =>
  names.map((name, index) => [index + 2, ANA + index, `Hi ${name}`] as const);

function text(file: string, content: string, expected: Omit<Expectation, 'file'>): Fixture {
  return { file, bytes: Buffer.from(content), ...expected };
}

/** Names in an encoding, as three rows of a list with a header. */
function names(
  encoding: string,
  people: readonly [string, string, string],
  expected: Pick<Expectation, 'encoding'> & {
    readonly request?: NonNullable<Expectation['request']>;
  } = {},
  mark: readonly number[] = [],
): Fixture {
  const rows = people.map((name, index) => `+63917123456${7 + index},${name}\r\n`);
  return {
    file: `in-${encoding}${mark.length > 0 ? '-marked' : ''}.csv`,
    why: `${encoding}${mark.length > 0 ? ' with a byte order mark' : ''}`,
    bytes: Buffer.concat([Buffer.from(mark), encodeText(HEAD + rows.join(''), encoding)]),
    encoding,
    delimiter: ',',
    messages: hi(...people),
    refused: [],
    ...expected,
  };
}

const ENCODED: readonly Fixture[] = [
  names('utf-8', ['José Peña', 'Chloë', '张伟 😀']),
  names('utf-8', ['José', 'Ana', 'Chloë'], {}, [0xef, 0xbb, 0xbf]),
  names('utf-16le', ['José', 'Ana', 'Chloë'], {}, [0xff, 0xfe]),
  names('utf-16be', ['José', 'Ana', 'Chloë'], {}, [0xfe, 0xff]),
  names('utf-16le', ['محمد علي', 'فاطمة الزهراء', 'خديجة']),
  names('utf-16be', ['José', '😀', 'Ngũgĩ']),
  names('windows-1252', ['François Lefèvre', 'Aïssatou', 'L’Étoile']),
  names('windows-1250', ['Małgorzata Wójcik', 'Łukasz Wiśniewski', 'Żaneta Dąbrowska'], {
    request: { country: 'PL' },
  }),
  names('windows-1251', ['Иван Петров', 'Ольга Сидорова', 'Дмитрий Кузнецов']),
  names('windows-1254', ['Ayşe Yılmaz', 'Gökhan Şahin', 'Işıl Güneş'], {
    request: { country: 'TR' },
  }),
  names('windows-1256', ['محمد عبد الله', 'فاطمة الزهراء', 'أحمد حسن']),
  names('windows-1253', ['Γιώργος Παπαδόπουλος', 'Μαρία Ιωάννου', 'Ελένη Αγγέλου']),
  // KOI8-U has all of KOI8-R's letters, so that either is right.
  names('koi8-r', ['Иван Петров', 'Ольга Сидорова', 'Дмитрий Кузнецов'], { encoding: 'koi8-u' }),
  names('shift_jis', ['佐藤 太郎', 'タナカ ミサキ', '高橋 健一']),
  names('big5', ['陳淑芬', '林志明', '黃雅婷']),
  names('euc-kr', ['김민수', '이영희', '박지훈']),
  names('macintosh', ['Hélène Dubois', 'François Lefèvre', 'Benoît Léger']),
];

const DIALECTS: readonly Fixture[] = [
  text('semicolon.csv', 'phone;name\n0917 123 4567;Cruz, Ana\n', {
    why: 'semicolons, and a comma in a name',
    delimiter: ';',
    messages: [[2, ANA, 'Hi Cruz, Ana']],
  }),
  text('tab.tsv', 'phone\tname\n09171234567\tAna; the first\n', {
    why: 'tabs',
    delimiter: '\t',
    messages: [[2, ANA, 'Hi Ana; the first']],
  }),
  text('pipe.csv', 'phone|name\n09171234567|Ana, or; Anna\n', {
    why: 'pipes',
    delimiter: '|',
    messages: [[2, ANA, 'Hi Ana, or; Anna']],
  }),
  text('sep-line.csv', 'sep=;\r\nphone;name\r\n09171234567;Ana\r\n\r\n09171234568;Ben\r\n', {
    why: "Excel's sep= line is no row; a blank row is one",
    delimiter: ';',
    messages: [
      [2, ANA, 'Hi Ana'],
      [4, BEN, 'Hi Ben'],
    ],
  }),
  text('sep-line-quoted.csv', '\uFEFF"sep=,"\nphone,name\n09171234567,Ana; Maria\n', {
    why: 'a sep= line in quotes, behind a mark',
    delimiter: ',',
    messages: [[2, ANA, 'Hi Ana; Maria']],
  }),
  text('line-ends-mixed.csv', 'phone,name\r09171234567,Ana\n09171234568,Ben\r\n09171234569,Cat', {
    why: 'CR, LF and CRLF in one file, and no line end at its end',
    messages: [
      [2, ANA, 'Hi Ana'],
      [3, BEN, 'Hi Ben'],
      [4, CAT, 'Hi Cat'],
    ],
  }),
  text('line-ends-cr.csv', 'phone,name\r09171234567,Ana\r09171234568,Ben\r', {
    why: 'CR alone, as from an old Mac',
    messages: [
      [2, ANA, 'Hi Ana'],
      [3, BEN, 'Hi Ben'],
    ],
  }),
  text('quoted-breaks.csv', `${HEAD}09171234567,"Ana\r\nMaria"\r\n09171234568,"Ben\rJr"\r\n`, {
    why: 'line breaks in quotes: one row each, LF in the text',
    messages: [
      [2, ANA, 'Hi Ana\nMaria'],
      [3, BEN, 'Hi Ben\nJr'],
    ],
  }),
  text('quoted-quotes.csv', `${HEAD}"09171234567" ,"Ana ""Banana"" Cruz"\r\n`, {
    why: 'doubled quotes, and a blank behind a quote',
    messages: [[2, ANA, 'Hi Ana "Banana" Cruz']],
  }),
  text('inch.csv', `${HEAD}09171234567,Ana 5" tall\r\n`, {
    why: 'a quote inside of a cell is text',
    messages: [[2, ANA, 'Hi Ana 5" tall']],
  }),
];

const BROKEN_ROWS: readonly Fixture[] = [
  text('unclosed-quote.csv', `${HEAD}${ROW_ANA}09171234560,"Bad\r\n09171234568,Ben\r\n`, {
    why: 'a quote that is never closed: its row is named, the next ones survive',
    messages: [
      [2, ANA, 'Hi Ana'],
      [4, BEN, 'Hi Ben'],
    ],
    refused: [[3, '09171234560 "Bad', 'unclosed_quote']],
  }),
  text('unclosed-quote-later-quote.csv', `${HEAD}1,"Bad\n09171234568,"Ben, Jr"\n${ROW_ANA}`, {
    why: 'a quote that a later row seems to close',
    messages: [
      [3, BEN, 'Hi Ben, Jr'],
      [4, ANA, 'Hi Ana'],
    ],
    refused: [[2, '1 "Bad', 'unclosed_quote']],
  }),
  text('unclosed-quote-last.csv', `${HEAD}${ROW_ANA}09171234568,"Ben`, {
    why: 'a quote that is open at the end of the file',
    messages: [[2, ANA, 'Hi Ana']],
    refused: [[3, '09171234568 "Ben', 'unclosed_quote']],
  }),
  text('stray-quote.csv', `${HEAD}09171234568,"Ben "the" Bear"\r\n${ROW_ANA}`, {
    why: 'quotes that are not doubled',
    messages: [[3, ANA, 'Hi Ana']],
    refused: [[2, '09171234568 "Ben "the" Bear"', 'stray_quote']],
  }),
  text(
    'ragged.csv',
    'phone,name,town\n09171234567,Ana\n09171234568,Ben,Cebu,,\n1,Cat,Cebu,x\n2\n',
    {
      why: 'too few cells, blank extra cells, extra cells with something in them',
      messages: [
        [2, ANA, 'Hi Ana'],
        [3, BEN, 'Hi Ben'],
      ],
      refused: [
        [4, '1', 'too_many_cells'],
        [5, '2', 'too_short'],
      ],
    },
  ),
  text('blank-rows.csv', '\n\nphone,name\n\n,\n  , \n09171234567,Ana\n,,,\n09171234568,Ben\n\n\n', {
    why: 'blank rows count in the row numbers, also before the header',
    messages: [
      [7, ANA, 'Hi Ana'],
      [9, BEN, 'Hi Ben'],
    ],
    refused: [],
  }),
  text('scientific.csv', `${HEAD}6.39171E+11,Ana\r\n09171234568,Ben\r\n"6,39171E+11",Cat\r\n`, {
    why: 'what Excel makes of numbers: refused, never guessed',
    messages: [[3, BEN, 'Hi Ben']],
    refused: [
      [2, '6.39171E+11', 'scientific'],
      [4, '6,39171E+11', 'scientific'],
    ],
  }),
  text(
    'duplicates.csv',
    `${HEAD}${ROW_ANA}+63 917 1234567,Ana B\r\n+639171234568,\r\n09171234568,Ben\r\n`,
    {
      why: 'the same number twice, once after a row that was refused for something else',
      messages: [
        [2, ANA, 'Hi Ana'],
        [5, BEN, 'Hi Ben'],
      ],
      refused: [
        [3, '+63 917 1234567', 'duplicate'],
        [4, '+639171234568', 'missing_field:name'],
      ],
    },
  ),
  text('bad-characters.csv', `${HEAD}${ROW_ANA}09171234568,Be\u0001n\r\n09171234569,C\uFFFDt\r\n`, {
    why: 'a control character, and a character that somebody else had lost already',
    messages: [[2, ANA, 'Hi Ana']],
    refused: [
      [3, '09171234568', 'bad_characters'],
      [4, '09171234569', 'bad_characters'],
    ],
  }),
  {
    file: 'damaged-utf8.csv',
    why: 'UTF-8 with one broken byte: that row is refused, the others are right',
    bytes: Buffer.concat([
      Buffer.from(`${HEAD}09171234567,José\r\n09171234568,Peña\r\n09171234560,Chlo`),
      Buffer.from([0xeb]),
      Buffer.from('\r\n09171234569,Ngũgĩ\r\n'),
    ]),
    encoding: 'utf-8',
    messages: [
      [2, ANA, 'Hi José'],
      [3, BEN, 'Hi Peña'],
      [5, CAT, 'Hi Ngũgĩ'],
    ],
    refused: [[4, '09171234560', 'bad_characters']],
  },
];

const HEADERS: readonly Fixture[] = [
  text('prototype-headers.csv', '__proto__,phone,constructor\nx,09171234567,Ana\n', {
    why: 'headers that are properties of every object',
    request: { template: 'Hi {{constructor}} {{__proto__}}' },
    messages: [[2, ANA, 'Hi Ana x']],
  }),
  text('duplicate-headers.csv', 'phone,name,note,note\n09171234567,Ana,a,b\n', {
    why: 'two columns of one name that nobody asks for',
    messages: [[2, ANA, 'Hi Ana']],
  }),
  text('duplicate-headers-used.csv', 'phone,name,Name\n09171234567,Ana,Maria\n', {
    why: 'a name that fits one column exactly',
    messages: [[2, ANA, 'Hi Ana']],
  }),
  text('duplicate-headers-ambiguous.csv', 'phone,NAME,Name\n09171234567,Ana,Maria\n', {
    why: 'a name that fits two columns equally well',
    error: 'ambiguous_column',
  }),
  text('accented-headers.csv', 'Numéro de Téléphone ,  Prénom\n09171234567,Ana\n', {
    why: 'accents, case and spaces in headers',
    request: { template: 'Hi {{prenom}}' },
    messages: [[2, ANA, 'Hi Ana']],
  }),
  text('arabic-headers.csv', 'رقم الهاتف,name\n09171234567,Ana\n', {
    why: 'Arabic headers',
    messages: [[2, ANA, 'Hi Ana']],
  }),
  text('unnamed-columns.csv', ',name,,\n09171234567,Ana,,\n', {
    why: 'the number column has no name; it is the only one with numbers',
    messages: [[2, ANA, 'Hi Ana']],
  }),
  text('headerless.csv', `${ROW_ANA}09171234568,Ben\r\n`, {
    why: 'no header: the first row is a person',
    error: 'no_header',
  }),
  text('header-only.csv', HEAD, { why: 'a header and no rows', error: 'no_valid_rows' }),
  text('no-number-column.csv', 'name,town\nAna,Cebu\n', {
    why: 'no column holds numbers',
    error: 'number_column_not_found',
  }),
  text('two-number-columns.csv', 'mobile 1,mobile 2,name\n09171234567,09171234568,Ana\n', {
    why: 'two columns that fit equally well',
    error: 'number_column_not_found',
  }),
  text('missing-field.csv', 'phone,town\n09171234567,Cebu\n', {
    why: 'the template names a column that is not there',
    error: 'unknown_template_field',
  }),
];

/** The beginning of a zip file whose first entry has this name and content. */
function zip(name: string, content: string): Buffer {
  const data = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
}

function notText(file: string, bytes: Uint8Array, looksLike: string): Fixture {
  return { file, bytes, why: `not text: ${looksLike}`, error: 'file_not_text', looksLike };
}

/** Bytes of every value, by a fixed rule. */
const NOISE = Buffer.from(Array.from({ length: 2000 }, (_, i) => (i * 167 + (i >> 3) * 31) & 0xff));

const NO_LISTS: readonly Fixture[] = [
  text('empty.csv', '', { why: 'no bytes', error: 'file_empty' }),
  text('blank.csv', '\uFEFF \r\n\r\n\t\r\n', { why: 'nothing but blanks', error: 'file_empty' }),
  text('commas.csv', ',,\n,,\n', { why: 'nothing but delimiters', error: 'file_empty' }),
  notText('book.xlsx', zip('[Content_Types].xml', '<Types/>'), 'xlsx'),
  notText('archive.zip', zip('list.csv', HEAD), 'zip'),
  notText('old.xls', Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex'), 'xls'),
  notText('paper.pdf', Buffer.from('%PDF-1.7\n1 0 obj\n'), 'pdf'),
  notText('photo.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image'),
  notText('table.xls.html', Buffer.from('\r\n<html><table><tr><td>phone</td></tr>'), 'html'),
  notText('noise.csv', NOISE, 'binary'),
  notText('utf-32.csv', Buffer.from('fffe0000700000006800000', 'hex'), 'binary'),
  notText('nul.csv', Buffer.from(`${HEAD}0917\0 1234567,Ana\r\n`), 'binary'),
];

/** Every fixture. */
export const IMPORT_FIXTURES: readonly Fixture[] = [
  ...ENCODED,
  ...DIALECTS,
  ...BROKEN_ROWS,
  ...HEADERS,
  ...NO_LISTS,
];

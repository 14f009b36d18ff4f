/**
 * What a column seems to hold: by the words of its header in English, French, Spanish, Portuguese,
 * Swahili, Tagalog, Indonesian and Arabic, and else by its cells.
 *
 * Only a guess, which the operator sees and corrects; the column of phone numbers is decided in
 * numberColumn.ts, more carefully.
 */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import { foldName } from './columns.ts';
import { holdsNumbers, isNamedAfterPhone } from './numberColumn.ts';

/** What a column may hold. */
export type ColumnRole =
  | 'number'
  | 'name'
  | 'message'
  | 'sender'
  | 'language'
  | 'date'
  | 'time'
  | 'amount'
  | 'place';

/**
 * Words by role; a line for each language, in the order of the languages above. The roles stand in the
 * order in which they win: *sender name* is a sender, *date of payment* a date, *village name* a place.
 */
const WORDS: readonly (readonly [ColumnRole, readonly string[]])[] = (
  [
    [
      'sender',
      [
        'sender senderid sendername',
        'expediteur emetteur',
        'remitente',
        'remetente',
        'mtumaji',
        'nagpadala tagapadala',
        'pengirim',
        'المرسل مرسل',
      ],
    ],
    [
      'language',
      [
        'language lang locale',
        'langue',
        'idioma lengua',
        'idioma lingua',
        'lugha',
        'wika lengguwahe',
        'bahasa',
        'لغة اللغة',
      ],
    ],
    [
      'time',
      [
        'time hour',
        'heure horaire',
        'hora horario',
        'hora horario',
        'saa wakati',
        'oras',
        'jam waktu pukul',
        'وقت الوقت ساعة الساعة',
      ],
    ],
    [
      'date',
      [
        'date day birthday dob',
        'date jour',
        'fecha dia',
        'data dia',
        'tarehe siku',
        'petsa araw',
        'tanggal tgl hari',
        'تاريخ التاريخ يوم اليوم',
      ],
    ],
    [
      'amount',
      [
        'amount sum total balance price cost salary fee',
        'montant somme solde prix',
        'monto importe cantidad saldo precio',
        'valor montante quantia saldo preco',
        'kiasi jumla salio bei',
        'halaga bayad',
        'jumlah nominal saldo harga biaya',
        'مبلغ المبلغ رصيد الرصيد قيمة القيمة',
      ],
    ],
    [
      'message',
      [
        'message text msg sms body',
        'message texte',
        'mensaje texto',
        'mensagem texto',
        'ujumbe',
        'mensahe',
        'pesan',
        'رسالة الرسالة نص النص',
      ],
    ],
    [
      'place',
      [
        'place village town city district location address ward clinic school site region province zone facility',
        'village ville lieu commune quartier adresse localite centre region',
        'lugar pueblo ciudad municipio localidad direccion comunidad barrio',
        'lugar aldeia cidade municipio bairro endereco localidade',
        'kijiji mahali mji wilaya kata eneo mtaa',
        'barangay lugar bayan lungsod lalawigan tirahan',
        'desa kota tempat alamat kecamatan kabupaten kelurahan lokasi',
        'قرية القرية مدينة المدينة مكان المكان منطقة المنطقة محافظة المحافظة عنوان العنوان',
      ],
    ],
    [
      'name',
      [
        'name firstname lastname fullname surname beneficiary patient client customer',
        'nom prenom beneficiaire',
        'nombre nombres apellido apellidos beneficiario',
        'nome sobrenome apelido beneficiario',
        'jina majina',
        'pangalan ngalan apelyido',
        'nama',
        'اسم الاسم',
      ],
    ],
  ] as const
).map(([role, lines]) => [role, lines.flatMap((line) => line.split(' ')).map(foldName)]);

/** Words of at least this length are also found inside others: `firstname`, `appointmentdates`. */
const FINDABLE_INSIDE = 5;

/** The words of a header, `firstName` being two of them. */
function wordsOf(header: string): readonly string[] {
  return header
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}]+/u)
    .map(foldName)
    .filter((word) => word !== '');
}

/** The roles that a header names, the likeliest first; without that of the phone number. */
function rolesNamed(header: string): readonly ColumnRole[] {
  const words = wordsOf(header);
  const whole = words.join('');
  const isNamed = (known: readonly string[], find: (word: string) => boolean): boolean =>
    known.some(find);
  const exact = WORDS.filter(([, known]) =>
    isNamed(known, (word) => words.includes(word) || whole === word),
  );
  const inside = WORDS.filter(([, known]) =>
    isNamed(known, (word) => word.length >= FINDABLE_INSIDE && whole.includes(word)),
  );
  return [...exact, ...inside].map(([role]) => role);
}

const TIME = /^\d{1,2}\s*[:hH]\s*\d{0,2}(?::\d{2})?(?:\s*[aApP]\.?[mM]\.?)?$/u;
const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/u;
/** Cells as long as this are texts, not names. */
const LONG_CELL = 60;

function roleByCells(cells: readonly string[], rows: number): ColumnRole | null {
  if (cells.length === 0) return null;
  if (cells.every((cell) => TIME.test(cell))) return 'time';
  if (cells.every((cell) => DATE.test(cell))) return 'date';
  // One long remark among short ones is none, nor is one that stands alone among many rows.
  const long = cells.filter((cell) => cell.length >= LONG_CELL).length;
  return 2 * long > cells.length && 2 * cells.length > rows ? 'message' : null;
}

/**
 * What a column seems to hold; `null` where nothing tells.
 *
 * @param sample the first rows of the list.
 */
export function guessRole(
  header: string,
  sample: readonly (readonly string[])[],
  column: number,
  parser: PhoneParser,
): ColumnRole | null {
  const cells = sample.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
  const named = rolesNamed(header)[0] ?? null;
  const isPhone = isNamedAfterPhone(header);
  // A *sender number* or an *amount per phone* is not whom the message goes to.
  const isTaken = named === 'sender' || named === 'amount' || named === 'date' || named === 'time';
  if (isPhone && !isTaken && (cells.length === 0 || holdsNumbers(sample, column, parser))) {
    return 'number';
  }
  return named ?? roleByCells(cells, sample.length);
}

/** What a column's name says alone, where its cells are not known. */
export function roleOfName(header: string): ColumnRole | null {
  return rolesNamed(header)[0] ?? (isNamedAfterPhone(header) ? 'number' : null);
}

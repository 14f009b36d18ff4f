/** What the fields of the import offer: encodings, delimiters, columns, countries. */
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { MessageId } from '../../i18n/en.ts';

/** The first rows of a list. */
export type Peek = CallOutput<'peekDraft'>;

/** One column as seen in the first rows. */
export type PeekColumn = Peek['columns'][number];

/** Encodings that lists come in, the usual ones first. */
export const ENCODINGS: readonly (readonly [id: string, name: MessageId])[] = [
  ['utf-8', 'import.encoding_utf8'],
  ['windows-1252', 'import.encoding_western'],
  ['windows-1256', 'import.encoding_arabic'],
  ['windows-1250', 'import.encoding_central'],
  ['windows-1251', 'import.encoding_cyrillic'],
  ['windows-1254', 'import.encoding_turkish'],
  ['windows-1258', 'import.encoding_vietnamese'],
  ['utf-16le', 'import.encoding_utf16'],
  ['macintosh', 'import.encoding_mac'],
  ['cp850', 'import.encoding_dos'],
];

/** What may stand between the cells. */
export const DELIMITERS: readonly (readonly [id: string, name: MessageId])[] = [
  [',', 'import.delimiter_comma'],
  [';', 'import.delimiter_semicolon'],
  ['\t', 'import.delimiter_tab'],
  ['|', 'import.delimiter_pipe'],
];

/** Stands for "none" in a list of columns: no column can have an empty name. */
export const NONE = '';

/** What a column that was not decided on could be, by its guess; the operator is asked. */
export function suggestedColumn(
  columns: readonly PeekColumn[],
  guess: NonNullable<PeekColumn['guess']>,
): string | null {
  const fitting = columns.filter((column) => column.guess === guess);
  return fitting.length === 1 ? (fitting[0]?.column ?? null) : null;
}

/** A country as a field offers it. */
export interface CountryOption {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly also: readonly string[];
}

/** What somebody may type for a country without its whole label: name, code, dialling code. */
export function countryWords(code: string, name: string, diallingCode: string): readonly string[] {
  return [name, code, diallingCode, `+${diallingCode}`, `00${diallingCode}`];
}

/** Countries by name in the order of the language, with their dialling codes. */
export function countryOptions(
  countries: CallOutput<'countries'>,
  nameOf: (code: string) => string,
  language: string,
): readonly CountryOption[] {
  const collator = new Intl.Collator(language);
  return countries
    .map(({ country, diallingCode }) => {
      // The code stands in the label too, so that typing +254 or 254 finds the country.
      const code = `\u2066+${diallingCode}\u2069`;
      const name = nameOf(country);
      const also = countryWords(country, name, diallingCode);
      return { id: country, label: `${name} (${code})`, help: '', also };
    })
    .sort((a, b) => collator.compare(a.label, b.label));
}

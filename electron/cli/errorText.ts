/**
 * The text of every failure on the command line: what is wrong, where, and what to do.
 *
 * Texts may hold what the operator typed or what a cell holds (they go to the screen, never to a
 * log), always through `quoted`, which shows control characters instead of sending them.
 */
import type { CliError } from './errors.ts';
import { lineErrorTexts } from './errorTextLine.ts';
import { reasonText } from './reasonText.ts';
import { counted, listed, quoted, shortened } from './text.ts';

/** A text for each kind of a union of errors; a missing one does not compile. */
export type TextsFor<E extends { readonly kind: string }> = {
  readonly [K in E['kind']]: (error: Extract<E, { readonly kind: K }>) => string;
};

type BadValue = Extract<CliError, { readonly kind: 'bad_value' }>;

const SPREADSHEETS: ReadonlySet<string> = new Set(['xlsx', 'xls', 'ods']);

const fileTexts = {
  file_not_found: ({ path }) =>
    `There is no file ${quoted(path)}. Check the name, and the folder you are in.`,
  file_unreadable: ({ path, code }) =>
    `${quoted(path)} cannot be read (${code}). ${unreadable(code)}`,
  file_empty: ({ path }) => `${quoted(path)} is empty. Save the list again and import that file.`,
  file_not_text: ({ path, looksLike }) =>
    SPREADSHEETS.has(looksLike)
      ? `${quoted(path)} is a spreadsheet, which this version does not read. Save it as CSV (Excel: File > Save as > "CSV UTF-8") and import that file.`
      : `${quoted(path)} is not a text file (it looks like ${looksLike}). Save the list as CSV and import that file.`,
  file_not_writable: ({ path, code }) => `${quoted(path)} ${unwritable(code)}`,
} satisfies Partial<TextsFor<CliError>>;

function unreadable(code: string): string {
  if (code === 'EISDIR') return 'It is a folder: name the file in it.';
  if (code === 'EBUSY') return 'It is open in another program (Excel?): close it there.';
  if (code === 'CHANGED') return 'It was written to while it was read: try again.';
  return 'Check that you may open it, and that it is not open in Excel.';
}

function unwritable(code: string): string {
  switch (code) {
    case 'DATA_FOLDER':
      return "is inside the data folder, where only Postbag's own files may be: name a file in another folder. Nothing was changed.";
    case 'SAME_FILE':
      return 'is the list itself, which would be lost: name another file. Nothing was changed.';
    case 'EEXIST':
      return 'exists already and is not replaced: name a new file.';
    case 'EISDIR':
    case 'NOT_A_FILE':
      return 'is not a plain file (a folder?): name a file.';
    default:
      return `cannot be written (${code}). Name a file in an existing folder that you may write to; if it is open in another program, close it there.`;
  }
}

const SENDER_PROBLEMS = {
  empty: 'it is empty',
  too_long: 'a name has at most 11 characters, a number at most 15 digits',
  bad_character: 'a name has only Latin letters, digits, spaces and & + . _ -',
  bad_number: 'a number has 3 to 15 digits, without +',
} as const;

const TEMPLATE_PROBLEMS = {
  unclosed: 'a "{{" has no "}}"',
  empty_field: 'a field has no name',
  nested: 'a field is inside another one',
  empty: 'it has no text',
} as const;

const importTexts = {
  no_header: ({ path }) =>
    `${quoted(path)} has no header: its first row must name the columns, for instance "phone,name".`,
  unknown_column: ({ column, available }) =>
    `The file has no column ${quoted(column)}. Its columns are ${listed(available)}.`,
  ambiguous_column: ({ column, positions }) =>
    `Several columns are named ${quoted(column)} (columns ${positions.join(', ')}). Rename all but one of them.`,
  number_column_not_found: ({ available }) =>
    `No column of the file is clearly the phone number. Name it: --to COLUMN, one of ${listed(available)}.`,
  unknown_country: ({ value }) =>
    `${quoted(value)} is not a country code. Use two letters, for instance KE for Kenya.`,
  unknown_encoding: ({ value }) =>
    `${quoted(value)} is not a known text encoding. Try utf-8 or windows-1252, or leave --encoding away.`,
  bad_delimiter: ({ value }) =>
    `${quoted(value)} cannot separate columns. Use one of: comma, semicolon, tab, pipe (|).`,
  bad_template: ({ problem, position }) =>
    `The message cannot be used: ${TEMPLATE_PROBLEMS[problem]} (at character ${position + 1}). Fields are written {{column}} or {{column|default}}.`,
  unknown_template_field: ({ field, available }) =>
    `The message names {{${shortened(field, 80)}}}, but the file has no such column. Its columns are ${listed(available)}; --map FIELD=COLUMN connects a field to another name.`,
  bad_sender: ({ value, problem }) =>
    `${quoted(value)} cannot be a sender id: ${SENDER_PROBLEMS[problem]}.`,
  sender_missing: () =>
    'No sender id is known. Give --from ID or --from-column COLUMN, or set one for the account: postbag account set --sender ID.',
  sheets_unsupported: ({ path }) =>
    `${quoted(path)} is a text file, which has no sheets: leave --sheet away. A spreadsheet is not read yet: Save it as CSV (Excel: File > Save as > "CSV UTF-8") and import that file.`,
  too_many_rows: ({ limit }) =>
    `The file has more than ${counted(limit, 'row')}. Split it and import the parts one by one.`,
  no_valid_rows: ({ rows, firstReasons }) =>
    rows === 0
      ? 'The file has a header but no rows. Nothing was imported.'
      : `None of the ${counted(rows, 'row')} can be used, so nothing was imported. The first reasons: ${firstReasons.map(reasonText).join('; ')}. Check --to and --country.`,
} satisfies Partial<TextsFor<CliError>>;

const URL_PROBLEMS = {
  syntax: 'it is not a web address such as https://api.example.org',
  not_https:
    'only https: is safe for the key and the numbers (http: is accepted for this computer alone)',
  credentials: 'a web address with a user name or password would leak them',
} as const;

function badValueText({ name, value, expected }: BadValue): string {
  if (name === 'port') {
    return `Port ${value} cannot be used; expected ${expected}. Another program may have it (another practice gateway?): name another --port, or leave it away.`;
  }
  if (name === 'map') {
    return `--map: the message has no field {{${shortened(value, 80)}}} to fill; expected ${expected}. It is written --map FIELD=COLUMN.`;
  }
  return `${name}: ${quoted(value)} cannot be used; expected ${expected}.`;
}

const requestTexts = {
  batch_not_found: ({ ref }) =>
    `There is no batch ${quoted(ref)}. "postbag status" lists the batches; the end of an id (4 characters or more) is enough.`,
  batch_ambiguous: ({ ref, matches }) =>
    `${quoted(ref)} fits ${counted(matches, 'batch', 'batches')}. Give more characters of the id ("postbag status" shows it).`,
  batch_state: ({ batch, state, action }) =>
    `Batch ${quoted(batch)} is ${state}: "${action}" does not apply to it.`,
  bad_price: ({ value }) =>
    `${quoted(value)} is not a price. Write it in US dollars per part with a dot, for instance KE=0.02 (at most 6 decimals, at most 10 dollars).`,
  bad_phone: ({ value, reason }) =>
    `${quoted(value)} is not a phone number that can be used (${reasonText(reason)}). Write it with the country's dialling code, for instance +254771234567.`,
  bad_base_url: ({ value, problem }) =>
    `${quoted(value)} cannot be the base URL: ${URL_PROBLEMS[problem]}.`,
  account_missing: () =>
    'No account is set yet. Run: postbag account set --org NUMBER (your engageSPARK organisation number).',
  // The window's own: the command line has no screen on which they could come up.
  person_missing: () => 'Nobody has said who is working. Choose a name in the window.',
  work_running: () => 'Other work is under way. Wait until it has ended, then try again.',
  draft_not_found: () => 'This list is no longer being prepared.',
  draft_not_built: () => 'The list changed after it was read. Read it again in the window.',
  view_expired: () => 'These messages are no longer at hand. Open the screen again.',
  choice_expired: () => 'This file was chosen too long ago. Choose it again.',
  bad_value: badValueText,
} satisfies Partial<TextsFor<CliError>>;

const TEXTS: TextsFor<CliError> = {
  ...fileTexts,
  ...importTexts,
  ...requestTexts,
  ...lineErrorTexts,
};

/** What is wrong, where, and what to do. */
export function errorText(error: CliError): string {
  // Sound: the table has for each kind the function that takes exactly that member of the union.
  const text = TEXTS[error.kind] as (error: CliError) => string;
  return text(error);
}

/** The words for failures of a file and of what was asked of it. */
import type { AppError, SenderProblem } from '../../shared/errors.ts';
import type { MessageId } from './en.ts';
import type { MessagesFor } from './errorText.ts';
import type { Message } from './message.ts';
import { reasonMessage } from './reasonText.ts';

/** Names shown at most where a list of them stands in a sentence. */
const MOST_NAMES = 8;

function names(all: readonly string[]): string {
  const shown = all.slice(0, MOST_NAMES).map((name) => `“${name}”`);
  return all.length > MOST_NAMES ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** A file's own name: the folders before it say nothing on a screen. */
function fileName(path: string): string {
  return path.split(/[/\\]/u).at(-1) ?? path;
}

const UNREADABLE = {
  EISDIR: 'errors.file_is_folder',
  EBUSY: 'errors.file_open_elsewhere',
  CHANGED: 'errors.file_changed',
} as const satisfies Readonly<Record<string, MessageId>>;

const NOT_WRITABLE = {
  DATA_FOLDER: 'errors.file_in_data_folder',
  SAME_FILE: 'errors.file_is_list',
  EEXIST: 'errors.file_exists',
  EISDIR: 'errors.file_is_folder',
  NOT_A_FILE: 'errors.file_is_folder',
  EBUSY: 'errors.file_open_elsewhere',
  ENOSPC: 'errors.disk_full',
} as const satisfies Readonly<Record<string, MessageId>>;

const LOOKS_LIKE = {
  xls: 'errors.file_xls',
  ods: 'errors.file_ods',
  pdf: 'errors.file_pdf',
  image: 'errors.file_image',
} as const satisfies Readonly<Record<string, MessageId>>;

function known(
  table: Readonly<Record<string, MessageId>>,
  key: string,
  otherwise: MessageId,
): MessageId {
  return Object.hasOwn(table, key) ? (table[key] ?? otherwise) : otherwise;
}

/** The words for failures of a file. */
export const fileErrors = {
  file_not_found: ({ path }) => ({ id: 'errors.file_not_found', values: { file: fileName(path) } }),
  file_unreadable: ({ path, code }) => ({
    id: known(UNREADABLE, code, 'errors.file_unreadable'),
    values: { file: fileName(path), code },
  }),
  file_empty: ({ path }) => ({ id: 'errors.file_empty', values: { file: fileName(path) } }),
  file_not_text: ({ path, looksLike }) => ({
    id: known(LOOKS_LIKE, looksLike, 'errors.file_not_list'),
    values: { file: fileName(path) },
  }),
  file_not_writable: ({ path, code }) => ({
    id: known(NOT_WRITABLE, code, 'errors.file_not_writable'),
    values: { file: fileName(path), code },
  }),
} as const satisfies Partial<MessagesFor<AppError>>;

const TEMPLATE_PROBLEMS = {
  unclosed: 'errors.template_unclosed',
  empty_field: 'errors.template_empty_field',
  nested: 'errors.template_nested',
  empty: 'errors.template_empty',
} as const satisfies Readonly<Record<string, MessageId>>;

const SENDER_PROBLEMS = {
  empty: 'errors.sender_empty',
  too_long: 'errors.sender_too_long',
  bad_character: 'errors.sender_bad_character',
  bad_number: 'errors.sender_bad_number',
} as const satisfies Readonly<Record<SenderProblem, MessageId>>;

/** Why a sender name cannot be used. */
export const senderProblemId = (problem: SenderProblem): MessageId => SENDER_PROBLEMS[problem];

function noValidRows(rows: number, firstReasons: readonly string[]): Message {
  const [first] = firstReasons;
  if (rows === 0 || first === undefined) return { id: 'errors.no_rows' };
  return { id: 'errors.no_valid_rows', values: { rows, reason: reasonMessage(first) } };
}

/** The words for what was asked of a list and does not fit it. */
export const importErrors = {
  no_header: ({ path }) => ({ id: 'errors.no_header', values: { file: fileName(path) } }),
  unknown_column: ({ column, available }) => ({
    id: 'errors.unknown_column',
    values: { column, available: names(available) },
  }),
  ambiguous_column: ({ column }) => ({ id: 'errors.ambiguous_column', values: { column } }),
  number_column_not_found: ({ available }) => ({
    id: 'errors.number_column_not_found',
    values: { available: names(available) },
  }),
  unknown_country: ({ value }) => ({ id: 'errors.unknown_country', values: { value } }),
  unknown_encoding: ({ value }) => ({ id: 'errors.unknown_encoding', values: { value } }),
  bad_delimiter: ({ value }) => ({ id: 'errors.bad_delimiter', values: { value } }),
  bad_template: ({ problem }) => ({ id: TEMPLATE_PROBLEMS[problem] }),
  unknown_template_field: ({ field, available }) => ({
    id: 'errors.unknown_template_field',
    values: { field, available: names(available) },
  }),
  bad_sender: ({ value, problem }) => ({
    id: 'errors.bad_sender',
    values: { value, problem: { id: SENDER_PROBLEMS[problem] } },
  }),
  sender_missing: () => ({ id: 'errors.sender_missing' }),
  sheets_unsupported: ({ path }) => ({
    id: 'errors.file_not_list',
    values: { file: fileName(path) },
  }),
  too_many_rows: ({ limit }) => ({ id: 'errors.too_many_rows', values: { limit } }),
  no_valid_rows: ({ rows, firstReasons }) => noValidRows(rows, firstReasons),
  interrupted: () => ({ id: 'errors.interrupted' }),
} as const satisfies Partial<MessagesFor<AppError>>;

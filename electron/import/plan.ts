/** Where in a list everything stands: decided once, from the header and the first rows. */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import type { Template } from '../../shared/domain/template.ts';
import { err, type ImportError, ok, type RequestError, type Result } from '../../shared/errors.ts';
import { findColumn, headerNames, shownNames, storedNames } from './columns.ts';
import { guessNumberColumn, looksLikeData } from './numberColumn.ts';

/** What the operator says about the columns. */
export interface ColumnWishes {
  /** The column of phone numbers; left out, it is guessed. */
  readonly to?: string | undefined;
  /** The column of sender ids. */
  readonly fromColumn?: string | undefined;
  /** Columns for fields of the template that have other names. */
  readonly map?: ReadonlyMap<string, string> | undefined;
  /** The list is still being prepared; see `ImportJob`. */
  readonly isPreparing?: boolean | undefined;
}

/** Why a message cannot be merged with a list. */
export type MessageProblem = ImportError | RequestError;

/** Positions of columns, from 0. */
export interface Plan {
  readonly headers: readonly string[];
  readonly number: number;
  readonly sender: number | null;
  /** The column whose text is sent as it is; `null` with a template. */
  readonly text: number | null;
  /** The column of each field of the template. */
  readonly fields: ReadonlyMap<string, number>;
  /** There is no message yet: every text is empty. */
  readonly isTextless: boolean;
  /** Why there is none, where that is not how it is wanted. */
  readonly messageProblem: MessageProblem | null;
}

/** The message of every row: merged from a template, literally a column's, or not there yet. */
export type MessageWish =
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'nothing'; readonly problem: MessageProblem | null };

/**
 * Decides on the columns.
 *
 * Errors: `no_header`, `unknown_column`, `ambiguous_column`, `number_column_not_found`,
 * `unknown_template_field`; `bad_value` for a mapped field that the template has not.
 *
 * @param sample the first rows after the header.
 */
export function planColumns(
  path: string,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  message: MessageWish,
  wishes: ColumnWishes,
  parser: PhoneParser,
): Result<Plan> {
  const names = headerNames(header);
  const headers = wishes.isPreparing === true ? storedNames(names) : names;
  const number = numberColumn(path, headers, sample, wishes.to, parser);
  if (!number.ok) return number;
  const sender = optionalColumn(headers, wishes.fromColumn);
  if (!sender.ok) return sender;
  const text = textColumns(headers, message, wishes);
  if (!text.ok) return text;
  return ok({ headers, number: number.value, sender: sender.value, ...text.value });
}

type TextColumns = Pick<Plan, 'text' | 'fields' | 'isTextless' | 'messageProblem'>;

const NO_FIELDS: ReadonlyMap<string, number> = new Map();

function textless(messageProblem: MessageProblem | null): TextColumns {
  return { text: null, fields: NO_FIELDS, isTextless: true, messageProblem };
}

function textColumns(
  headers: readonly string[],
  message: MessageWish,
  { map, isPreparing }: ColumnWishes,
): Result<TextColumns, MessageProblem> {
  const found = foundTextColumns(headers, message, map ?? new Map());
  // The rows can be looked at all the same while the message is being mended.
  return found.ok || isPreparing !== true ? found : ok(textless(found.error));
}

function foundTextColumns(
  headers: readonly string[],
  message: MessageWish,
  map: ReadonlyMap<string, string>,
): Result<TextColumns, MessageProblem> {
  const rest = { isTextless: false, messageProblem: null };
  switch (message.kind) {
    case 'nothing':
      return ok(textless(message.problem));
    case 'column': {
      const text = findColumn(headers, message.column);
      return text.ok ? ok({ text: text.value, fields: NO_FIELDS, ...rest }) : text;
    }
    case 'template': {
      const fields = fieldColumns(headers, message.template, map);
      return fields.ok ? ok({ text: null, fields: fields.value, ...rest }) : fields;
    }
  }
}

/**
 * The position of the column of phone numbers: the one that is named, else the one that is guessed.
 *
 * Errors: `unknown_column`, `ambiguous_column`, `number_column_not_found`; `no_header` where the header
 * looks like a row of the list.
 */
export function numberColumn(
  path: string,
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  wanted: string | undefined,
  parser: PhoneParser,
): Result<number, ImportError> {
  const named = wanted === undefined ? null : findColumn(headers, wanted);
  if (named?.ok === true) return named;
  // Without its header, a list would lose its first person, and no column has a name.
  if (looksLikeData(headers, parser)) return err({ kind: 'no_header', path });
  return named ?? guessNumberColumn(headers, sample, parser);
}

function optionalColumn(
  headers: readonly string[],
  wanted: string | undefined,
): Result<number | null> {
  return wanted === undefined ? ok(null) : findColumn(headers, wanted);
}

function fieldColumns(
  headers: readonly string[],
  template: Template,
  map: ReadonlyMap<string, string>,
): Result<ReadonlyMap<string, number>, MessageProblem> {
  const names = template.fields.map(({ name }) => name);
  const stranger = [...map.keys()].find((field) => !names.includes(field));
  if (stranger !== undefined) {
    const expected =
      names.length === 0 ? 'a field of the message, which has none' : names.join(', ');
    return err({ kind: 'bad_value', name: 'map', value: stranger, expected });
  }
  const fields = new Map<string, number>();
  for (const name of names) {
    const mapped = map.get(name);
    const column = findColumn(headers, mapped ?? name);
    if (column.ok) {
      fields.set(name, column.value);
    } else if (mapped === undefined && column.error.kind === 'unknown_column') {
      const available = shownNames(headers);
      return err({ kind: 'unknown_template_field', field: name, available });
    } else {
      return column;
    }
  }
  return ok(fields);
}

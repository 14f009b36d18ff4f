/** Checks what can be checked of an import's request before the file is touched. */
import { isCountryCode } from '../../shared/domain/phone.ts';
import { checkSender } from '../../shared/domain/sender.ts';
import { compileTemplate } from '../../shared/domain/template.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { Account } from '../db/accounts.ts';
import { MAX_SEQ } from '../db/keys.ts';
import { namedDelimiter } from './delimiter.ts';
import { canonicalEncoding } from './encoding.ts';
import type { ImportJob, MessageSource } from './protocol.ts';

/** What is asked of an import. */
export interface ImportRequest {
  readonly file: string;
  /** A template merged with each row, or the column whose text is sent as it is. */
  readonly message: MessageSource;
  /** The column of phone numbers; left out, it is guessed. */
  readonly to?: string | undefined;
  /** The sender id; left out, the account's. */
  readonly from?: string | undefined;
  /** The column of sender ids; a blank cell falls back to the sender id above. */
  readonly fromColumn?: string | undefined;
  /** The country of national numbers (ISO 3166-1 alpha-2); left out, the account's. */
  readonly country?: string | undefined;
  /** The batch's name; left out, the file's. */
  readonly name?: string | undefined;
  /** A spreadsheet's sheet: refused, since a text file has none. */
  readonly sheet?: string | undefined;
  /** Columns for fields of the template that have other names. */
  readonly map?: ReadonlyMap<string, string> | undefined;
  /** Left out, it is detected. */
  readonly encoding?: string | undefined;
  /** Left out, it is detected. */
  readonly delimiter?: string | undefined;
  /** Keeps the same number as often as it comes. */
  readonly allowDuplicates?: boolean | undefined;
  /** The list is still being prepared; see {@link ImportJob}. */
  readonly isPreparing?: boolean | undefined;
  /** Numbers that the operator has put right, by the spreadsheet's row. */
  readonly corrections?: ReadonlyMap<number, string> | undefined;
}

/**
 * The worker's job for a request.
 *
 * Errors: `bad_template`, `unknown_country`, `bad_sender`, `sender_missing`, `unknown_encoding`,
 * `bad_delimiter`.
 */
export function prepareJob(
  request: ImportRequest,
  account: Account | null,
  optedOut: Float64Array,
): Result<ImportJob> {
  const { message, isPreparing, corrections } = request;
  const isChecked = 'template' in message && isPreparing !== true;
  const template = isChecked ? compileTemplate(message.template) : ok(null);
  if (!template.ok) return template;
  const country = countryOf(request.country ?? account?.country ?? null);
  if (!country.ok) return country;
  const sender = senderOf(request, account);
  if (!sender.ok) return sender;
  const named = checkDialect(request);
  if (!named.ok) return named;
  const { file, to, fromColumn, sheet, encoding, delimiter } = request;
  return ok({
    file,
    message,
    to,
    fromColumn,
    sheet,
    encoding,
    delimiter,
    map: request.map ?? new Map(),
    country: country.value,
    sender: sender.value,
    allowDuplicates: request.allowDuplicates ?? false,
    optedOut,
    maxRows: MAX_SEQ,
    isPreparing,
    corrections,
  });
}

function countryOf(value: string | null): Result<string | null> {
  const code = value?.trim().toUpperCase() ?? null;
  if (code === null || isCountryCode(code)) return ok(code);
  return err({ kind: 'unknown_country', value: value ?? '' });
}

function senderOf(request: ImportRequest, account: Account | null): Result<string | null> {
  const value = request.from ?? account?.sender ?? null;
  if (value === null) {
    const isNeeded = request.fromColumn === undefined && request.isPreparing !== true;
    return isNeeded ? err({ kind: 'sender_missing' }) : ok(null);
  }
  const sender = checkSender(value);
  return sender.ok ? sender : err({ kind: 'bad_sender', value, problem: sender.error });
}

function checkDialect({ encoding, delimiter }: ImportRequest): Result<void> {
  const named = encoding === undefined ? null : canonicalEncoding(encoding);
  if (named !== null && !named.ok) return named;
  const given = delimiter === undefined ? null : namedDelimiter(delimiter);
  return given !== null && !given.ok ? given : ok(undefined);
}

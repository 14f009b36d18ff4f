/**
 * Expected failures, as data.
 *
 * Every expected failure travels as `Result<T, AppError>`; the texts are made where people read them
 * (the renderer, the command line), each in one exhaustive function. A bug throws.
 */

/** The outcome of something that may fail in an expected way. */
export type Result<T, E = AppError> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Wraps a value as success. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** Wraps an error as failure. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});

/** A file could not be used as a list. Nothing was changed. */
export type FileError =
  | { readonly kind: 'file_not_found'; readonly path: string }
  | { readonly kind: 'file_unreadable'; readonly path: string; readonly code: string }
  | { readonly kind: 'file_empty'; readonly path: string }
  | {
      readonly kind: 'file_not_text';
      readonly path: string;
      /**
       * What the bytes look like: `xlsx`, `xls`, `ods`, `pdf`, `zip`, `image`, `rtf`, `html`,
       * `binary`.
       */
      readonly looksLike: string;
    }
  | { readonly kind: 'file_not_writable'; readonly path: string; readonly code: string };

/** What was asked of an import does not fit the file. Nothing was changed. */
export type ImportError =
  | { readonly kind: 'no_header'; readonly path: string }
  | {
      readonly kind: 'unknown_column';
      readonly column: string;
      readonly available: readonly string[];
    }
  | {
      readonly kind: 'ambiguous_column';
      readonly column: string;
      readonly positions: readonly number[];
    }
  | { readonly kind: 'number_column_not_found'; readonly available: readonly string[] }
  | { readonly kind: 'unknown_country'; readonly value: string }
  | { readonly kind: 'unknown_encoding'; readonly value: string }
  | { readonly kind: 'bad_delimiter'; readonly value: string }
  | {
      readonly kind: 'bad_template';
      readonly problem: 'unclosed' | 'empty_field' | 'nested' | 'empty';
      /** Position in UTF-16 units from the start of the template. */
      readonly position: number;
    }
  | {
      readonly kind: 'unknown_template_field';
      readonly field: string;
      readonly available: readonly string[];
    }
  | { readonly kind: 'bad_sender'; readonly value: string; readonly problem: SenderProblem }
  | { readonly kind: 'sender_missing' }
  | { readonly kind: 'sheets_unsupported'; readonly path: string }
  | { readonly kind: 'too_many_rows'; readonly limit: number }
  | {
      readonly kind: 'no_valid_rows';
      readonly rows: number;
      readonly firstReasons: readonly string[];
    }
  /** The operator stopped it. */
  | { readonly kind: 'interrupted' };

/** Why a sender id cannot be used. */
export type SenderProblem = 'empty' | 'too_long' | 'bad_character' | 'bad_number';

/** Something named by the operator does not exist or cannot be used so. Nothing was changed. */
export type RequestError =
  | { readonly kind: 'batch_not_found'; readonly ref: string }
  | { readonly kind: 'batch_ambiguous'; readonly ref: string; readonly matches: number }
  | {
      readonly kind: 'batch_state';
      readonly batch: string;
      readonly state: string;
      readonly action: string;
    }
  | { readonly kind: 'bad_price'; readonly value: string }
  | { readonly kind: 'bad_phone'; readonly value: string; readonly reason: string }
  | {
      readonly kind: 'bad_base_url';
      readonly value: string;
      readonly problem: 'syntax' | 'not_https' | 'credentials';
    }
  | { readonly kind: 'account_missing' }
  /** Nobody has said who is working. */
  | { readonly kind: 'person_missing' }
  /** Other work must end first. */
  | { readonly kind: 'work_running'; readonly work: 'send' | 'build' | 'reports' | 'export' }
  | { readonly kind: 'draft_not_found'; readonly draft: string }
  /** The settings of a list changed after it was read, or it was never read. */
  | { readonly kind: 'draft_not_built'; readonly draft: string }
  /** A view of messages is older than those that are kept. */
  | { readonly kind: 'view_expired'; readonly view: string }
  /** A file was chosen too long ago, or used already. */
  | { readonly kind: 'choice_expired' }
  | {
      readonly kind: 'bad_value';
      readonly name: string;
      readonly value: string;
      readonly expected: string;
    };

/** The API or the line refused; nothing is in doubt because of it. */
export type ApiError =
  | { readonly kind: 'api_key_missing' }
  | { readonly kind: 'api_key_unusable'; readonly problem: 'bad_character' }
  | {
      readonly kind: 'api_refused';
      readonly status: number;
      readonly detail: string;
      /** How long the API asks to wait, where it says (a 429, a 503), milliseconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'api_unknown_answer'; readonly status: number; readonly detail: string }
  | { readonly kind: 'api_not_found'; readonly what: string }
  | { readonly kind: 'offline'; readonly code: string }
  | { readonly kind: 'timeout'; readonly code: string }
  | { readonly kind: 'certificate'; readonly code: string };

/** The data folder cannot be used. Nothing was changed. */
export type DataError =
  | { readonly kind: 'data_busy'; readonly path: string }
  | {
      readonly kind: 'data_newer';
      readonly path: string;
      readonly version: number;
      readonly supported: number;
    }
  | {
      readonly kind: 'data_older';
      readonly path: string;
      readonly version: number;
      readonly supported: number;
    }
  | { readonly kind: 'data_corrupt'; readonly path: string; readonly detail: string }
  | { readonly kind: 'data_full'; readonly path: string }
  | { readonly kind: 'data_unusable'; readonly path: string; readonly code: string }
  | { readonly kind: 'data_frozen'; readonly path: string; readonly detail: string };

/** A bug: logged once with this id, and shown with it. */
export interface InternalError {
  readonly kind: 'internal';
  readonly id: string;
}

/** Every expected failure of Postbag. */
export type AppError =
  | FileError
  | ImportError
  | RequestError
  | ApiError
  | DataError
  | InternalError;

/** Carries an expected failure through code that can only throw (a transaction, a callback). */
export class AppFailure extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.kind);
    this.name = 'AppFailure';
    this.error = error;
  }
}

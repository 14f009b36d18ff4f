/** Exit codes: one table per union, exhaustive by type, so that a new kind cannot be forgotten. */
import type { StopReason } from '../../shared/domain/batch.ts';
import type { CliError } from './errors.ts';

/** The exit codes of the command line, by meaning. */
export const EXIT = {
  /** Done, also with rejected rows. */
  done: 0,
  /** A bug; the log has its id. */
  internal: 1,
  /** The command line was not understood, or lacks something (a key). */
  usage: 2,
  /** The input was refused and nothing was changed. */
  refusedInput: 3,
  /** Stopped for the operator, or something remains in doubt. */
  operator: 4,
  /** The API or the line refused; nothing is in doubt because of it. */
  line: 5,
  /** The data folder cannot be used. */
  data: 6,
} as const;

/** One exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ERROR_EXIT: Readonly<Record<CliError['kind'], ExitCode>> = {
  internal: EXIT.internal,
  usage: EXIT.usage,
  not_in_this_version: EXIT.usage,
  insecure_tls: EXIT.usage,
  api_key_missing: EXIT.usage,
  api_key_unusable: EXIT.usage,
  interrupted: EXIT.operator,
  file_not_found: EXIT.refusedInput,
  file_unreadable: EXIT.refusedInput,
  file_empty: EXIT.refusedInput,
  file_not_text: EXIT.refusedInput,
  file_not_writable: EXIT.refusedInput,
  no_header: EXIT.refusedInput,
  unknown_column: EXIT.refusedInput,
  ambiguous_column: EXIT.refusedInput,
  number_column_not_found: EXIT.refusedInput,
  unknown_country: EXIT.refusedInput,
  unknown_encoding: EXIT.refusedInput,
  bad_delimiter: EXIT.refusedInput,
  bad_template: EXIT.refusedInput,
  unknown_template_field: EXIT.refusedInput,
  bad_sender: EXIT.refusedInput,
  sender_missing: EXIT.refusedInput,
  sheets_unsupported: EXIT.refusedInput,
  too_many_rows: EXIT.refusedInput,
  no_valid_rows: EXIT.refusedInput,
  batch_not_found: EXIT.refusedInput,
  batch_ambiguous: EXIT.refusedInput,
  batch_state: EXIT.refusedInput,
  bad_price: EXIT.refusedInput,
  bad_phone: EXIT.refusedInput,
  bad_base_url: EXIT.refusedInput,
  account_missing: EXIT.refusedInput,
  person_missing: EXIT.refusedInput,
  work_running: EXIT.refusedInput,
  draft_not_found: EXIT.refusedInput,
  draft_not_built: EXIT.refusedInput,
  view_expired: EXIT.refusedInput,
  choice_expired: EXIT.refusedInput,
  bad_value: EXIT.refusedInput,
  api_refused: EXIT.line,
  api_unknown_answer: EXIT.line,
  api_not_found: EXIT.line,
  offline: EXIT.line,
  timeout: EXIT.line,
  certificate: EXIT.line,
  data_busy: EXIT.data,
  data_newer: EXIT.data,
  data_older: EXIT.data,
  data_corrupt: EXIT.data,
  data_full: EXIT.data,
  data_unusable: EXIT.data,
  data_frozen: EXIT.data,
};

/** The exit code of a failure. */
export function exitCodeOf(error: CliError): ExitCode {
  return ERROR_EXIT[error.kind];
}

const STOP_EXIT: Readonly<Record<StopReason['reason'], ExitCode>> = {
  paused: EXIT.operator,
  cancelled: EXIT.operator,
  interrupted: EXIT.operator,
  canary_doubt: EXIT.operator,
  canary_rejected: EXIT.operator,
  canary_price: EXIT.operator,
  doubt_limit: EXIT.operator,
  budget: EXIT.operator,
  unpriced: EXIT.operator,
  not_after: EXIT.operator,
  window: EXIT.operator,
  recent_same_text: EXIT.operator,
  balance: EXIT.line,
  refused: EXIT.line,
  certificate: EXIT.line,
  offline: EXIT.line,
  disk_full: EXIT.data,
};

/**
 * The exit code of a send that ended, with why it stopped early (`null`: it did not).
 *
 * 5 promises that nothing is in doubt, so with messages in doubt the line's reasons end with 4.
 */
export function exitCodeOfSend(stop: StopReason | null, inDoubt: number): ExitCode {
  const code = stop === null ? EXIT.done : STOP_EXIT[stop.reason];
  const promisesNoDoubt = code === EXIT.done || code === EXIT.line;
  return promisesNoDoubt && inDoubt > 0 ? EXIT.operator : code;
}

/** Why a row of a list was not taken, in the operator's words: one table for every reason. */
import type { MessageId } from './en.ts';
import type { Message } from './message.ts';

const REASONS = {
  empty: 'errors.reason_empty',
  too_long: 'errors.reason_too_long',
  spreadsheet_error: 'errors.reason_spreadsheet_error',
  scientific: 'errors.reason_scientific',
  decimal: 'errors.reason_decimal',
  several_numbers: 'errors.reason_several_numbers',
  extension: 'errors.reason_extension',
  letters: 'errors.reason_letters',
  bad_character: 'errors.reason_bad_character',
  country_needed: 'errors.reason_country_needed',
  plus_needed: 'errors.reason_plus_needed',
  ambiguous: 'errors.reason_ambiguous',
  unknown_dialling_code: 'errors.reason_unknown_dialling_code',
  too_short: 'errors.reason_too_short',
  invalid: 'errors.reason_invalid',
  no_country: 'errors.reason_no_country',
  not_mobile: 'errors.reason_not_mobile',
  unclosed_quote: 'errors.reason_unclosed_quote',
  stray_quote: 'errors.reason_stray_quote',
  row_too_long: 'errors.reason_row_too_long',
  too_many_cells: 'errors.reason_too_many_cells',
  duplicate: 'errors.reason_duplicate',
  opted_out: 'errors.reason_opted_out',
  missing_field: 'errors.reason_missing_field',
  empty_message: 'errors.reason_empty_message',
  too_many_parts: 'errors.reason_too_many_parts',
  bad_characters: 'errors.reason_bad_characters',
  bad_sender: 'errors.reason_bad_sender',
} as const satisfies Readonly<Record<string, MessageId>>;

/**
 * The words for a reason. What stands behind a colon (`missing_field:name`) is named; a reason that this
 * version does not know is shown as it is.
 */
export function reasonMessage(reason: string): Message {
  const [word = '', ...detail] = reason.split(':');
  const id = Object.hasOwn(REASONS, word) ? REASONS[word as keyof typeof REASONS] : null;
  if (id === null) return { id: 'errors.reason_unknown', values: { reason } };
  return detail.length === 0
    ? { id }
    : { id: 'errors.reason_with_detail', values: { reason: { id }, detail: detail.join(':') } };
}

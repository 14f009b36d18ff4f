/**
 * Why rows were not taken: which of them another number mends, and what would mend most at once.
 *
 * Reasons carry a name behind a colon where they concern a column (`missing_field:name`).
 */

/** The kind of a reason, without the name that it carries. */
const wordOf = (reason: string): string => reason.split(':', 1)[0] ?? '';

/** Reasons that lie in the number itself: another number mends them. */
const OF_NUMBER: ReadonlySet<string> = new Set([
  'empty',
  'too_long',
  'spreadsheet_error',
  'scientific',
  'decimal',
  'several_numbers',
  'extension',
  'letters',
  'bad_character',
  'country_needed',
  'plus_needed',
  'ambiguous',
  'unknown_dialling_code',
  'too_short',
  'invalid',
  'no_country',
  'not_mobile',
]);

/** Whether typing another number mends the row. */
export const isMendable = (reason: string): boolean => OF_NUMBER.has(wordOf(reason));

/** Reasons that are no fault of a row, and are counted on their own. */
const COUNTED_APART: ReadonlySet<string> = new Set(['duplicate', 'opted_out']);

/** One line of the summary of refused rows. */
export interface ReasonCount {
  readonly reason: string;
  readonly rows: number;
}

/** The refused rows by reason, without what is counted on its own. */
export function refusedReasons(reasons: readonly ReasonCount[]): readonly ReasonCount[] {
  return reasons.filter(({ reason }) => !COUNTED_APART.has(wordOf(reason)));
}

/** What would mend most rows at once. */
export type Advice = 'choose_country' | 'wrong_column' | 'wrong_encoding' | 'format_as_text' | null;

/** How large a share of the rows a reason must have to be taken for a mistake of the whole list. */
const MOST = 0.5;

/**
 * One piece of advice for the whole list, where a single setting or one mistake in the spreadsheet
 * explains many refused rows.
 */
export function adviceFor(report: {
  readonly rows: number;
  readonly recipients: number;
  readonly reasons: readonly ReasonCount[];
}): Advice {
  const rowsOf = (...words: readonly string[]): number =>
    report.reasons
      .filter(({ reason }) => words.includes(wordOf(reason)))
      .reduce((sum, { rows }) => sum + rows, 0);
  if (report.rows === 0) return null;
  if (rowsOf('country_needed') > 0) return 'choose_country';
  if (rowsOf('bad_characters') > 0) return 'wrong_encoding';
  // One such cell is told with its row; several are the doing of the spreadsheet.
  if (rowsOf('scientific', 'decimal') > 1) return 'format_as_text';
  const notNumbers = rowsOf(
    'letters',
    'bad_character',
    'too_short',
    'too_long',
    'empty',
    'invalid',
  );
  if (report.recipients === 0 && notNumbers / report.rows > MOST) return 'wrong_column';
  return null;
}

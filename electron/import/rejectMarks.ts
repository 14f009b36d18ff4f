/**
 * The signs by which a file of refused rows is known, and by which its cells are kept from spreadsheets.
 *
 * Apart from the writing of such files, so that the worker, which reads them, needs no database.
 */

import type { CsvRow, RowProblem } from './csvReader.ts';

/** The column of the row's number in the list. */
export const ROW_COLUMN = 'postbag_row';

/** The column of the reason. */
export const REASON_COLUMN = 'postbag_reason';

/** A `'` before what a spreadsheet could take for a formula. */
// oxlint-disable-next-line no-control-regex -- NUL is one of the characters to keep harmless
const MARKED = /^'+[=+\-@＝＋－＠\t\n\r\0]/u;

/** A cell that has such a mark of its own gets a second one: {@link withoutMarks} takes one off. */
export function doubleMark(cell: string): string {
  return MARKED.test(cell) ? `'${cell}` : cell;
}

/** Reasons that say that a line could not be split as it should. */
const QUOTE_REASONS: ReadonlySet<string> = new Set<RowProblem>(['unclosed_quote', 'stray_quote']);

/**
 * The rows of such a file as they were in the list: without marks.
 *
 * A line whose quotes were wrong stands in the file split at each delimiter, quotes and all; as long
 * as it has them it is refused again, rather than sent with half a name in its text.
 */
export function* mendedRows(
  header: readonly string[],
  rows: Iterable<CsvRow>,
): Generator<CsvRow, void, undefined> {
  const reasonColumn = header.indexOf(REASON_COLUMN);
  for (const { row, cells: marked, problem } of rows) {
    const cells = withoutMarks(marked);
    const former = cells[reasonColumn] ?? '';
    const isStillBroken = QUOTE_REASONS.has(former) && cells.some((cell) => cell.includes('"'));
    yield { row, cells, problem: isStillBroken ? (former as RowProblem) : problem };
  }
}

/** Whether a list is a file of refused rows. */
export function isRejectsFile(header: readonly string[]): boolean {
  return header.includes(ROW_COLUMN) && header.includes(REASON_COLUMN);
}

/**
 * Cells of such a file as they were in the list: without the `'` that keeps `+63…` and `=…` harmless
 * in a spreadsheet. Other lists are never touched.
 */
export function withoutMarks(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => (MARKED.test(cell) ? cell.slice(1) : cell));
}

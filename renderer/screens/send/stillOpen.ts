/** Which of the messages that a decision was asked about are still in doubt. Pure. */
import type { DoubtRow } from './evidence.ts';

/**
 * The rows of a question that nobody has settled meanwhile. Never others: three that were chosen must
 * not become all because an answer came in while the question stood there.
 */
export function stillOpen(
  asked: readonly number[],
  rows: readonly Pick<DoubtRow, 'row'>[],
): readonly number[] {
  const open = new Set(rows.map(({ row }) => row));
  return asked.filter((row) => open.has(row));
}

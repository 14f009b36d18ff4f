/** Rows that were not taken, as the screen shows them. */
import type { CallOutput } from '../../../shared/ipc/types.ts';

/** A row that was not taken. */
export type RefusedRow = CallOutput<'refusedRows'>['rows'][number];

/** The most cells that are shown of a row: enough to know who it is. */
const SHOWN_CELLS = 4;

/** Who the row is about: its other cells, without the number that was refused and without blanks. */
export function otherCells(row: RefusedRow, columns: readonly string[]): string {
  return row.cells
    .slice(0, Math.max(columns.length, 1))
    .filter((cell) => cell.trim() !== '' && cell !== row.value)
    .slice(0, SHOWN_CELLS)
    .join(' · ');
}

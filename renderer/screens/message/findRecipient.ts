/** Finding a recipient by the row of the spreadsheet. */
import { toPlainText } from '../../../shared/domain/digits.ts';

/** A search of so few digits means a row; more are a phone number. */
const MOST_ROW_DIGITS = 7;

/** The row that a search means; `null`: it means a name or a number. */
export function meansRow(wanted: string): number | null {
  const digits = toPlainText(wanted).trim();
  if (!/^\d+$/u.test(digits) || digits.length > MOST_ROW_DIGITS || digits.startsWith('0')) {
    return null;
  }
  return Number(digits);
}

/**
 * The place of a row among the recipients; `null` where the row is none. Rows ascend with places, so
 * that some twenty looks find one of a million.
 *
 * @param rowAt the row of a place from 1 on; `null`: it cannot be said.
 */
export async function findSeqOfRow(
  count: number,
  row: number,
  rowAt: (seq: number) => Promise<number | null>,
): Promise<number | null> {
  let low = 1;
  let high = count;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const found = await rowAt(middle);
    if (found === null) return null;
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

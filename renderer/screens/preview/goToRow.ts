/** Finding a row of the spreadsheet among the messages of a list. */

/**
 * The place (from 0) of the message of a row, or of the next row that has a message; the last one where
 * there is none further down. Rows ascend with places, so some twenty looks find one of a million.
 *
 * @param rowAt the row of a place; `null`: it cannot be said, and neither can the place.
 */
export async function placeOfRow(
  count: number,
  row: number,
  rowAt: (place: number) => Promise<number | null>,
): Promise<number | null> {
  if (count === 0) return null;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let found: number | null;
    try {
      found = await rowAt(middle);
    } catch {
      found = null;
    }
    if (found === null) return null;
    if (found < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

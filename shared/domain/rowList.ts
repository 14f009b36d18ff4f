/** Lists of spreadsheet rows as people write them: `2,5-9`. */
import { err, ok } from '../errors.ts';
import type { RequestError, Result } from '../errors.ts';

/** What a list of rows should look like, for messages. */
const EXPECTED = 'spreadsheet rows such as 2,5-9 (the first row under the header is 2)';

/** More rows than any sheet has; keeps a typing error from filling the memory. */
const MOST_ROWS = 2 ** 24;

/**
 * Reads a list of rows; the result is ascending, each row once.
 *
 * @returns `bad_value` for anything but numbers and ranges from 2 upwards, smaller end first.
 */
export function parseRowList(
  text: string,
): Result<readonly number[], Extract<RequestError, { kind: 'bad_value' }>> {
  const rows = new Set<number>();
  for (const item of text.split(',')) {
    const range = parseItem(item.trim());
    if (range === null || rows.size + range.last - range.first >= MOST_ROWS) {
      return err({ kind: 'bad_value', name: 'rows', value: item.trim(), expected: EXPECTED });
    }
    for (let row = range.first; row <= range.last; row += 1) rows.add(row);
  }
  return ok([...rows].sort((a, b) => a - b));
}

function parseItem(item: string): { readonly first: number; readonly last: number } | null {
  const match = /^(\d{1,8})(?:\s*[-–]\s*(\d{1,8}))?$/u.exec(item);
  if (match === null) return null;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 2 && last >= first ? { first, last } : null;
}

/** Writes a list of rows (or of any whole numbers) the short way: `2,5-9`. */
export function formatRowList(rows: Iterable<number>): string {
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(end === i ? `${sorted[i]}` : `${sorted[i]}-${sorted[end]}`);
    i = end + 1;
  }
  return parts.join(',');
}

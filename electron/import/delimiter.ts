/** Which character separates the cells of a list. */
import { err, type ImportError, ok, type Result } from '../../shared/errors.ts';
import { readCsv } from './csvReader.ts';

/** The delimiters that are looked for, the likelier first. */
const CANDIDATES = [',', ';', '\t', '|'] as const;

const NAMES: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
]);

/**
 * The delimiter that the operator names: the character, or `comma`, `semicolon`, `tab`, `pipe`.
 *
 * A letter, a digit, a quote, a line end or what stands in numbers (`+`, `-`, `.`, brackets) would
 * cut cells to pieces: `bad_delimiter`.
 */
export function namedDelimiter(
  value: string,
): Result<string, Extract<ImportError, { kind: 'bad_delimiter' }>> {
  const delimiter = NAMES.get(value.toLowerCase()) ?? value;
  const isUsable = delimiter.length === 1 && !/[\p{L}\p{N}\p{C}"'+\-.() ]/u.test(delimiter);
  return isUsable || delimiter === '\t' ? ok(delimiter) : err({ kind: 'bad_delimiter', value });
}

/** Excel's line `sep=;` before the header. It is no row of the spreadsheet. */
export interface SeparatorLine {
  readonly delimiter: string;
  /** Where the text behind the line begins. */
  readonly end: number;
}

/** The `sep=` line with which a text begins, or `null`. */
export function separatorLine(text: string): SeparatorLine | null {
  const found = /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/iu.exec(text);
  const delimiter = found?.[1];
  if (found === null || delimiter === undefined || !namedDelimiter(delimiter).ok) return null;
  return { delimiter, end: found[0].length };
}

/** Rows that decide on the delimiter. */
const SAMPLE_ROWS = 100;

/**
 * The delimiter with which most rows of a text have as many cells as the header, and the most cells
 * among equals. A list of one column has none: then a comma.
 *
 * @param text the start of the file; its last row may be cut off.
 */
export function detectDelimiter(text: string): string {
  let best = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of CANDIDATES) {
    const counts = cellCounts(text, delimiter);
    const cells = counts[0] ?? 1;
    if (cells < 2) continue;
    const share = counts.filter((count) => count === cells).length / counts.length;
    if (share > best.share || (share === best.share && cells > best.cells)) {
      best = { delimiter, share, cells };
    }
  }
  return best.delimiter;
}

/** Cells in the first rows that are not blank, the header first. */
function cellCounts(text: string, delimiter: string): readonly number[] {
  const counts: number[] = [];
  for (const { cells } of readCsv([text], delimiter)) {
    counts.push(cells.length);
    if (counts.length === SAMPLE_ROWS + 1) break;
  }
  // The last one may have been cut off in the middle.
  return counts.length > 2 ? counts.slice(0, -1) : counts;
}

/** Exports as text: CSV and NDJSON. */
import { type FileError, ok, type Result } from '../../shared/errors.ts';
import type { AtomicFile } from './atomicFile.ts';
import type { Cell, Column } from './columns.ts';
import { csvCell } from './csvCells.ts';

/** Takes an export's rows, page by page, and writes them to its file. */
export interface RowSink {
  /** Writes some rows, whose arrays it may change. Wait for the answer before the next page. */
  rows(rows: readonly Cell[][]): Promise<Result<void, FileError>>;
  /** Writes what comes after the last row. The file is not committed. */
  end(): Promise<Result<void, FileError>>;
}

/** Spreadsheets take a file for UTF-8 only if it begins with this. */
const BYTE_ORDER_MARK = '\u{FEFF}';

/** Makes each row's text when there is room for it. */
function* eachLine(rows: readonly Cell[][], line: (cells: Cell[]) => string): Iterable<string> {
  for (const cells of rows) yield line(cells);
}

/** The places of the columns whose texts come from outside. */
function outsideTexts(columns: readonly Column[]): readonly number[] {
  return columns.flatMap(({ kind }, index) => (kind === 'text' ? [index] : []));
}

/** CSV as RFC 4180 has it, in UTF-8 with a byte order mark, harmless in spreadsheets. */
export async function csvSink(
  file: AtomicFile,
  columns: readonly Column[],
): Promise<Result<RowSink, FileError>> {
  const header = columns.map(({ name }) => csvCell(name)).join(',');
  const texts = outsideTexts(columns);
  const line = (cells: Cell[]): string => {
    for (let i = 0; i < texts.length; i += 1) {
      const place = texts[i] ?? 0;
      const cell = cells[place];
      if (typeof cell === 'string') cells[place] = csvCell(cell);
    }
    // An empty cell is `null`, which joins as nothing.
    return `${cells.join(',')}\r\n`;
  };
  const written = await file.write(`${BYTE_ORDER_MARK}${header}\r\n`);
  if (!written.ok) return written;
  return ok({
    rows: (rows) => file.writeTexts(eachLine(rows, line)),
    end: () => Promise.resolve(ok(undefined)),
  });
}

/** One JSON document a line, every line with the same keys; amounts are numbers, times texts. */
export function ndjsonSink(
  file: AtomicFile,
  columns: readonly Column[],
): Promise<Result<RowSink, FileError>> {
  const keys = columns.map(
    ({ name }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
  );
  const isPlain = columns.map(({ kind }) => kind === 'plain');
  const line = (cells: readonly Cell[]): string => {
    let text = '';
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i] ?? null;
      text += keys[i];
      if (typeof cell !== 'string') text += cell;
      else text += isPlain[i] === true ? `"${cell}"` : JSON.stringify(cell);
    }
    return `${text}}\n`;
  };
  return Promise.resolve(
    ok({
      rows: (rows) => file.writeTexts(eachLine(rows, line)),
      end: () => Promise.resolve(ok(undefined)),
    }),
  );
}

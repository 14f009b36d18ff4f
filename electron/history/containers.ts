/** What an export's pages are put into: a plain file, or the sheets of a workbook. */
import { type FileError, ok, type Result } from '../../shared/errors.ts';
import type { AtomicFile } from './atomicFile.ts';
import type { Column } from './columns.ts';
import { csvCell } from './csvCells.ts';
import type { PageBytes } from './pages.ts';
import type { ExportFormat } from './rowTexts.ts';
import { openWorkbook } from './workbook.ts';

/** Takes an export's pages in their order. */
export interface Container {
  /** Takes a page. When the answer is there, its buffer may be used again. */
  add(page: PageBytes): Promise<Result<void, FileError>>;
  /** Writes what comes after the last page. The file is not committed. */
  end(): Promise<Result<void, FileError>>;
}

/** Spreadsheets take a file for UTF-8 only if it begins with this. */
const BYTE_ORDER_MARK = '\u{FEFF}';

/** A file that holds one row after the other. */
async function plainFile(file: AtomicFile, header: string): Promise<Result<Container, FileError>> {
  const written = await file.write(header);
  if (!written.ok) return written;
  return ok({
    add: ({ bytes }) => file.write(bytes),
    end: () => Promise.resolve(ok(undefined)),
  });
}

/** Begins a file of this format: everything that comes before the first row. */
export function openContainer(
  file: AtomicFile,
  format: ExportFormat,
  columns: readonly Column[],
  nowMs: number,
  sheetName?: string,
): Promise<Result<Container, FileError>> {
  switch (format) {
    case 'csv': {
      const names = columns.map(({ name }) => csvCell(name));
      return plainFile(file, `${BYTE_ORDER_MARK}${names.join(',')}\r\n`);
    }
    case 'ndjson':
      return plainFile(file, '');
    case 'xlsx':
      return openWorkbook(file, columns, nowMs, undefined, sheetName);
  }
}

/**
 * Exports as an Excel workbook, streamed.
 *
 * Texts, phone numbers among them, are text cells in the format *Text*: no spreadsheet shows them as
 * 2.54712E+11, drops a zero, or runs them as a formula, not even after they are edited. Amounts and
 * counts of our own are numbers, so that they can be summed.
 */
import { err, type FileError, ok, type Result } from '../../shared/errors.ts';
import type { AtomicFile } from './atomicFile.ts';
import type { Cell, Column } from './columns.ts';
import type { RowSink } from './textFormats.ts';
import {
  SHEET_END,
  SHEET_START,
  type WorkbookPart,
  workbookParts,
  WORKBOOK_RELATIONS,
} from './xlsxParts.ts';
import { columnLetters, hasFragileSpace, xlsxText } from './xlsxText.ts';
import { ZipFile } from './zipFile.ts';

/** What a sheet holds at most: more rows make a further sheet. */
export interface SheetLimits {
  /** With the header; spreadsheets allow 1,048,576. */
  readonly rows: number;
  /** Uncompressed; below what a ZIP entry without ZIP64 can hold. */
  readonly bytes: number;
}

const SHEET_LIMITS: SheetLimits = { rows: 1_048_576, bytes: 3_000_000_000 };

/** The styles of `xl/styles.xml`. */
const TEXT_STYLE = 1;
const HEADER_STYLE = 2;

const TEXT_END = '</t></is></c>';

/** Makes the function that writes one row of cells as XML. */
function rowWriter(columns: readonly Column[]) {
  const opens = columns.map((_, index) => `<c r="${columnLetters(index)}`);
  const isPlain = columns.map(({ kind }) => kind === 'plain');
  return (number: number, cells: readonly Cell[], style: number): string => {
    const start = `${number}" s="${style}" t="inlineStr"><is><t`;
    const text = `${start}>`;
    let xml = `<row r="${number}">`;
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i];
      if (cell === null || cell === undefined || cell === '') continue;
      xml += opens[i];
      if (typeof cell === 'number') xml += `${number}"><v>${cell}</v></c>`;
      else if (isPlain[i] === true) xml += text + cell + TEXT_END;
      else if (hasFragileSpace(cell))
        xml += `${start} xml:space="preserve">${xlsxText(cell)}${TEXT_END}`;
      else xml += text + xlsxText(cell) + TEXT_END;
    }
    return `${xml}</row>`;
  };
}

class XlsxSink implements RowSink {
  readonly #zip: ZipFile;
  readonly #columns: readonly Column[];
  readonly #limits: SheetLimits;
  readonly #rowXml: ReturnType<typeof rowWriter>;
  #sheets = 0;
  #row = 0;

  constructor(zip: ZipFile, columns: readonly Column[], limits: SheetLimits) {
    this.#zip = zip;
    this.#columns = columns;
    this.#limits = limits;
    this.#rowXml = rowWriter(columns);
  }

  async openSheet(): Promise<Result<void, FileError>> {
    this.#sheets += 1;
    this.#row = 1;
    const opened = await this.#zip.open(`xl/worksheets/sheet${this.#sheets}.xml`);
    if (!opened.ok) return opened;
    const header = this.#columns.map(({ name }) => name);
    return this.#zip.add([SHEET_START, this.#rowXml(1, header, HEADER_STYLE)]);
  }

  async rows(rows: readonly Cell[][]): Promise<Result<void, FileError>> {
    for (let first = 0; first < rows.length;) {
      if (this.#isFull()) {
        const next = await this.#nextSheet();
        if (!next.ok) return next;
      }
      const end = Math.min(rows.length, first + this.#limits.rows - this.#row);
      const added = await this.#zip.add(this.#rowsXml(rows, first, end));
      if (!added.ok) return added;
      first = end;
    }
    return ok(undefined);
  }

  *#rowsXml(rows: readonly Cell[][], first: number, end: number): Iterable<string> {
    for (let i = first; i < end; i += 1) {
      this.#row += 1;
      yield this.#rowXml(this.#row, rows[i] ?? [], TEXT_STYLE);
    }
  }

  #isFull(): boolean {
    return this.#row >= this.#limits.rows || this.#zip.entrySize >= this.#limits.bytes;
  }

  async #closeSheet(): Promise<Result<void, FileError>> {
    const added = await this.#zip.add([SHEET_END]);
    return added.ok ? this.#zip.close() : added;
  }

  async #nextSheet(): Promise<Result<void, FileError>> {
    const closed = await this.#closeSheet();
    return closed.ok ? this.openSheet() : closed;
  }

  async end(): Promise<Result<void, FileError>> {
    const closed = await this.#closeSheet();
    if (!closed.ok) return closed;
    for (const part of workbookParts(this.#sheets)) {
      const put = await putPart(this.#zip, part);
      if (!put.ok) return put;
    }
    return this.#zip.end();
  }
}

function putPart(zip: ZipFile, { name, xml }: WorkbookPart): Promise<Result<void, FileError>> {
  return zip.put(name, xml);
}

/** An Excel workbook; `file_not_writable` `EFBIG` beyond 4 GiB. */
export async function xlsxSink(
  file: AtomicFile,
  columns: readonly Column[],
  nowMs: number,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<Result<RowSink, FileError>> {
  const zip = new ZipFile(file, nowMs);
  const first = await putPart(zip, WORKBOOK_RELATIONS);
  if (!first.ok) return err(first.error);
  const sink = new XlsxSink(zip, columns, limits);
  const opened = await sink.openSheet();
  return opened.ok ? ok(sink) : opened;
}

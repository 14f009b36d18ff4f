/** An Excel workbook being written: sheets of rows, as many as they need. */
import { type FileError, ok, type Result } from '../../shared/errors.ts';
import type { AtomicFile } from './atomicFile.ts';
import type { Column } from './columns.ts';
import type { Container } from './containers.ts';
import type { PageBytes } from './pages.ts';
import {
  SHEET_END,
  SHEET_START,
  type WorkbookPart,
  workbookParts,
  WORKBOOK_RELATIONS,
} from './xlsxParts.ts';
import { xlsxHeader } from './xlsxRows.ts';
import { ZipFile } from './zipFile.ts';

/** What a sheet holds at most: what does not fit begins a further sheet. */
export interface SheetLimits {
  /** With the header; spreadsheets allow 1,048,576. */
  readonly rows: number;
  /** Uncompressed; below what a ZIP entry without ZIP64 can hold. */
  readonly bytes: number;
}

const SHEET_LIMITS: SheetLimits = { rows: 1_048_576, bytes: 3_000_000_000 };

class Workbook implements Container {
  readonly #zip: ZipFile;
  readonly #start: string;
  readonly #limits: SheetLimits;
  readonly #name: string;
  #sheets = 0;
  #rows = 0;

  constructor(zip: ZipFile, columns: readonly Column[], limits: SheetLimits, name: string) {
    this.#zip = zip;
    this.#start = SHEET_START + xlsxHeader(columns);
    this.#limits = limits;
    this.#name = name;
  }

  openSheet(): Promise<Result<void, FileError>> {
    this.#sheets += 1;
    this.#rows = 1;
    return this.#zip.open(`xl/worksheets/sheet${this.#sheets}.xml`, this.#start);
  }

  async add({ bytes, rows }: PageBytes): Promise<Result<void, FileError>> {
    if (!this.#hasRoom(bytes.length, rows)) {
      const closed = await this.#zip.close(SHEET_END);
      const opened = closed.ok ? await this.openSheet() : closed;
      if (!opened.ok) return opened;
    }
    this.#rows += rows;
    return this.#zip.add(bytes);
  }

  /** Whether the sheet can take a page, which is never parted. */
  #hasRoom(bytes: number, rows: number): boolean {
    const { rows: maxRows, bytes: maxBytes } = this.#limits;
    const fits = this.#rows + rows <= maxRows && this.#zip.entrySize + bytes <= maxBytes;
    return fits || this.#rows === 1;
  }

  async end(): Promise<Result<void, FileError>> {
    const closed = await this.#zip.close(SHEET_END);
    if (!closed.ok) return closed;
    for (const part of workbookParts(this.#sheets, this.#name)) {
      const put = await putPart(this.#zip, part);
      if (!put.ok) return put;
    }
    return this.#zip.end();
  }
}

async function putPart(zip: ZipFile, part: WorkbookPart): Promise<Result<void, FileError>> {
  const opened = await zip.open(part.name, part.xml);
  return opened.ok ? zip.close('') : opened;
}

/** Begins a workbook; `file_not_writable` `EFBIG` beyond 4 GiB. */
export async function openWorkbook(
  file: AtomicFile,
  columns: readonly Column[],
  nowMs: number,
  limits: SheetLimits = SHEET_LIMITS,
  sheetName = 'history',
): Promise<Result<Container, FileError>> {
  const zip = new ZipFile(file, nowMs);
  const first = await putPart(zip, WORKBOOK_RELATIONS);
  if (!first.ok) return first;
  const workbook = new Workbook(zip, columns, limits, sheetName);
  const opened = await workbook.openSheet();
  return opened.ok ? ok(workbook) : opened;
}

/** Exports of a real data folder, read back as a reader of the file would. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import {
  exportHistory,
  type ExportHooks,
  type ExportReport,
  type ExportRequest,
} from '../../../../electron/history/exportHistory.ts';
import type { Db } from '../../../../electron/db/open.ts';
import type { Result } from '../../../../shared/errors.ts';
import { testClock, unwrap } from '../../../helpers/dataFolder.ts';

/** One exported row by column name; in a spreadsheet, numbers are numbers. */
export type Exported = Readonly<Record<string, unknown>>;

export const outFile = (db: Db, name: string): string => join(db.dir, name);

export function exported(
  db: Db,
  request: Partial<ExportRequest>,
  hooks?: ExportHooks,
): Promise<Result<ExportReport>> {
  const out = outFile(db, 'out');
  return exportHistory({ db, clock: testClock }, { format: 'csv', out, ...request }, hooks);
}

/** The rows of a table whose first row is the header. */
function records(table: readonly (readonly unknown[])[]): Exported[] {
  const [header = [], ...rows] = table;
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? null])));
}

export function readCsv(file: string): Exported[] {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('\u{FEFF}')) throw new Error('no byte order mark');
  const parsed = Papa.parse<string[]>(text.slice(1), {
    delimiter: ',',
    newline: '\r\n',
    skipEmptyLines: true,
  });
  if (parsed.errors.length > 0) throw new Error(JSON.stringify(parsed.errors));
  return records(parsed.data);
}

export function readNdjson(file: string): Exported[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  return lines.map((line) => JSON.parse(line) as Exported);
}

export async function readSheets(file: string): Promise<Exported[][]> {
  const { sheets } = await readXlsx(readFileSync(file));
  return sheets.map(({ rows }) => records(rows));
}

export async function csvOf(db: Db, request: Partial<ExportRequest> = {}): Promise<Exported[]> {
  return readCsv(unwrap(await exported(db, { ...request, format: 'csv' })).file);
}

export async function ndjsonOf(db: Db, request: Partial<ExportRequest> = {}): Promise<Exported[]> {
  return readNdjson(unwrap(await exported(db, { ...request, format: 'ndjson' })).file);
}

export async function xlsxOf(db: Db, request: Partial<ExportRequest> = {}): Promise<Exported[]> {
  const sheets = await readSheets(unwrap(await exported(db, { ...request, format: 'xlsx' })).file);
  return sheets.flat();
}

export const isThere = (file: string): boolean => existsSync(file);

/**
 * One message as a piece of text, in each of the export's formats.
 *
 * Every piece stands for itself, wherever it is in the file, so pieces can be made by several threads
 * and put together in order.
 */
import type { Cell, Column } from './columns.ts';
import { csvCell } from './csvCells.ts';
import { xlsxRow } from './xlsxRows.ts';

/** The formats of an export. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;

/** One format of an export. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Makes a row's text. It may change the array. */
export type RowText = (cells: Cell[]) => string;

/** CSV as RFC 4180 has it, harmless in spreadsheets. */
function csvRow(columns: readonly Column[]): RowText {
  const texts = columns.flatMap(({ kind }, index) => (kind === 'text' ? [index] : []));
  return (cells) => {
    for (let i = 0; i < texts.length; i += 1) {
      const place = texts[i] ?? 0;
      const cell = cells[place];
      if (typeof cell === 'string') cells[place] = csvCell(cell);
    }
    // An empty cell is `null`, which joins as nothing.
    return `${cells.join(',')}\r\n`;
  };
}

/** What JSON writes otherwise than it is; to look for it is faster than to have it done. */
// oxlint-disable-next-line no-control-regex
const JSON_SPECIAL = /["\\\u0000-\u001F\uD800-\uDFFF]/;

function jsonText(text: string): string {
  return JSON_SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** One JSON document a line, every line with the same keys; amounts are numbers, times texts. */
function ndjsonRow(columns: readonly Column[]): RowText {
  const keys = columns.map(
    ({ name }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
  );
  const isOutside = columns.map(({ kind }) => kind === 'text');
  return (cells) => {
    let text = '';
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i] ?? null;
      text += keys[i];
      if (typeof cell !== 'string') text += cell;
      else text += isOutside[i] === true ? jsonText(cell) : `"${cell}"`;
    }
    return `${text}}\n`;
  };
}

/** Makes the function that makes a row's text. */
export function rowText(format: ExportFormat, columns: readonly Column[]): RowText {
  switch (format) {
    case 'csv':
      return csvRow(columns);
    case 'ndjson':
      return ndjsonRow(columns);
    case 'xlsx':
      return xlsxRow(columns);
  }
}

/**
 * Rows of an exported sheet, as XML.
 *
 * Texts, phone numbers among them, are text cells in the format *Text*: no spreadsheet shows them as
 * 2.54712E+11, drops a zero, or runs them as a formula, not even after they are edited. Amounts and
 * counts of our own are numbers, so that they can be summed.
 *
 * Cells and rows carry no reference (`r="B7"`): it is optional (ECMA-376 18.3.1.4 and 18.3.1.73),
 * spreadsheets count for themselves, and it would double the size of the file.
 */
import type { Cell, Column, ColumnKind } from './columns.ts';
import type { RowText } from './rowTexts.ts';
import { isHarmless, xlsxText } from './xlsxText.ts';

/** Formats of `xl/styles.xml`: plain texts of our own need none. */
const TEXT_CELL = '<c s="1" t="inlineStr"><is><t>';
const SPACED_CELL = '<c s="1" t="inlineStr"><is><t xml:space="preserve">';
const HEADER_CELL = '<c s="2" t="inlineStr"><is><t xml:space="preserve">';
const PLAIN_CELL = '<c t="inlineStr"><is><t>';
/** Formats of `xl/styles.xml` for amounts and times, which spreadsheets can add up and sort. */
const DOLLARS_CELL = '<c s="3"><v>';
const TIME_CELL = '<c s="4"><v>';
const NUMBER_END = '</v></c>';
const TEXT_END = '</t></is></c>';

/** A cell with a text of which nothing is known. */
function textCell(text: string): string {
  if (isHarmless(text)) return TEXT_CELL + text + TEXT_END;
  return SPACED_CELL + xlsxText(text) + TEXT_END;
}

const MICRO_PER_USD = 1_000_000;
const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];
/** 1970-01-01 in a spreadsheet's days. */
const EPOCH_DAYS = 25_569;

/** A moment as the clock on this computer's wall showed it, in a spreadsheet's days. */
function spreadsheetDays(ms: number): number {
  const offsetMs = new Date(ms).getTimezoneOffset() * MINUTE_MS;
  return (ms - offsetMs) / DAY_MS + EPOCH_DAYS;
}

/** A cell with a number of our own. The shortest digits that mean a quotient by a power of ten are exact. */
function numberCell(value: number, kind: ColumnKind | undefined): string {
  if (kind === 'dollars') return DOLLARS_CELL + value / MICRO_PER_USD + NUMBER_END;
  if (kind === 'time') return TIME_CELL + spreadsheetDays(value) + NUMBER_END;
  return `<c><v>${value}${NUMBER_END}`;
}

/** Makes the function that makes a row of cells. */
export function xlsxRow(columns: readonly Column[]): RowText {
  const kinds = columns.map(({ kind }) => kind);
  return (cells: readonly Cell[]) => {
    let xml = '<row>';
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i] ?? '';
      if (cell === '') xml += '<c/>';
      else if (typeof cell === 'number') xml += numberCell(cell, kinds[i]);
      else if (kinds[i] === 'plain') xml += PLAIN_CELL + cell + TEXT_END;
      else xml += textCell(cell);
    }
    return `${xml}</row>`;
  };
}

/** The header's row. */
export function xlsxHeader(columns: readonly Column[]): string {
  const cells = columns.map(({ name }) => HEADER_CELL + xlsxText(name) + TEXT_END);
  return `<row>${cells.join('')}</row>`;
}

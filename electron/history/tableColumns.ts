/**
 * The columns of a workbook for people: words of their language, dollars, dates.
 *
 * The command line's columns are for programs and stay as they are (`columns.ts`); these may change.
 */
import { failureReasonOf } from '../../shared/domain/failureReason.ts';
import { messageStateOf } from '../../shared/domain/message.ts';
import type { CallInput } from '../../shared/ipc/types.ts';
import type { HistoryBatch } from '../db/history.ts';
import { type Column, type Columns, fieldCells } from './columns.ts';

/** The words of the window's language, as it passes them. */
export type TableWords = NonNullable<CallInput<'exportMessages'>['words']>;

type Name = keyof TableWords['columns'];

const BEFORE_FIELDS = [
  ['list', 'text'],
  ['number', 'phone'],
] as const satisfies readonly (readonly [Name, Column['kind']])[];

const AFTER_FIELDS = [
  ['country', 'text'],
  ['sender', 'text'],
  ['text', 'text'],
  ['parts', 'number'],
  ['state', 'text'],
  ['estimate', 'dollars'],
  ['charged', 'dollars'],
  ['sent_at', 'time'],
  ['delivered_at', 'time'],
  ['reason', 'text'],
  ['row', 'number'],
  ['id', 'text'],
] as const satisfies readonly (readonly [Name, Column['kind']])[];

/** Makes the function that gives a country's name, looked up once each. */
function countryNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  const known = new Map<string, string>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    // `DisplayNames` throws for what is no region code.
    const name = /^[A-Z]{2}$/u.test(code) ? (names.of(code) ?? code) : code;
    known.set(code, name);
    return name;
  };
}

/** A failure in words; one that is not known stays as the API gave it. */
function reasonText(error: string | null, words: TableWords): string | null {
  if (error === null) return null;
  const reason = failureReasonOf(error);
  return reason === null ? error : words.reasons[reason];
}

/**
 * The columns of a workbook for people: list and number, the imported fields under their own names, then
 * what became of the message. Ids and everything else that only programs need are last or left out.
 */
export function tableColumnsOf(batches: readonly HistoryBatch[], words: TableWords): Columns {
  const fields = [...new Set(batches.flatMap(({ fieldNames }) => fieldNames))];
  const [addFields, countryName] = [fieldCells(fields), countryNames(words.locale)];
  const column = ([name, kind]: readonly [Name, Column['kind']]): Column => ({
    name: words.columns[name],
    kind,
  });
  return {
    list: [
      ...BEFORE_FIELDS.map(column),
      ...fields.map((name): Column => ({ name, kind: 'text' })),
      ...AFTER_FIELDS.map(column),
    ],
    cells(batch, row) {
      const cells = [batch.name, row.to] as (string | number | null)[];
      addFields(cells, batch, row);
      cells.push(
        countryName(row.country),
        row.sender,
        row.text,
        row.parts,
        words.states[messageStateOf(row.state)],
        row.estimateMicro,
        row.chargedMicro,
        row.sentAtMs,
        row.deliveredAtMs,
        reasonText(row.error, words),
        row.row,
        row.messageId,
      );
      return cells;
    },
  };
}

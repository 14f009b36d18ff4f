/** The columns of an export, and one message's cells in them. */
import { messageStateOf } from '../../shared/domain/message.ts';
import { encodingOf, textListOf } from '../db/codes.ts';
import type { HistoryBatch, HistoryRow } from '../db/history.ts';
import { localTimes, utcTimes } from './timeText.ts';

/** One cell: a text, a number of our own (never a phone number), or nothing. */
export type Cell = string | number | null;

/**
 * What a column holds.
 *
 * `text` comes from outside and may hold anything. `plain` texts are our own: letters, digits and
 * `-:.` only, which need no care in any format. `phone` is a plain text of digits, which must not
 * become a number. `number` is an integer of our own. `dollars` are micro-USD and `time` UTC milliseconds;
 * workbooks for people alone have them, as amounts and dates.
 */
export type ColumnKind = 'text' | 'plain' | 'phone' | 'number' | 'dollars' | 'time';

/** One column. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The columns that every export has, in this order. */
export const FIXED_COLUMNS: readonly Column[] = [
  { name: 'batch', kind: 'plain' },
  { name: 'batch_name', kind: 'text' },
  { name: 'row', kind: 'number' },
  { name: 'to', kind: 'phone' },
  { name: 'country', kind: 'plain' },
  { name: 'from', kind: 'text' },
  { name: 'text', kind: 'text' },
  { name: 'parts', kind: 'number' },
  { name: 'encoding', kind: 'plain' },
  { name: 'state', kind: 'plain' },
  { name: 'message_id', kind: 'text' },
  { name: 'estimate_micro', kind: 'number' },
  { name: 'charged_micro', kind: 'number' },
  { name: 'error', kind: 'text' },
  { name: 'created_at', kind: 'plain' },
  { name: 'sent_at', kind: 'plain' },
  { name: 'delivered_at', kind: 'plain' },
];

/** The columns for people, after the imported fields: the machine's local time. */
const LOCAL_COLUMNS: readonly Column[] = [
  { name: 'created_at_local', kind: 'plain' },
  { name: 'sent_at_local', kind: 'plain' },
  { name: 'delivered_at_local', kind: 'plain' },
];

/** What is before an imported field's name, so that it can never be taken for one of ours. */
const FIELD_PREFIX = 'field.';

/** Gives a message's cells: as many as there are columns, and the receiver's own to change. */
export type CellsOf = (batch: HistoryBatch, row: HistoryRow) => Cell[];

/** The columns of one export. */
export interface Columns {
  readonly list: readonly Column[];
  readonly cells: CellsOf;
}

/** Does something with a batch only when it is another one than before. */
function oncePerBatch<T>(make: (batch: HistoryBatch) => T): (batch: HistoryBatch) => T {
  let known: { readonly batch: HistoryBatch; readonly value: T } | null = null;
  return (batch) => {
    if (known?.batch !== batch) known = { batch, value: make(batch) };
    return known.value;
  };
}

/** Makes the function that adds the imported fields, each batch's own in the columns of all. */
export function fieldCells(fields: readonly string[]) {
  const columnOf = new Map(fields.map((name, index) => [name, index]));
  const placesOf = oncePerBatch(({ fieldNames }) =>
    fieldNames.map((name) => columnOf.get(name) ?? 0),
  );
  return (cells: Cell[], batch: HistoryBatch, row: HistoryRow): void => {
    const places = placesOf(batch);
    const first = cells.length;
    for (let i = 0; i < fields.length; i += 1) cells.push(null);
    if (places.length === 0) return;
    const values = textListOf(row.fields);
    for (let i = 0; i < places.length; i += 1) cells[first + (places[i] ?? 0)] = values[i] ?? null;
  };
}

/** Makes the function that gives the cells of {@link FIXED_COLUMNS}. */
function fixedCells(): CellsOf {
  const [createdAt, sentAt, deliveredAt] = [utcTimes(), utcTimes(), utcTimes()];
  const createdText = oncePerBatch(({ createdAtMs }) => createdAt(createdAtMs));
  return (batch, row) => [
    batch.id,
    batch.name,
    row.row,
    row.to,
    row.country,
    row.sender,
    row.text,
    row.parts,
    encodingOf(row.encoding),
    messageStateOf(row.state),
    row.messageId,
    row.estimateMicro,
    row.chargedMicro,
    row.error,
    createdText(batch),
    sentAt(row.sentAtMs),
    deliveredAt(row.deliveredAtMs),
  ];
}

/** Makes the function that adds the cells of {@link LOCAL_COLUMNS}. */
function localCells() {
  const [createdAt, sentAt, deliveredAt] = [localTimes(), localTimes(), localTimes()];
  const createdText = oncePerBatch(({ createdAtMs }) => createdAt(createdAtMs));
  return (cells: Cell[], batch: HistoryBatch, row: HistoryRow): void => {
    cells.push(createdText(batch), sentAt(row.sentAtMs), deliveredAt(row.deliveredAtMs));
  };
}

/**
 * The columns of an export of these batches: the fixed ones, then every imported field of any of
 * them in the order of first appearance, then the local times.
 *
 * @param local whether to add the columns for people.
 */
export function columnsOf(batches: readonly HistoryBatch[], local: boolean): Columns {
  const fields = [...new Set(batches.flatMap(({ fieldNames }) => fieldNames))];
  const fieldColumns = fields.map((name): Column => ({ name: FIELD_PREFIX + name, kind: 'text' }));
  const [fixed, addFields, addLocal] = [fixedCells(), fieldCells(fields), localCells()];
  return {
    list: [...FIXED_COLUMNS, ...fieldColumns, ...(local ? LOCAL_COLUMNS : [])],
    cells(batch, row) {
      const cells = fixed(batch, row);
      addFields(cells, batch, row);
      if (local) addLocal(cells, batch, row);
      return cells;
    },
  };
}

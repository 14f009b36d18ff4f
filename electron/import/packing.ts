/**
 * Rows on their way from the worker to the main thread, as columns.
 *
 * Measured at 100,000 rows: as objects, copying them takes the worker 47 ms and the main thread 84;
 * as columns, with the fields already in JSON, 6 and 9. The main thread's time is what the import
 * waits for, and what a person feels.
 */
import type { ImportedMessage, NewRefusedRow, RefusedRow } from '../db/batches.ts';

/** A column of few different texts. */
interface Repeated {
  readonly values: readonly string[];
  /** For each row, which of the values. */
  readonly index: Uint16Array;
}

/** Some rows of a list, in the order of the file. */
export interface PackedRows {
  readonly row: Uint32Array;
  readonly recipient: Float64Array;
  readonly parts: Uint8Array;
  /** 1 where the text is not in the GSM alphabet. */
  readonly unicode: Uint8Array;
  readonly country: Repeated;
  readonly sender: Repeated;
  readonly text: readonly string[];
  /** JSON: one list of texts a row. */
  readonly fields: readonly string[];
  /** How many of the messages have nothing in each column. */
  readonly blanks: readonly number[];
  readonly refused: PackedRefused;
}

/** The refused ones among them. */
interface PackedRefused {
  readonly row: Uint32Array;
  readonly value: readonly string[];
  readonly reason: Repeated;
  /** JSON: one list of texts a row. */
  readonly cells: readonly string[];
}

/** A message before its fields are JSON. */
export type ReadMessage = Omit<ImportedMessage, 'fields'> & {
  readonly fields: readonly string[];
};

/** Gathers rows; at most 65,536, so that 16 bits number their values. */
export class RowPacker {
  readonly #row: number[] = [];
  readonly #recipient: number[] = [];
  readonly #parts: number[] = [];
  readonly #unicode: number[] = [];
  readonly #country = new RepeatedColumn();
  readonly #sender = new RepeatedColumn();
  readonly #text: string[] = [];
  readonly #fields: string[] = [];
  readonly #blanks: number[] = [];
  readonly #refusedRow: number[] = [];
  readonly #value: string[] = [];
  readonly #reason = new RepeatedColumn();
  readonly #cells: string[] = [];

  /** Rows gathered so far. */
  get size(): number {
    return this.#row.length + this.#refusedRow.length;
  }

  /** Adds a message. */
  add(message: ReadMessage): void {
    this.#row.push(message.row);
    this.#recipient.push(message.recipient);
    this.#parts.push(message.parts);
    this.#unicode.push(message.encoding === 'ucs2' ? 1 : 0);
    this.#country.add(message.country);
    this.#sender.add(message.sender);
    this.#text.push(message.text);
    this.#fields.push(JSON.stringify(message.fields));
    for (const [column, cell] of message.fields.entries()) {
      this.#blanks[column] = (this.#blanks[column] ?? 0) + (cell.trim() === '' ? 1 : 0);
    }
  }

  /** Adds a refused row. */
  refuse({ row, value, reason, cells }: RefusedRow): void {
    this.#refusedRow.push(row);
    this.#value.push(value);
    this.#reason.add(reason);
    this.#cells.push(JSON.stringify(cells));
  }

  /** The rows gathered. */
  packed(): PackedRows {
    return {
      row: Uint32Array.from(this.#row),
      recipient: Float64Array.from(this.#recipient),
      parts: Uint8Array.from(this.#parts),
      unicode: Uint8Array.from(this.#unicode),
      country: this.#country.packed(),
      sender: this.#sender.packed(),
      text: this.#text,
      fields: this.#fields,
      blanks: this.#blanks,
      refused: {
        row: Uint32Array.from(this.#refusedRow),
        value: this.#value,
        reason: this.#reason.packed(),
        cells: this.#cells,
      },
    };
  }
}

class RepeatedColumn {
  readonly #values = new Map<string, number>();
  readonly #index: number[] = [];

  add(value: string): void {
    let index = this.#values.get(value);
    if (index === undefined) {
      index = this.#values.size;
      this.#values.set(value, index);
    }
    this.#index.push(index);
  }

  packed(): Repeated {
    return { values: [...this.#values.keys()], index: Uint16Array.from(this.#index) };
  }
}

function valueAt({ values, index }: Repeated, row: number): string {
  const value = values[index[row] ?? -1];
  if (value === undefined) throw new Error('packed rows do not fit together');
  return value;
}

/** The messages among the rows, as the database takes them. */
export function unpackMessages(rows: PackedRows): readonly ImportedMessage[] {
  return rows.text.map((text, index) => ({
    row: rows.row[index] ?? 0,
    recipient: rows.recipient[index] ?? 0,
    country: valueAt(rows.country, index),
    parts: rows.parts[index] ?? 0,
    encoding: rows.unicode[index] === 1 ? 'ucs2' : 'gsm7',
    sender: valueAt(rows.sender, index),
    text,
    fields: rows.fields[index] ?? '[]',
  }));
}

/** The refused rows among them, as the database takes them. */
export function unpackRefused({ refused }: PackedRows): readonly NewRefusedRow[] {
  return refused.value.map((value, index) => ({
    row: refused.row[index] ?? 0,
    value,
    reason: valueAt(refused.reason, index),
    cells: refused.cells[index] ?? '[]',
  }));
}

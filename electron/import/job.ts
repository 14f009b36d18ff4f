/** The work of an import: read, check, render, hand over in slices. Knows nothing of threads. */
import { createPhoneParser, type PhoneParser } from '../../shared/domain/phone.ts';
import { compileTemplate, type Template } from '../../shared/domain/template.ts';
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import type { CsvRow } from './csvReader.ts';
import { readHead } from './head.ts';
import { NumberSet } from './numberSet.ts';
import { RowPacker } from './packing.ts';
import { planColumns, type MessageWish, type Plan } from './plan.ts';
import { type ImportJob, type ListShape, type RowSlice, SLICE_ROWS } from './protocol.ts';
import { type RowReader, rowReader } from './recipients.ts';
import { openTable, type Table } from './table.ts';

/** Where an import's rows go. */
export interface ImportSink {
  /** Called once, before any slice, when the list is known to be usable. */
  readonly opened: (shape: ListShape) => void;
  /** Takes rows; no row is read before this has ended, so that it can hold the reading back. */
  readonly slice: (slice: RowSlice) => Promise<void>;
}

/** A slice ends early behind this many bytes of the file, so that huge cells cannot pile up. */
const SLICE_BYTES = 1024 * 1024;

/**
 * Reads a whole list.
 *
 * Errors: those of {@link openTable} and {@link planColumns}; `sheets_unsupported`, `bad_template`,
 * `too_many_rows`. Throws what the sink throws.
 */
export async function runImport(job: ImportJob, sink: ImportSink): Promise<Result<void>> {
  const wish = messageWish(job);
  if (!wish.ok) return wish;
  const { file, encoding, delimiter, country } = job;
  const table = openTable(file, { encoding, delimiter, country });
  if (!table.ok) return table;
  try {
    if (job.sheet !== undefined) return err({ kind: 'sheets_unsupported', path: file });
    return await readTable(table.value, job, wish.value, sink);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  } finally {
    table.value.close();
  }
}

function messageWish({ message, isPreparing }: ImportJob): Result<MessageWish> {
  if ('nothing' in message) return ok({ kind: 'nothing', problem: null });
  if ('column' in message) return ok({ kind: 'column', column: message.column });
  const template = compileTemplate(message.template);
  if (template.ok) return ok({ kind: 'template', template: template.value });
  return isPreparing === true ? ok({ kind: 'nothing', problem: template.error }) : template;
}

async function readTable(
  table: Table,
  job: ImportJob,
  wish: MessageWish,
  sink: ImportSink,
): Promise<Result<void>> {
  const head = readHead(table);
  if (!head.ok) return head;
  const { names, first, sample, rest } = head.value;
  const parser = createPhoneParser(job.country);
  const plan = planColumns(table.path, names, sample, wish, job, parser);
  if (!plan.ok) return plan;
  const { encoding, delimiter } = table;
  const { headers, number, isTextless, messageProblem } = plan.value;
  const shape = { encoding, delimiter, headers, numberColumn: number };
  sink.opened({ ...shape, isTextless, messageProblem });
  const template = wish.kind === 'template' ? wish.template : null;
  const read = corrected(readerOf(job, plan.value, template, parser), number, job.corrections);
  return readRows([first, rest], read, job.maxRows, new Slices(table, sink));
}

async function readRows(
  parts: readonly Iterable<CsvRow>[],
  read: RowReader,
  maxRows: number,
  slices: Slices,
): Promise<Result<void>> {
  let count = 0;
  for (const part of parts) {
    for (const row of part) {
      count += 1;
      if (count > maxRows) return err({ kind: 'too_many_rows', limit: maxRows });
      const outcome = read(row);
      if (outcome.kind === 'message') slices.packer.add(outcome.message);
      else slices.packer.refuse(outcome.row);
      if (slices.isFull()) await slices.handOver();
    }
  }
  await slices.handOver();
  return ok(undefined);
}

/** Puts the operator's numbers in the place of the list's. */
function corrected(
  read: RowReader,
  numberColumn: number,
  corrections: ReadonlyMap<number, string> = new Map(),
): RowReader {
  if (corrections.size === 0) return read;
  return (csv) => {
    const number = corrections.get(csv.row);
    if (number === undefined) return read(csv);
    const width = Math.max(csv.cells.length, numberColumn + 1);
    const cells = Array.from({ length: width }, (_, i) => csv.cells[i] ?? '');
    cells[numberColumn] = number;
    return read({ ...csv, cells });
  };
}

function readerOf(
  { sender, allowDuplicates, optedOut, isPreparing }: ImportJob,
  plan: Plan,
  template: Template | null,
  parser: PhoneParser,
): RowReader {
  const numbers = { optedOut: new NumberSet(optedOut), accepted: new NumberSet() };
  const rules = { plan, parser, template, sender, allowDuplicates, ...numbers };
  return rowReader({ ...rules, isSenderOptional: isPreparing });
}

/** Gathers rows until a slice is full. */
class Slices {
  packer = new RowPacker();
  readonly #table: Table;
  readonly #sink: ImportSink;
  #bytesBefore: number;

  constructor(table: Table, sink: ImportSink) {
    this.#table = table;
    this.#sink = sink;
    this.#bytesBefore = table.bytesRead();
  }

  isFull(): boolean {
    return (
      this.packer.size >= SLICE_ROWS || this.#table.bytesRead() - this.#bytesBefore > SLICE_BYTES
    );
  }

  async handOver(): Promise<void> {
    if (this.packer.size === 0) return;
    const rows = this.packer.packed();
    this.packer = new RowPacker();
    this.#bytesBefore = this.#table.bytesRead();
    const { bytesTotal } = this.#table;
    await this.#sink.slice({ rows, bytesRead: this.#bytesBefore, bytesTotal });
  }
}

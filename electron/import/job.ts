/** The work of an import: read, check, render, hand over in slices. Knows nothing of threads. */
import { createPhoneParser, type PhoneParser } from '../../shared/domain/phone.ts';
import { compileTemplate, type Template } from '../../shared/domain/template.ts';
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import type { CsvRow } from './csvReader.ts';
import { NumberSet } from './numberSet.ts';
import { RowPacker } from './packing.ts';
import { planColumns, type MessageWish, type Plan } from './plan.ts';
import { type ImportJob, type ListShape, type RowSlice, SLICE_ROWS } from './protocol.ts';
import { isRejectsFile, mendedRows, withoutMarks } from './rejectMarks.ts';
import { type RowReader, rowReader } from './recipients.ts';
import { openTable, type Table } from './table.ts';

/** Where an import's rows go. */
export interface ImportSink {
  /** Called once, before any slice, when the list is known to be usable. */
  readonly opened: (shape: ListShape) => void;
  /** Takes rows; no row is read before this has ended, so that it can hold the reading back. */
  readonly slice: (slice: RowSlice) => Promise<void>;
}

/** Rows that decide which column holds the numbers. */
const SAMPLE_ROWS = 50;

/** A slice ends early behind this many bytes of the file, so that huge cells cannot pile up. */
const SLICE_BYTES = 1024 * 1024;

/**
 * Reads a whole list.
 *
 * Errors: those of {@link openTable} and {@link planColumns}; `sheets_unsupported`, `bad_template`,
 * `too_many_rows`. Throws what the sink throws.
 */
export async function runImport(job: ImportJob, sink: ImportSink): Promise<Result<void>> {
  const wish = messageWish(job.message);
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

function messageWish(message: ImportJob['message']): Result<MessageWish> {
  if ('column' in message) return ok({ kind: 'column', column: message.column });
  const template = compileTemplate(message.template);
  return template.ok ? ok({ kind: 'template', template: template.value }) : template;
}

async function readTable(
  table: Table,
  job: ImportJob,
  wish: MessageWish,
  sink: ImportSink,
): Promise<Result<void>> {
  const all = table.rows();
  const header = take(all, 1)[0];
  if (header === undefined) return err({ kind: 'file_empty', path: table.path });
  if (header.problem !== null) return err({ kind: 'no_header', path: table.path });
  const isRejects = isRejectsFile(header.cells);
  const rows = isRejects ? mendedRows(header.cells, all) : all;
  const first = take(rows, SAMPLE_ROWS);
  const sample = first.filter(({ problem }) => problem === null).map(({ cells }) => cells);
  const names = isRejects ? withoutMarks(header.cells) : header.cells;
  const parser = createPhoneParser(job.country);
  const plan = planColumns(table.path, names, sample, wish, job, parser);
  if (!plan.ok) return plan;
  const { encoding, delimiter } = table;
  const { headers, number } = plan.value;
  sink.opened({ encoding, delimiter, headers, numberColumn: number });
  const template = wish.kind === 'template' ? wish.template : null;
  const read = readerOf(job, plan.value, template, parser);
  return readRows([first, rows], read, job.maxRows, new Slices(table, sink));
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

function readerOf(
  { sender, allowDuplicates, optedOut }: ImportJob,
  plan: Plan,
  template: Template | null,
  parser: PhoneParser,
): RowReader {
  const numbers = { optedOut: new NumberSet(optedOut), accepted: new NumberSet() };
  return rowReader({ plan, parser, template, sender, allowDuplicates, ...numbers });
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

/** The first items of an iterator, which goes on behind them. */
function take(rows: Iterator<CsvRow, void, undefined>, count: number): readonly CsvRow[] {
  const taken: CsvRow[] = [];
  while (taken.length < count) {
    const next = rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/**
 * A text file as rows of cells: opened, its encoding and delimiter found, read in fixed memory.
 *
 * Also for lists that are not imported into a batch (prices, do-not-contact numbers).
 */
import { AppFailure, err, type AppError, ok, type Result } from '../../shared/errors.ts';
import { type CsvRow, readCsv } from './csvReader.ts';
import { detectDelimiter, namedDelimiter, separatorLine } from './delimiter.ts';
import { decoderOf } from './dosEncodings.ts';
import { canonicalEncoding, detectEncoding, encodingOfMark } from './encoding.ts';
import { looksLike, SNIFF_BYTES } from './sniff.ts';
import { openSource, type Source } from './source.ts';

/** What the operator says about a file; what is left out is detected. */
export interface TableOptions {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  /** Where the list comes from (ISO 3166-1 alpha-2): decides between near equal encodings. */
  readonly country?: string | null;
}

/** A list that is open for reading. */
export interface Table {
  readonly path: string;
  /** As TextDecoder spells it: `utf-8`, `windows-1252`…; or `cp850`, `cp437`. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly bytesTotal: number;
  /** Bytes read so far, for the progress bar. */
  readonly bytesRead: () => number;
  /**
   * The rows that are not blank, numbered as a spreadsheet shows them (blank rows count, a `sep=`
   * line does not). The first is the header. May be called again, from the start.
   *
   * @throws AppFailure `file_unreadable`, also where the file was changed while it was read.
   */
  readonly rows: () => Generator<CsvRow, void, undefined>;
  readonly close: () => void;
}

/**
 * Opens a list.
 *
 * Errors: `file_not_found`, `file_unreadable`, `file_empty`, `file_not_text`, `unknown_encoding`,
 * `bad_delimiter`.
 */
export function openTable(path: string, options: TableOptions = {}): Result<Table> {
  const source = openSource(path);
  if (!source.ok) return source;
  try {
    const table = describe(source.value, options);
    if (!table.ok) source.value.close();
    return table;
  } catch (error) {
    source.value.close();
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
}

function describe(source: Source, options: TableOptions): Result<Table> {
  const encoding = encodingOf(source, options);
  if (!encoding.ok) return encoding;
  const start = firstText(source, encoding.value);
  if (start === null) return err({ kind: 'file_empty', path: source.path });
  const separator = separatorLine(start);
  const rest = separator === null ? start : start.slice(separator.end);
  const delimiter =
    options.delimiter === undefined
      ? ok(separator?.delimiter ?? detectDelimiter(rest))
      : namedDelimiter(options.delimiter);
  if (!delimiter.ok) return delimiter;
  return ok({
    path: source.path,
    encoding: encoding.value,
    delimiter: delimiter.value,
    bytesTotal: source.size,
    bytesRead: () => source.bytesRead,
    rows: () => {
      const text = textOf(source, encoding.value);
      return readCsv(withoutSeparatorLine(text), delimiter.value);
    },
    close: () => source.close(),
  });
}

function encodingOf(source: Source, options: TableOptions): Result<string> {
  const wanted = options.encoding === undefined ? null : canonicalEncoding(options.encoding);
  if (wanted !== null && !wanted.ok) return wanted;
  const head = headOf(source);
  if (head.length === 0) return err({ kind: 'file_empty', path: source.path });
  const notText = (what: string): { readonly ok: false; readonly error: AppError } =>
    err({ kind: 'file_not_text', path: source.path, looksLike: what });
  const other = looksLike(head);
  if (other !== null) return notText(other);
  const marked = encodingOfMark(head);
  if (marked !== null) return ok(marked);
  if (wanted !== null) return wanted;
  const detected = detectEncoding(source, options.country ?? null);
  return detected === null ? notText('binary') : ok(detected);
}

function headOf(source: Source): Uint8Array {
  for (const chunk of source.chunks()) return chunk.slice(0, SNIFF_BYTES);
  return new Uint8Array();
}

/** The first chunk with something in it, as text; `null` for a file of nothing but blanks. */
function firstText(source: Source, encoding: string): string | null {
  for (const text of textOf(source, encoding)) if (text.trim() !== '') return text;
  return null;
}

function* textOf(source: Source, encoding: string): Generator<string, void, undefined> {
  const decode = decoderOf(encoding);
  for (const chunk of source.chunks()) yield decode(chunk);
  yield decode();
  if (source.changed()) {
    throw new AppFailure({ kind: 'file_unreadable', path: source.path, code: 'CHANGED' });
  }
}

function* withoutSeparatorLine(chunks: Iterable<string>): Generator<string, void, undefined> {
  let isStart = true;
  for (const chunk of chunks) {
    yield isStart ? chunk.slice(separatorLine(chunk)?.end ?? 0) : chunk;
    if (chunk !== '') isStart = false;
  }
}

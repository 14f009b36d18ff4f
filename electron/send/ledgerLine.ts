/**
 * One line of the send ledger: which messages are about to leave in which request, with a checksum.
 *
 * It holds no numbers and no texts, so that it can outlive a purge and be shown to anybody.
 */
import { crc32 } from 'node:zlib';

/** How a request goes out. */
export type RequestKind = 'bulk' | 'single';

/** What the ledger keeps of one request. */
export interface LedgerEntry {
  /** 1, 2, 3 … without gaps over the whole file, so that a missing line shows. */
  readonly no: number;
  /** The batch's UUID. */
  readonly batch: string;
  /** The request's key in the journal. A repeated call has several lines with the same key. */
  readonly requestKey: number;
  readonly kind: RequestKind;
  /** The messages' seqs, as runs: `1-500,502`. */
  readonly runs: string;
  readonly count: number;
  /** SHA-256 of the body, in hex. */
  readonly bodyHash: string;
}

/** The first line of every ledger; the number is the format's version. */
export const LEDGER_HEADER = sealed('postbag-ledger 1');

const LINE =
  /^(\d{1,15}) ([0-9a-f-]{36}) (\d{1,15}) (bulk|single) (\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*) (\d{1,9}) ([0-9a-f]{64}) [0-9a-f]{8}$/;

/** Appends the checksum. */
function sealed(text: string): string {
  return `${text} ${crc32(text).toString(16).padStart(8, '0')}`;
}

/** The line of an entry, without its line end. */
export function formatLine(entry: LedgerEntry): string {
  const { no, batch, requestKey, kind, runs, count, bodyHash } = entry;
  return sealed(`${no} ${batch} ${requestKey} ${kind} ${runs} ${count} ${bodyHash}`);
}

/** The entry of a line (without its line end), or `null` where it is damaged in any way. */
export function parseLine(line: string): LedgerEntry | null {
  const match = LINE.exec(line);
  if (match === null || sealed(line.slice(0, -9)) !== line) return null;
  const [, no, batch = '', requestKey, kind, runs = '', count, bodyHash = ''] = match;
  return {
    no: Number(no),
    batch,
    requestKey: Number(requestKey),
    kind: kind === 'single' ? 'single' : 'bulk',
    runs,
    count: Number(count),
    bodyHash,
  };
}

/** Ascending numbers as runs: `[1, 2, 3, 5]` becomes `1-3,5`. */
export function formatRuns(numbers: readonly number[]): string {
  const runs: string[] = [];
  for (let start = 0, end = 0; start < numbers.length; start = end) {
    const first = numbers[start] ?? 0;
    end = start + 1;
    while (end < numbers.length && numbers[end] === first + end - start) end += 1;
    runs.push(end === start + 1 ? `${first}` : `${first}-${first + end - start - 1}`);
  }
  return runs.join(',');
}

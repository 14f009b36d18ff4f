/** A batch as the program knows it, and how it is stored. */
import type { BatchState, StopReason } from '../../shared/domain/batch.ts';
import { textListOf } from './codes.ts';

/** A batch: one list and one message, to be sent once. */
export interface Batch {
  readonly key: number;
  /** A UUIDv7. */
  readonly id: string;
  /** `null` while it was prepared without an account. */
  readonly accountKey: number | null;
  readonly name: string;
  readonly state: BatchState;
  /** Why the last send run stopped, if it did. */
  readonly stop: StopReason | null;
  /** The name of the file that it came from. */
  readonly source: string;
  /** `null` where the texts came ready from a column. */
  readonly template: string | null;
  readonly fieldNames: readonly string[];
  readonly allowDuplicates: boolean;
  /** The seq of its last message; as messages are never taken out, also their number. */
  readonly lastSeq: number;
  /** Data rows that were read: recipients, rejected, duplicates and suppressed together. */
  readonly rows: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly suppressed: number;
  /** What the operator agreed to when sending began; `null` before that. */
  readonly estimateMicro: number | null;
  readonly createdAtMs: number;
  readonly readyAtMs: number | null;
  readonly doneAtMs: number | null;
}

/** The columns of {@link BatchRow}, for a SELECT from `batch`. */
export const BATCH_COLUMNS = `batch_key AS key, id, account_key AS accountKey, name, state, stop,
  source, template, field_names AS fieldNames, allow_duplicates AS allowDuplicates,
  last_seq AS lastSeq, row_count AS rows, rejected, duplicates, suppressed,
  estimate_micro AS estimateMicro, created_at_ms AS createdAtMs, ready_at_ms AS readyAtMs,
  done_at_ms AS doneAtMs`;

/** A row of `batch` as SQLite gives it. */
export interface BatchRow extends Omit<Batch, 'stop' | 'fieldNames' | 'allowDuplicates'> {
  readonly stop: string | null;
  readonly fieldNames: string;
  readonly allowDuplicates: number;
}

/** Reads a stored batch. */
export function batchOf(row: BatchRow): Batch {
  return {
    ...row,
    // Written from a StopReason by this program only.
    stop: row.stop === null ? null : (JSON.parse(row.stop) as StopReason),
    fieldNames: textListOf(row.fieldNames),
    allowDuplicates: row.allowDuplicates === 1,
  };
}

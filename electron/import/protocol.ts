/** What the import's worker and the main thread say to each other. */
import type { AppError, ImportError, RequestError } from '../../shared/errors.ts';
import type { PackedRows } from './packing.ts';
import type { Peek } from './peek.ts';

/** Rows in one slice, and so in one transaction: a few milliseconds of the main thread. */
export const SLICE_ROWS = 500;

/** The message of each row: from a template, ready from a column, or not written yet. */
export type MessageSource =
  | { readonly template: string }
  | { readonly column: string }
  | { readonly nothing: true };

/** What the worker is to do. */
export interface ImportJob {
  readonly file: string;
  readonly message: MessageSource;
  readonly to?: string | undefined;
  readonly fromColumn?: string | undefined;
  readonly map: ReadonlyMap<string, string>;
  readonly sheet?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  /** The country of national numbers; `null`: only international numbers. */
  readonly country: string | null;
  /** The sender id of rows that name none. */
  readonly sender: string | null;
  readonly allowDuplicates: boolean;
  /** The do-not-contact list. */
  readonly optedOut: Float64Array;
  /** Rows beyond which the list is refused. */
  readonly maxRows: number;
  /**
   * The list is still being prepared: its columns go by their stored names, and neither a missing sender
   * nor a message that cannot be used yet keeps it from being read.
   */
  readonly isPreparing?: boolean | undefined;
  /** Numbers that the operator has put right, by the spreadsheet's row. */
  readonly corrections?: ReadonlyMap<number, string> | undefined;
}

/** The first rows of a list are wanted, nothing else. */
export interface PeekJob {
  readonly kind: 'peek';
  readonly file: string;
  readonly to?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly country: string | null;
}

/** How the list was understood. */
export interface ListShape {
  readonly encoding: string;
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** The position of the column of phone numbers, from 0. */
  readonly numberColumn: number;
  /** No message has a text: there is none yet, or it cannot be used. */
  readonly isTextless: boolean;
  /** Why the message cannot be used; only for a list being prepared. */
  readonly messageProblem: ImportError | RequestError | null;
}

/** Some rows, in the order of the file. */
export interface RowSlice {
  readonly rows: PackedRows;
  /** Bytes of the file read so far, and altogether. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** What the worker says. A few slices ahead, it waits for {@link ACKNOWLEDGED}. */
export type WorkerMessage =
  | { readonly type: 'opened'; readonly shape: ListShape }
  | { readonly type: 'slice'; readonly slice: RowSlice }
  | { readonly type: 'done' }
  | { readonly type: 'peeked'; readonly peek: Peek }
  | { readonly type: 'failed'; readonly error: AppError };

/** The one thing that the main thread says: a slice is stored. */
export const ACKNOWLEDGED = 'acknowledged';

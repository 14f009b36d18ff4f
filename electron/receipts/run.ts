/** What one run of polling works with, and what it has found so far. */
import type { ApiClient, ApiStatus } from '../api/types.ts';
import type { OwnerDb } from '../db/connection.ts';
import type { ReceiptScope } from '../db/receipts.ts';
import type { Clock, Sleep } from '../runtime.ts';
import type { ApiError } from '../../shared/errors.ts';
import type { ReceiptWarning } from './change.ts';
import type { Applied } from './applyStatuses.ts';
import type { Gate } from './gate.ts';
import type { Patience } from './patience.ts';
import type { SeenKeys } from './seenKeys.ts';

/** What polling takes from outside. */
export interface ReceiptDeps {
  readonly db: OwnerDb;
  readonly api: Pick<ApiClient, 'status' | 'list'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** How far a run is: a snapshot. */
export interface ReceiptProgress {
  /** Statuses read of messages whose end was not known. */
  readonly checked: number;
  readonly changed: number;
  /** Messages that are due in this round. */
  readonly due: number;
}

/** How many answers were odd, by kind. `id_differs`: the answer was for another id, and unused. */
export type WarningCounts = Readonly<Record<ReceiptWarning | 'id_differs', number>>;

/** What a run has found so far. */
export interface Findings {
  checked: number;
  /** Messages among `checked`, each counted once however often it was asked for. */
  messages: number;
  changed: number;
  due: number;
  /** Ids that the API does not know (yet): evidence, not failure. */
  unknown: number;
  /** Questions that got no usable answer. */
  failed: number;
  /** Messages whose status came by list. */
  listed: number;
  readonly warnings: Record<keyof WarningCounts, number>;
  /** Why the list is not used in this run; `null` while it is. */
  listOff: ApiError | null;
  /** The latest failure of a question. */
  lastError: ApiError | null;
  /** Why the round was given up; `null` while it goes on. */
  stopped: ApiError | null;
}

/** One run of polling. */
export interface ReceiptRun {
  readonly deps: ReceiptDeps;
  readonly scope: ReceiptScope;
  readonly gate: Gate;
  readonly patience: Patience;
  readonly apply: (statuses: readonly ApiStatus[]) => Applied;
  readonly found: Findings;
  /** The messages that were asked for in this run. */
  readonly asked: SeenKeys;
  /** The shortest pause between two polls, milliseconds. */
  readonly shortestMs: number;
  readonly onProgress: (progress: ReceiptProgress) => void;
}

/** Nothing found yet. */
export function noFindings(): Findings {
  return {
    checked: 0,
    messages: 0,
    changed: 0,
    due: 0,
    unknown: 0,
    failed: 0,
    listed: 0,
    warnings: { recipient_differs: 0, text_differs: 0, sender_changed: 0, id_differs: 0 },
    listOff: null,
    lastError: null,
    stopped: null,
  };
}

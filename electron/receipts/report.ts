/** What a run of polling tells its caller. */
import { setImmediate as otherWork } from 'node:timers/promises';
import { batchQueries } from '../db/batches.ts';
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { countQueries } from '../db/counts.ts';
import { messageKey } from '../db/keys.ts';
import { receiptQueries } from '../db/receipts.ts';
import { MESSAGE_STATES, zeroCounts } from '../../shared/domain/message.ts';
import type { MessageCounts } from '../../shared/domain/message.ts';
import type { ApiError } from '../../shared/errors.ts';
import { KEYS_AT_ONCE } from './open.ts';
import { pieces } from './plan.ts';
import type { ReceiptRun, WarningCounts } from './run.ts';

/** What was learnt, and where the messages are now. */
export interface ReceiptReport {
  /** Statuses read of messages whose end was not known. */
  readonly checked: number;
  /** Messages among them, each counted once. */
  readonly messages: number;
  /** Messages of which anything changed. */
  readonly changed: number;
  /** Of the named batch, or of all batches. */
  readonly counts: MessageCounts;
  /** What was charged so far for the same messages, micro-USD. */
  readonly chargedMicro: number;
  /** Ids that the API does not know (yet). Asked again later. */
  readonly unknown: number;
  /** Questions that got no usable answer. Asked again later. */
  readonly failed: number;
  /** How many of `checked` came by list. */
  readonly listed: number;
  /** How many questions were asked. */
  readonly requests: number;
  readonly warnings: WarningCounts;
  /** Why the list of messages could not be used; `null`: it could, or was not needed. */
  readonly listOff: ApiError | null;
  /** Why the run broke off; `null`: it did not. */
  readonly stopped: ApiError | null;
  /** When receipts are due next, UTC milliseconds; `null`: everything is known. */
  readonly nextDueMs: number | null;
}

/** The report of a run. */
export async function reportOf(run: ReceiptRun): Promise<ReceiptReport> {
  const { deps, scope, gate, found } = run;
  const { db } = deps;
  const batches = batchQueries(db);
  const { batchKey } = scope;
  return {
    checked: found.checked,
    messages: found.messages,
    changed: found.changed,
    counts: batchKey === null ? allCounts(db) : countQueries(db).of(batchKey),
    chargedMicro: await charged(db, batchKey === null ? batches.list() : [batches.get(batchKey)]),
    unknown: found.unknown,
    failed: found.failed,
    listed: found.listed,
    requests: gate.asked(),
    warnings: found.warnings,
    listOff: found.listOff,
    stopped: found.stopped,
    nextDueMs: receiptQueries(db).nextDueMs(scope),
  };
}

function allCounts(db: Db): MessageCounts {
  const total = zeroCounts();
  for (const counts of countQueries(db).all().values()) {
    for (const state of MESSAGE_STATES) total[state] += counts[state];
  }
  return total;
}

async function charged(db: Db, batches: readonly Batch[]): Promise<number> {
  const queries = receiptQueries(db);
  let micro = 0;
  for (const { key, lastSeq } of batches) {
    if (lastSeq === 0) continue;
    const range = { first: messageKey(key, 1), last: messageKey(key, lastSeq) };
    for (const piece of pieces([range], KEYS_AT_ONCE)) {
      micro += queries.chargedMicro(piece);
      await otherWork();
    }
  }
  return micro;
}

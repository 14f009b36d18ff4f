/** Batches that were sent, without sending: their rows are written straight into the tables. */
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import type { Batch } from '../../electron/db/batches.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { inTransaction } from '../../electron/db/connection.ts';
import type { OwnerDb } from '../../electron/db/connection.ts';
import { messageKey } from '../../electron/db/keys.ts';
import { messageStateCode, messageStateOf } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { sampleBatch, TEST_NOW_MS } from './dataFolder.ts';
import type { SampleBatch } from './dataFolder.ts';

/** How a batch was sent. */
export interface Sending extends SampleBatch {
  /** Messages in a request; 500. */
  readonly perRequest?: number;
  /** When the first request left; each later one leaves a second after the one before. */
  readonly sentAtMs?: number;
  readonly deadlineMs?: number | null;
  /** How the messages ended up: accepted with ids, or in doubt. */
  readonly as?: 'accepted' | 'in_doubt';
  /** The id of the `n`-th message, from 1. */
  readonly idOf?: (n: number) => string;
  /** Ids salvaged from the answers of doubtful requests. */
  readonly salvagedIds?: readonly string[];
  readonly org?: number;
}

/** The id that the `n`-th message of a sample has. */
export const sampleId = (n: number): string => `SMS20250301T120000-7-${n}`;

/** Makes the account (the current one from then on) and a batch of it that was sent. */
export function sentBatch(db: OwnerDb, sending: Sending = {}): Batch {
  const { org = 7, perRequest = 500, ...sample } = sending;
  const account = accountQueries(db).set({ org, baseUrl: 'http://127.0.0.1' }, TEST_NOW_MS);
  const batch = sampleBatch(db, { accountKey: account.key, ...sample });
  inTransaction(db, () => {
    for (let first = 1; first <= batch.lastSeq; first += perRequest) {
      leave(db, batch, {
        ...sending,
        first,
        last: Math.min(first + perRequest - 1, batch.lastSeq),
      });
    }
    countQueries(db).move(batch.key, 'queued', sending.as ?? 'accepted', batch.lastSeq);
  });
  batchQueries(db).apply(batch.key, { type: 'finished' }, { atMs: TEST_NOW_MS });
  return batchQueries(db).get(batch.key);
}

function leave(
  db: OwnerDb,
  batch: Batch,
  { first, last, ...sending }: Sending & { readonly first: number; readonly last: number },
): void {
  const { sentAtMs = TEST_NOW_MS, deadlineMs = null, as = 'accepted', idOf = sampleId } = sending;
  const { perRequest = 500, salvagedIds = [] } = sending;
  const wireMs = sentAtMs + Math.floor((first - 1) / perRequest) * 1000;
  const isDoubt = as === 'in_doubt';
  const requestKey = db.sql
    .prepare(
      `INSERT INTO request (batch_key, kind, canary, phase, first_key, last_key, messages, body_hash,
         prepared_at_ms, wire_at_ms, settled_at_ms, verdict, deadline_ms, due_at_ms)
       VALUES (?, 'bulk', 0, 'settled', ?, ?, ?, 'x', ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      batch.key,
      messageKey(batch.key, first),
      messageKey(batch.key, last),
      last - first + 1,
      wireMs,
      wireMs,
      wireMs,
      as,
      deadlineMs,
      isDoubt ? null : wireMs + 10_000,
    ).lastInsertRowid;
  const move = db.sql.prepare(
    `UPDATE message SET state = ?, request_key = ?, message_id = ?, estimate_micro = 20000,
       sent_at_ms = ? WHERE key = ?`,
  );
  const doubt = db.sql.prepare(
    `INSERT INTO doubt (key, request_key, since_ms, reason, probable, salvaged_ids)
     VALUES (?, ?, ?, 'reset', 0, ?)`,
  );
  for (let seq = first; seq <= last; seq += 1) {
    const key = messageKey(batch.key, seq);
    move.run(messageStateCode(as), requestKey, isDoubt ? null : idOf(seq), wireMs, key);
    if (isDoubt) doubt.run(key, requestKey, wireMs, JSON.stringify(salvagedIds));
  }
}

/** A message as the tests look at it. */
export interface StoredMessage {
  readonly state: MessageState;
  readonly messageId: string | null;
  readonly chargedMicro: number | null;
  readonly deliveredAtMs: number | null;
  readonly error: string | null;
  readonly warning: string | null;
  readonly attempt: number;
  readonly requestKey: number | null;
}

/** The messages of a batch, in order. */
export function storedMessages(db: OwnerDb, batch: Batch): readonly StoredMessage[] {
  const rows = db.sql
    .prepare<[number, number], Omit<StoredMessage, 'state'> & { readonly state: number }>(
      `SELECT state, message_id AS messageId, charged_micro AS chargedMicro,
         delivered_at_ms AS deliveredAtMs, error, warning, attempt, request_key AS requestKey
       FROM message WHERE key BETWEEN ? AND ? ORDER BY key`,
    )
    .all(messageKey(batch.key, 1), messageKey(batch.key, batch.lastSeq));
  return rows.map((row) => ({ ...row, state: messageStateOf(row.state) }));
}

/** The states of a batch's messages, in order. */
export function statesOf(db: OwnerDb, batch: Batch): readonly MessageState[] {
  return storedMessages(db, batch).map(({ state }) => state);
}

/** Holds the kept counts against the messages themselves. */
export function countsAgree(db: OwnerDb, batch: Batch): boolean {
  const counts = countQueries(db).of(batch.key);
  const states = Map.groupBy(statesOf(db, batch), (state) => state);
  return Object.entries(counts).every(
    ([state, n]) => n === (states.get(state as MessageState)?.length ?? 0),
  );
}

/** When the requests of a batch are due, in order. */
export function dueTimes(db: OwnerDb, batch: Batch): readonly (number | null)[] {
  return db.sql
    .prepare<[number], number | null>(
      'SELECT due_at_ms FROM request WHERE batch_key = ? ORDER BY request_key',
    )
    .pluck()
    .all(batch.key);
}

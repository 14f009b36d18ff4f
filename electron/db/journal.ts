/**
 * The request journal: what was prepared, what reached the wire, and what came of it.
 *
 * A request goes `prepared → wire → settled`, or `prepared → settled` where it is proved that nothing
 * left. What is left before `settled` when the program starts is the business of recovery.
 */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** A request about to be tried. */
interface NewRequest {
  readonly batchKey: number;
  readonly kind: 'bulk' | 'single';
  readonly canary: boolean;
  /** The first and last key of its messages; others may lie between them. */
  readonly firstKey: number;
  readonly lastKey: number;
  readonly messages: number;
  /** SHA-256 of the body, in hex. */
  readonly bodyHash: string;
  readonly preparedAtMs: number;
}

/** What came of a request. */
export interface Settlement {
  readonly verdict: 'accepted' | 'not_sent' | 'refused' | 'in_doubt';
  readonly settledAtMs: number;
  /** The HTTP status; `null` where none came. */
  readonly status?: number | null;
  /** A stable word or the API's own, without personal data. */
  readonly detail?: string | null;
  /** The raw body, kept as evidence where there is doubt. */
  readonly answer?: Buffer | null;
  readonly answeredMicro?: number | null;
  readonly deadlineMs?: number | null;
  /** When its receipts are due first; `null` where it has none. */
  readonly dueAtMs?: number | null;
}

/** A request that is not settled. */
export interface OpenRequest {
  readonly requestKey: number;
  readonly batchKey: number;
  readonly kind: 'bulk' | 'single';
  readonly phase: 'prepared' | 'wire';
  readonly firstKey: number;
  readonly lastKey: number;
  readonly messages: number;
  readonly preparedAtMs: number;
  readonly wireAtMs: number | null;
}

/** What the journal has in common with the send ledger. */
interface JournalledRequest {
  readonly requestKey: number;
  /** The batch's UUID. */
  readonly batch: string;
  readonly bodyHash: string;
  readonly ledgerNo: number | null;
}

/** Reads and writes the journal. */
export interface JournalQueries {
  /** Adds a request in phase `prepared` and gives its key. */
  prepare(request: NewRequest): number;
  /**
   * Puts a prepared request on the wire. Recovery does so afterwards, where the ledger says that it may
   * have been.
   *
   * @throws Error where it is not in phase `prepared`: nothing may be sent then.
   */
  wire(requestKey: number, ledgerNo: number, atMs: number): void;
  /**
   * Notes what came of a request.
   *
   * @throws Error where it is settled already.
   */
  settle(requestKey: number, settlement: Settlement): void;
  /** The requests that are not settled, oldest first. */
  open(): OpenRequest[];
  /** A request as the ledger knows it. */
  find(requestKey: number): JournalledRequest | null;
  /** Whether anything of a batch was ever prepared. */
  hasRequests(batchKey: number): boolean;
  /** The highest ledger number that a request has; 0 where none has one. */
  lastLedgerNo(): number;
}

function statements({ sql }: Db) {
  return {
    insert: sql.prepare(
      `INSERT INTO request (batch_key, kind, canary, phase, first_key, last_key, messages, body_hash,
         prepared_at_ms)
       VALUES (?, ?, ?, 'prepared', ?, ?, ?, ?, ?)`,
    ),
    wire: sql.prepare<[number, number, number]>(
      `UPDATE request SET phase = 'wire', ledger_no = ?, wire_at_ms = ?
       WHERE request_key = ? AND phase = 'prepared'`,
    ),
    settle: sql.prepare(
      `UPDATE request SET phase = 'settled', verdict = ?, settled_at_ms = ?, status = ?, detail = ?,
         answer = ?, answered_micro = ?, deadline_ms = ?, due_at_ms = ?
       WHERE request_key = ? AND phase <> 'settled'`,
    ),
    open: sql.prepare<[], OpenRequest>(
      `SELECT request_key AS requestKey, batch_key AS batchKey, kind, phase, first_key AS firstKey,
         last_key AS lastKey, messages, prepared_at_ms AS preparedAtMs, wire_at_ms AS wireAtMs
       FROM request WHERE phase <> 'settled' ORDER BY request_key`,
    ),
    find: sql.prepare<[number], JournalledRequest>(
      `SELECT request_key AS requestKey, batch.id AS batch, body_hash AS bodyHash,
         ledger_no AS ledgerNo
       FROM request JOIN batch USING (batch_key) WHERE request_key = ?`,
    ),
    hasRequests: sql
      .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM request WHERE batch_key = ?)')
      .pluck(),
    lastLedgerNo: sql
      .prepare<[], number>('SELECT coalesce(max(ledger_no), 0) FROM request')
      .pluck(),
  };
}

/** The queries of `request`, for sending. */
export const journalQueries: (db: Db) => JournalQueries = oncePerConnection((db) => {
  const { insert, wire, settle, open, find, hasRequests, lastLedgerNo } = statements(db);
  return {
    prepare: (request) => {
      const { batchKey, kind, canary, firstKey, lastKey, messages, bodyHash } = request;
      const range = [firstKey, lastKey, messages];
      const values = [batchKey, kind, canary ? 1 : 0, ...range, bodyHash, request.preparedAtMs];
      return Number(insert.run(...values).lastInsertRowid);
    },
    wire: (requestKey, ledgerNo, atMs) => {
      const { changes } = wire.run(ledgerNo, atMs, requestKey);
      if (changes !== 1) throw new Error(`request ${requestKey} is not prepared`);
    },
    settle: (requestKey, { verdict, settledAtMs, ...rest }) => {
      const { status = null, detail = null, answer = null, answeredMicro = null } = rest;
      const { deadlineMs = null, dueAtMs = null } = rest;
      const answered = [status, detail, answer, answeredMicro, deadlineMs, dueAtMs];
      const { changes } = settle.run(verdict, settledAtMs, ...answered, requestKey);
      if (changes !== 1) throw new Error(`request ${requestKey} is settled already`);
    },
    open: () => open.all(),
    find: (requestKey) => find.get(requestKey) ?? null,
    hasRequests: (batchKey) => hasRequests.get(batchKey) === 1,
    lastLedgerNo: () => lastLedgerNo.get() ?? 0,
  };
});

/**
 * Receipts: which requests are due, which of their messages are still open, and what was learnt.
 *
 * *Open* is a message that was accepted and whose end is not known. Scheduled by request, because
 * all messages of a request have the same age. Looked up a page at a time through `json_each`, which
 * costs a quarter of one statement a message.
 */
import { messageStateCode, messageStateOf, nextMessageState } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { LONGEST_PAUSE_MS } from '../../shared/domain/receiptSchedule.ts';
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { countQueries } from './counts.ts';
import { batchKeyOf } from './keys.ts';
import type { KeyRange } from './keys.ts';
import { MESSAGE_SQL, OPEN, REQUEST_SQL } from './receiptSql.ts';
import { noteChange } from './revisions.ts';

/** A request whose receipts are asked for. */
export interface DueRequest {
  readonly requestKey: number;
  readonly batchKey: number;
  readonly firstKey: number;
  readonly lastKey: number;
  /** How many messages it carried. */
  readonly messages: number;
  /** When its first byte left, UTC milliseconds. */
  readonly sentAtMs: number;
  readonly deadlineMs: number | null;
  /** How often its receipts were asked for. */
  readonly polls: number;
}

/** Whose receipts: of an account, or of one batch of it. */
export interface ReceiptScope {
  readonly accountKey: number;
  readonly batchKey: number | null;
}

/** An open message. */
export interface OpenMessage {
  readonly key: number;
  readonly requestKey: number;
  /** `null` where it counts as sent by decision only: there is nothing to ask for. */
  readonly id: string | null;
}

/** What is known of a message, beside what a receipt says. */
export interface KnownMessage {
  readonly key: number;
  readonly state: MessageState;
  readonly recipient: number;
  readonly chargedMicro: number | null;
  readonly deliveredAtMs: number | null;
  readonly error: string | null;
  readonly warning: string | null;
  readonly sender: string;
  readonly text: string;
}

/** What a receipt changes. */
export type MessageReceipt = Pick<
  KnownMessage,
  'key' | 'state' | 'chargedMicro' | 'deliveredAtMs' | 'error' | 'warning'
>;

/** Reads and writes what receipts need. */
export interface ReceiptQueries {
  /** Requests whose time has come, the longest overdue first. */
  due(scope: ReceiptScope, nowMs: number, limit: number): DueRequest[];
  /** Every request of a batch that left. */
  ofBatch(batchKey: number): DueRequest[];
  /** When the next request is due; `null`: none is. */
  nextDueMs(scope: ReceiptScope): number | null;
  /** How many messages the account sent in a time, by requests. */
  sentBetween(accountKey: number, fromMs: number, toMs: number): number;
  /** Open messages by request, in a range of keys. */
  openByRequest(range: KeyRange): ReadonlyMap<number, number>;
  /** Open messages after a key, in the order of keys. */
  openAfter(key: number, lastKey: number, limit: number): OpenMessage[];
  /**
   * Our messages with these ids, each with the place of its id in the list. The same id may stand
   * for several messages (of another account, or where the API gave it twice).
   */
  byIds(ids: readonly string[]): (readonly [place: number, message: KnownMessage])[];
  /** Writes what receipts changed. Inside a transaction; the counts are the caller's. */
  write(receipts: readonly MessageReceipt[]): void;
  /** Gives up the open messages of these requests in a range of one batch, with the counts. */
  giveUp(range: KeyRange, requestKeys: readonly number[]): number;
  /** Sets when a request is due next; `null`: never. Inside a transaction. */
  schedule(requestKey: number, polls: number, dueAtMs: number | null): void;
  /** What was charged for messages in a range of keys, micro-USD. */
  chargedMicro(range: KeyRange): number;
}

/** Whether a message in this state is open: accepted, and its end not known. */
export function isOpen(state: MessageState): boolean {
  return OPEN.includes(state);
}

/** A message of ours found by id; an array, which is read faster than an object. */
type KnownRow = readonly [
  place: number,
  key: number,
  state: number,
  recipient: number,
  chargedMicro: number | null,
  deliveredAtMs: number | null,
  error: string | null,
  warning: string | null,
  sender: string,
  text: string,
];

function knownOf(row: KnownRow): readonly [place: number, message: KnownMessage] {
  const [place, key, state, recipient, chargedMicro, deliveredAtMs, error, warning, sender, text] =
    row;
  const message = {
    key,
    state: messageStateOf(state),
    recipient,
    chargedMicro,
    deliveredAtMs,
    error,
    warning,
    sender,
    text,
  };
  return [place, message];
}

/** Gives up open messages with their counts. */
function givingUp(db: Db): ReceiptQueries['giveUp'] {
  const { sql } = db;
  const states = sql
    .prepare<[number, number, string], [state: number, messages: number]>(MESSAGE_SQL.openStates)
    .raw();
  const update = sql.prepare<[number, number, string]>(MESSAGE_SQL.giveUp);
  return ({ first, last }, requestKeys) => {
    requireTransaction(db);
    const requests = JSON.stringify(requestKeys);
    for (const [code, messages] of states.all(first, last, requests)) {
      const from = messageStateOf(code);
      const to = nextMessageState(from, { type: 'receipts_over' });
      if (to !== 'no_receipt') throw new Error(`receipts of a message in state ${from} given up`);
      countQueries(db).move(batchKeyOf(first), from, to, messages);
    }
    return update.run(first, last, requests).changes;
  };
}

type Written = [number, number | null, number | null, string | null, string | null];

/**
 * Writes what receipts changed.
 *
 * Many messages of a page change in the same way (they all reach the operator): those are written
 * with one statement, which costs half of one a message.
 */
function writing({ sql }: Db): (receipts: readonly MessageReceipt[]) => void {
  const one = sql.prepare<[...Written, number]>(`${MESSAGE_SQL.write} WHERE key = ?`);
  const many = sql.prepare<[...Written, string]>(
    `${MESSAGE_SQL.write} WHERE key IN (SELECT value FROM json_each(?))`,
  );
  return (receipts) => {
    for (const [receipt, keys] of alike(receipts)) {
      const { state, chargedMicro, deliveredAtMs, error, warning } = receipt;
      const values: Written = [
        messageStateCode(state),
        chargedMicro,
        deliveredAtMs,
        error,
        warning,
      ];
      if (keys.length > 1) many.run(...values, JSON.stringify(keys));
      else one.run(...values, receipt.key);
    }
  };
}

/** The keys of the receipts that change the same, with the first of them. */
function alike(
  receipts: readonly MessageReceipt[],
): Iterable<readonly [receipt: MessageReceipt, keys: readonly number[]]> {
  const groups = new Map<string, [MessageReceipt, number[]]>();
  let last: [MessageReceipt, number[]] | undefined;
  for (const receipt of receipts) {
    // Neighbours mostly change the same: that spares making the name.
    if (last === undefined || !isAlike(last[0], receipt)) {
      const { state, chargedMicro, deliveredAtMs, error, warning } = receipt;
      const change = JSON.stringify([state, chargedMicro, deliveredAtMs, error, warning]);
      last = groups.get(change);
      if (last === undefined) groups.set(change, (last = [receipt, []]));
    }
    last[1].push(receipt.key);
  }
  return groups.values();
}

function isAlike(a: MessageReceipt, b: MessageReceipt): boolean {
  return (
    a.state === b.state &&
    a.chargedMicro === b.chargedMicro &&
    a.deliveredAtMs === b.deliveredAtMs &&
    a.error === b.error &&
    a.warning === b.warning
  );
}

type RequestReading = Pick<ReceiptQueries, 'due' | 'ofBatch' | 'nextDueMs' | 'sentBetween'>;

function readingRequests({ sql }: Db): RequestReading {
  const due = sql.prepare<[number, number | null, number, number, number], DueRequest>(
    REQUEST_SQL.due,
  );
  const ofBatch = sql.prepare<[number], DueRequest>(REQUEST_SQL.ofBatch);
  const nextDue = sql.prepare<[number, number | null], number>(REQUEST_SQL.nextDue).pluck();
  const sentBetween = sql
    .prepare<[number, number, number], number | null>(REQUEST_SQL.sentBetween)
    .pluck();
  return {
    // Due further ahead than any pause: the clock was set back since, so it is due now.
    due: ({ accountKey, batchKey }, nowMs, limit) =>
      due.all(accountKey, batchKey, nowMs, nowMs + 2 * LONGEST_PAUSE_MS, limit),
    ofBatch: (batchKey) => ofBatch.all(batchKey),
    nextDueMs: ({ accountKey, batchKey }) => nextDue.get(accountKey, batchKey) ?? null,
    sentBetween: (accountKey, fromMs, toMs) => sentBetween.get(accountKey, fromMs, toMs) ?? 0,
  };
}

type MessageReading = Pick<
  ReceiptQueries,
  'openByRequest' | 'openAfter' | 'byIds' | 'chargedMicro'
>;

function readingMessages({ sql }: Db): MessageReading {
  const openByRequest = sql
    .prepare<[number, number], [requestKey: number, messages: number]>(MESSAGE_SQL.openByRequest)
    .raw();
  const openAfter = sql.prepare<[number, number, number], OpenMessage>(MESSAGE_SQL.openAfter);
  const byIds = sql.prepare<[string], KnownRow>(MESSAGE_SQL.byIds).raw();
  const charged = sql.prepare<[number, number], number | null>(MESSAGE_SQL.charged).pluck();
  return {
    openByRequest: ({ first, last }) => new Map(openByRequest.all(first, last)),
    openAfter: (key, lastKey, limit) => openAfter.all(key, lastKey, limit),
    byIds: (ids) => byIds.all(JSON.stringify(ids)).map(knownOf),
    chargedMicro: ({ first, last }) => charged.get(first, last) ?? 0,
  };
}

/** The queries of receipts. */
export const receiptQueries: (db: Db) => ReceiptQueries = oncePerConnection((db) => {
  const write = writing(db);
  const schedule = db.sql.prepare<[number, number | null, number]>(REQUEST_SQL.schedule);
  return {
    ...readingRequests(db),
    ...readingMessages(db),
    write: (receipts) => {
      requireTransaction(db);
      write(receipts);
      for (const batchKey of new Set(receipts.map(({ key }) => batchKeyOf(key)))) {
        noteChange(db, batchKey);
      }
    },
    giveUp: givingUp(db),
    schedule: (requestKey, polls, dueAtMs) => {
      requireTransaction(db);
      schedule.run(polls, dueAtMs, requestKey);
    },
  };
});

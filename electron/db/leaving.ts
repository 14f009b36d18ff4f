/**
 * Messages as they leave the queue: picked, put into a request, given back, or cancelled.
 *
 * Whole requests move by one statement over a range of keys: measured, a third of the time of one
 * statement a message. Every move keeps the batch's counts, must run inside the caller's transaction,
 * and checks that it moved exactly the messages that it was asked to move: anything else is a bug, and
 * rolls everything back.
 */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange } from './keys.ts';
import { messageMove } from './messageMove.ts';
import { standingDoubt } from './standingDoubt.ts';

/** A queued message; what leaves is in the API's own words, so that it needs no copying. */
export interface QueuedMessage {
  readonly key: number;
  /** International digits, without `+`. */
  readonly to: string;
  readonly from: string;
  readonly message: string;
  readonly country: string;
  readonly parts: number;
  /** By the price list of this moment; `null` without a price. */
  readonly estimateMicro: number | null;
  /** How many times it was decided to send it again. */
  readonly attempt: number;
}

/** Queued messages of which nothing is asked one by one. */
export interface QueuedBulk {
  readonly keys: readonly number[];
  /** By the price list of this moment; `null` without a price. In the order of the keys. */
  readonly estimates: readonly (number | null)[];
  /** What leaves, as a JSON array in the API's own words and in the order of the keys. */
  readonly json: Buffer;
}

/** Which queued messages to pick. */
export interface QueuePick {
  /** Keys above this one … */
  readonly afterKey: number;
  /** … up to this one. */
  readonly lastKey: number;
  /** Decisions to send again that a message has: from `attempts[0]` to `attempts[1]`. */
  readonly attempts: readonly [number, number];
  readonly limit: number;
}

/** The messages of one request: those between two keys that carry its number. */
export interface RequestRange {
  readonly requestKey: number;
  readonly firstKey: number;
  readonly lastKey: number;
  readonly messages: number;
}

/** Moves messages out of the queue, and back. */
export interface LeavingQueries {
  /** Queued messages by key. */
  pick(pick: QueuePick): QueuedMessage[];
  /**
   * The same, with the JSON made by SQLite; `null` where there are none.
   *
   * Measured, an eighth of a whole send: no text becomes a JavaScript string, and the collector has
   * next to nothing to do.
   */
  pickBulk(pick: QueuePick): QueuedBulk | null;
  /**
   * Puts picked messages into a request: `queued → sending`, with the estimate frozen.
   *
   * @param whole The pick, where `keys` are all that it gives between the first and the last of them:
   *   then one statement moves them. Else `null`.
   */
  depart(requestKey: number, keys: readonly number[], whole: QueuePick | null): void;
  /** Nothing of the request took effect: `sending → queued`. */
  giveBack(request: RequestRange): void;
  /**
   * Messages to people who opted out: `queued → cancelled` with error `opted_out`. Tells how many left
   * the queue; those that were in doubt before are in doubt again.
   */
  cancelOptedOut(firstKey: number, lastKey: number): number;
  /** What has not left: `queued → cancelled`. Tells how many; what was in doubt before is so again. */
  cancelQueued(batchKey: number): number;
  /** Whether anybody is on the do-not-contact list. */
  anyOptOut(): boolean;
}

/** What a message costs by the price list of this moment. */
const ESTIMATE = 'parts * (SELECT micro_per_part FROM price WHERE country = message.country)';

const PREPARED = messageMove('queued', { type: 'prepared' });
const RETURNED = messageMove('sending', { type: 'returned' });
const CANCELLED = messageMove('queued', { type: 'cancelled' });

/** The estimate follows the price list until now; from now on it is what was agreed to. */
const DEPART = `UPDATE message SET state = ${PREPARED.toCode}, request_key = ?,
  estimate_micro = ${ESTIMATE}
  WHERE state = ${PREPARED.fromCode}`;

const PICK = `SELECT message.key AS key, CAST(recipient AS TEXT) AS "to", sender AS "from",
    text AS message, country, parts, ${ESTIMATE} AS estimateMicro, attempt
  FROM message JOIN message_body USING (key)
  WHERE message.key > ? AND message.key <= ? AND state = ${PREPARED.fromCode}
    AND attempt BETWEEN ? AND ?
  ORDER BY message.key LIMIT ?`;

type PickParameters = [number, number, number, number, number];

interface BulkRow {
  readonly keys: string;
  readonly estimates: string;
  readonly json: Buffer;
}

function statements({ sql }: Db) {
  return {
    pick: sql.prepare<PickParameters, QueuedMessage>(PICK),
    // One pass makes all three, so that they have one order, whatever it is.
    pickBulk: sql.prepare<PickParameters, BulkRow>(
      `SELECT json_group_array(key) AS keys, json_group_array(estimateMicro) AS estimates,
         CAST(json_group_array(json_object('to', "to", 'from', "from", 'message', message)) AS BLOB)
           AS json
       FROM (${PICK})`,
    ),
    departRange: sql.prepare<[number, number, number, number, number]>(
      `${DEPART} AND key BETWEEN ? AND ? AND attempt BETWEEN ? AND ?`,
    ),
    departOne: sql.prepare<[number, number]>(`${DEPART} AND key = ?`),
    giveBack: sql.prepare<[number, number, number]>(
      `UPDATE message SET state = ${RETURNED.toCode}, request_key = NULL, estimate_micro = NULL
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${RETURNED.fromCode}`,
    ),
    optedOut: sql.prepare<[number, number]>(
      `UPDATE message SET state = ${CANCELLED.toCode}, error = 'opted_out'
       WHERE key BETWEEN ? AND ? AND state = ${CANCELLED.fromCode}
         AND recipient IN (SELECT recipient FROM opt_out)`,
    ),
    cancel: sql.prepare<[number, number]>(
      `UPDATE message SET state = ${CANCELLED.toCode}
       WHERE key BETWEEN ? AND ? AND state = ${CANCELLED.fromCode}`,
    ),
    anyOptOut: sql.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM opt_out)').pluck(),
  };
}

/** @throws Error where SQLite did not keep the order: an answer would be given to other messages. */
function bulkOf(row: BulkRow | undefined): QueuedBulk | null {
  const keys = JSON.parse(row?.keys ?? '[]') as readonly number[];
  if (row === undefined || keys.length === 0) return null;
  if (keys.some((key, place) => place > 0 && key <= (keys[place - 1] ?? 0))) {
    throw new Error('messages were picked out of order');
  }
  const estimates = JSON.parse(row.estimates) as readonly (number | null)[];
  return { keys, estimates, json: row.json };
}

/** The queries of `message` around the queue. */
export const leavingQueries: (db: Db) => LeavingQueries = oncePerConnection((db) => {
  const run = statements(db);
  return {
    pick: ({ afterKey, lastKey, attempts, limit }) =>
      run.pick.all(afterKey, lastKey, ...attempts, limit),
    pickBulk: ({ afterKey, lastKey, attempts, limit }) =>
      bulkOf(run.pickBulk.get(afterKey, lastKey, ...attempts, limit)),
    depart: (requestKey, keys, whole) => {
      requireTransaction(db);
      const [first = 0] = keys;
      const last = keys.at(-1) ?? first;
      const changes =
        whole === null
          ? keys.reduce((sum, key) => sum + run.departOne.run(requestKey, key).changes, 0)
          : run.departRange.run(requestKey, first, last, ...whole.attempts).changes;
      PREPARED.count(db, first, keys.length, changes);
    },
    giveBack: ({ requestKey, firstKey, lastKey, messages }) => {
      requireTransaction(db);
      const { changes } = run.giveBack.run(firstKey, lastKey, requestKey);
      RETURNED.count(db, firstKey, messages, changes);
    },
    cancelOptedOut: (firstKey, lastKey) => {
      const doubtful = standingDoubt(db).insteadOfOptedOut(firstKey, lastKey);
      const { changes } = run.optedOut.run(firstKey, lastKey);
      CANCELLED.count(db, firstKey, changes, changes);
      return changes + doubtful;
    },
    cancelQueued: (batchKey) => {
      const { first, last } = keyRange(batchKey);
      const doubtful = standingDoubt(db).insteadOfCancelled(first, last);
      const { changes } = run.cancel.run(first, last);
      CANCELLED.count(db, first, changes, changes);
      return changes + doubtful;
    },
    anyOptOut: () => run.anyOptOut.get() === 1,
  };
});

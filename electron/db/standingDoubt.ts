/**
 * Doubt that stands: a message was to be sent again, and that came to nothing.
 *
 * Cancelled, opted out or refused the second time, it may still have been accepted the first time. So
 * it is in doubt as it was before the decision, with the same request and the same evidence; never
 * `cancelled` or `rejected`, which say that nobody got it.
 */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { messageMove } from './messageMove.ts';
import type { MessageMove } from './messageMove.ts';

/** Puts messages with an earlier, unproved doubt back into it. Each tells how many; in a transaction. */
export interface StandingDoubt {
  /** Of the queued messages between two keys, which are to be cancelled. */
  insteadOfCancelled(firstKey: number, lastKey: number): number;
  /** The same, of those to people who opted out; with error `opted_out`. */
  insteadOfOptedOut(firstKey: number, lastKey: number): number;
  /** A message of a request, which the API refused; with its words. */
  insteadOfRejected(requestKey: number, key: number, error: string): number;
}

/** A doubt that no evidence ended: what the operator decided proves nothing. */
const UNPROVED = `resolved_by IS NOT 'id' AND resolved_by IS NOT 'list'`;

/** Whether the message at hand was in doubt before; for the WHERE of a statement about `message`. */
export const STANDS_IN_DOUBT = `(attempt > 0 AND EXISTS (
  SELECT 1 FROM doubt WHERE doubt.key = message.key AND ${UNPROVED}))`;

const QUEUED = messageMove('queued', { type: 'doubt_stands' });
const SENDING = messageMove('sending', { type: 'doubt_stands' });

// A bare column beside max() is of the row that has the maximum.
const restore = ({ fromCode, toCode }: MessageMove, which: string): string => `
  UPDATE message SET state = ${toCode}, request_key = d.request_key,
    estimate_micro = d.estimate_micro, sent_at_ms = d.since_ms, error = $error
  FROM (SELECT key, max(request_key) AS request_key, estimate_micro, since_ms FROM doubt
    WHERE key BETWEEN $first AND $last AND ${UNPROVED} GROUP BY key) d
  WHERE message.key = d.key AND message.state = ${fromCode} AND ${which}`;

interface Range {
  readonly first: number;
  readonly last: number;
}

function statements({ sql }: Db) {
  return {
    cancelled: sql.prepare<[Range & { error: null }]>(restore(QUEUED, 'true')),
    optedOut: sql.prepare<[Range & { error: string }]>(
      restore(QUEUED, 'message.recipient IN (SELECT recipient FROM opt_out)'),
    ),
    rejected: sql.prepare<[Range & { error: string; requestKey: number }]>(
      restore(SENDING, 'message.request_key = $requestKey'),
    ),
    unresolve: sql.prepare<[number, number]>(
      `UPDATE doubt SET resolved_by = NULL, resolved_at_ms = NULL
       WHERE key BETWEEN ? AND ? AND resolved_by = 'operator' AND EXISTS (
         SELECT 1 FROM message m WHERE m.key = doubt.key AND m.request_key = doubt.request_key
           AND m.state = ${QUEUED.toCode})`,
    ),
  };
}

/** The return of messages into the doubt they were in. */
export const standingDoubt: (db: Db) => StandingDoubt = oncePerConnection((db) => {
  const run = statements(db);
  const follow = (way: MessageMove, { first, last }: Range, changes: number): number => {
    if (changes > 0) run.unresolve.run(first, last);
    way.count(db, first, changes, changes);
    return changes;
  };
  return {
    insteadOfCancelled: (first, last) => {
      requireTransaction(db);
      const { changes } = run.cancelled.run({ first, last, error: null });
      return follow(QUEUED, { first, last }, changes);
    },
    insteadOfOptedOut: (first, last) => {
      requireTransaction(db);
      const { changes } = run.optedOut.run({ first, last, error: 'opted_out' });
      return follow(QUEUED, { first, last }, changes);
    },
    insteadOfRejected: (requestKey, key, error) => {
      requireTransaction(db);
      const range = { first: key, last: key };
      return follow(SENDING, range, run.rejected.run({ ...range, requestKey, error }).changes);
    },
  };
});

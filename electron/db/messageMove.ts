/** One way between two states of a message, taken from the rules of the domain, for use in SQL. */
import { messageStateCode, nextMessageState } from '../../shared/domain/message.ts';
import type { MessageEvent, MessageState } from '../../shared/domain/message.ts';
import type { Db } from './connection.ts';
import { countQueries } from './counts.ts';
import { batchKeyOf } from './keys.ts';

/** A transition: the stored codes of both states, and its bookkeeping. */
export interface MessageMove {
  readonly fromCode: number;
  readonly toCode: number;
  /**
   * Follows a statement that moved messages with the batch's counts.
   *
   * @param key Any message of the batch.
   * @param expected How many messages should have moved.
   * @param changes How many the statement changed.
   * @throws Error where the two differ: a bug, and everything is rolled back.
   */
  count(db: Db, key: number, expected: number, changes: number): void;
}

/**
 * The transition of an event.
 *
 * @throws Error where the domain does not know it.
 */
export function messageMove(from: MessageState, event: MessageEvent): MessageMove {
  const to = nextMessageState(from, event);
  if (to === null) throw new Error(`${event.type} does not apply to ${from}`);
  return {
    fromCode: messageStateCode(from),
    toCode: messageStateCode(to),
    count: (db, key, expected, changes) => {
      if (changes !== expected) {
        throw new Error(`${changes} messages went from ${from} to ${to}, not ${expected}`);
      }
      if (changes > 0) countQueries(db).move(batchKeyOf(key), from, to, changes);
    },
  };
}

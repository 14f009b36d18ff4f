/** Reading the messages of a batch, a page at a time. */
import { messageStateCode, messageStateOf } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import type { Encoding } from '../../shared/domain/segments.ts';
import { encodingOf } from './codes.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange, seqOf } from './keys.ts';

/** A message as the preview shows it. */
export interface PreviewMessage {
  readonly key: number;
  readonly seq: number;
  readonly row: number;
  readonly state: MessageState;
  /** International digits as a number. */
  readonly recipient: number;
  readonly country: string;
  readonly sender: string;
  readonly text: string;
  readonly parts: number;
  readonly encoding: Encoding;
  /** Frozen once it has left; before that by the current price list. `null`: unpriced. */
  readonly estimateMicro: number | null;
}

/** Reads messages. */
export interface MessageQueries {
  /**
   * The messages after the first `offset`, in the order of the list. An offset is a key, so a page
   * costs the same wherever it is.
   */
  page(batchKey: number, offset: number, limit: number): PreviewMessage[];
  /** Whether a number is among a batch's recipients. Looks at all. */
  hasRecipient(batchKey: number, recipient: number): boolean;
  /** How many were not sent because their recipient is on the do-not-contact list. Looks at all. */
  optedOut(batchKey: number): number;
}

interface PreviewRow extends Omit<PreviewMessage, 'seq' | 'state' | 'encoding'> {
  readonly state: number;
  readonly encoding: number;
}

/** The queries of `message` and `message_body`. */
export const messageQueries: (db: Db) => MessageQueries = oncePerConnection(({ sql }) => {
  const page = sql.prepare<[number, number, number], PreviewRow>(
    `SELECT key, row, state, recipient, m.country AS country, sender, text, parts, encoding,
       CASE state WHEN ${messageStateCode('queued')} THEN parts * micro_per_part
         ELSE estimate_micro END AS estimateMicro
     FROM message AS m JOIN message_body USING (key) LEFT JOIN price ON price.country = m.country
     WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?`,
  );
  const optedOut = sql
    .prepare<[number, number], number>(
      `SELECT count(*) FROM message
       WHERE key BETWEEN ? AND ? AND state = ${messageStateCode('cancelled')} AND error = 'opted_out'`,
    )
    .pluck();
  const hasRecipient = sql
    .prepare<[number, number, number], number>(
      'SELECT 1 FROM message WHERE key BETWEEN ? AND ? AND recipient = ? LIMIT 1',
    )
    .pluck();
  return {
    hasRecipient: (batchKey, recipient) => {
      const { first, last } = keyRange(batchKey);
      return hasRecipient.get(first, last, recipient) !== undefined;
    },
    optedOut: (batchKey) => {
      const { first, last } = keyRange(batchKey);
      return optedOut.get(first, last) ?? 0;
    },
    page: (batchKey, offset, limit) => {
      const { first, last } = keyRange(batchKey);
      return page.all(first + offset, last, limit).map((row) => ({
        ...row,
        seq: seqOf(row.key),
        state: messageStateOf(row.state),
        encoding: encodingOf(row.encoding),
      }));
    },
  };
});

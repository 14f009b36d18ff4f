/** How many messages of a batch are in each state, kept in the transactions that move them. */
import { messageStateCode, messageStateOf, zeroCounts } from '../../shared/domain/message.ts';
import type { MessageCounts, MessageState } from '../../shared/domain/message.ts';
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { noteChange } from './revisions.ts';

/** Reads and keeps the counts. */
export interface CountQueries {
  /** The counts of a batch, zeros included. */
  of(batchKey: number): MessageCounts;
  /** The counts of every batch that has messages, by batch key: one query for a whole list. */
  all(): ReadonlyMap<number, MessageCounts>;
  /** Adds messages that are new in a state. Inside the transaction that inserts them. */
  add(batchKey: number, state: MessageState, n: number): void;
  /**
   * Follows `n` messages from one state to another. Inside the transaction that moves them.
   *
   * @throws Error where fewer than `n` are counted in `from`: a bug, and everything is rolled back.
   */
  move(batchKey: number, from: MessageState, to: MessageState, n: number): void;
}

interface CountRow {
  readonly batchKey: number;
  readonly state: number;
  readonly messages: number;
}

const COLUMNS = 'batch_key AS batchKey, state, messages';

/** The queries of `batch_count`. */
export const countQueries: (db: Db) => CountQueries = oncePerConnection((db) => {
  const { sql } = db;
  const one = sql.prepare<[number], CountRow>(
    `SELECT ${COLUMNS} FROM batch_count WHERE batch_key = ?`,
  );
  const all = sql.prepare<[], CountRow>(`SELECT ${COLUMNS} FROM batch_count ORDER BY batch_key`);
  const plus = sql.prepare<[number, number, number]>(
    `INSERT INTO batch_count (batch_key, state, messages) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET messages = messages + excluded.messages`,
  );
  const minus = sql.prepare<[number, number, number]>(
    'UPDATE batch_count SET messages = messages - ? WHERE batch_key = ? AND state = ?',
  );
  const add = (batchKey: number, state: MessageState, n: number): void => {
    requireTransaction(db);
    if (n <= 0) return;
    plus.run(batchKey, messageStateCode(state), n);
    noteChange(db, batchKey);
  };
  return {
    of: (batchKey) => countsOf(one.all(batchKey)),
    all: () => {
      const rows = Map.groupBy(all.all(), (row) => row.batchKey);
      return new Map([...rows].map(([batchKey, group]) => [batchKey, countsOf(group)]));
    },
    add,
    move: (batchKey, from, to, n) => {
      requireTransaction(db);
      if (n === 0 || from === to) return;
      const { changes } = minus.run(n, batchKey, messageStateCode(from));
      if (changes !== 1) throw new Error(`no messages are counted as ${from}`);
      add(batchKey, to, n);
    },
  };
});

function countsOf(rows: readonly CountRow[]): MessageCounts {
  const counts = zeroCounts();
  for (const { state, messages } of rows) counts[messageStateOf(state)] = messages;
  return counts;
}

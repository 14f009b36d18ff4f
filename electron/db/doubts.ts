/**
 * Messages in doubt: what is known of each, what was found out, and what settled it.
 *
 * A row of `doubt` is one message in one request; it stays when the message is settled, as evidence,
 * because a message of the API's list may still belong to it, and because it stands where sending again
 * comes to nothing.
 */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import { DOUBT_SQL } from './doubtSql.ts';
import { keyRange } from './keys.ts';
import { messageMove } from './messageMove.ts';
import type { MessageMove } from './messageMove.ts';

/** What a search found of a message. */
export type DoubtOutcome = 'confirmed' | 'not_found' | 'ambiguous';

/** What was searched, and what was seen. Ids and figures only. */
export interface DoubtEvidence {
  readonly by: 'id' | 'list';
  /** The window of the list, UTC milliseconds; `null` where only ids were asked for. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Messages that the list showed in all the windows that were searched. */
  readonly listed: number;
  /** Ids that could be this message's; at most ten. */
  readonly ids: readonly string[];
  /** Messages that could be this one, but do not show enough to say so. */
  readonly unclear: number;
}

/** A message in doubt. */
export interface DoubtfulMessage {
  readonly key: number;
  /** The spreadsheet's row. */
  readonly row: number;
  readonly recipient: number;
  readonly text: string;
  readonly requestKey: number;
  /** When the request left, or was prepared, UTC milliseconds. */
  readonly sinceMs: number;
  readonly reason: string;
  /** A 200 was seen: it was probably accepted. */
  readonly probable: boolean;
  /** `null`: not searched for yet. */
  readonly outcome: DoubtOutcome | null;
  readonly evidence: DoubtEvidence | null;
  readonly checkedAtMs: number | null;
}

/** A message of ours that one of the list's messages may belong to. */
export interface Claim {
  readonly key: number;
  readonly requestKey: number;
  readonly recipient: number;
  readonly text: string;
  /** When its request left, UTC milliseconds. */
  readonly sentAtMs: number;
}

/** A message that the API knows under an id, and when its request left by our clock. */
interface ClockMark {
  readonly id: string;
  readonly wireAtMs: number;
}

/** What settles a message in doubt. */
interface Proof {
  readonly key: number;
  readonly requestKey: number;
  readonly id: string;
  readonly evidence: DoubtEvidence;
  readonly atMs: number;
}

/** Reads and settles doubt. */
export interface DoubtQueries {
  /** The messages of a batch that are in doubt, in the order of the list. */
  ofBatch(batchKey: number): DoubtfulMessage[];
  /** The ids salvaged from the answer to a request, each once. */
  salvagedIds(requestKey: number): readonly string[];
  /**
   * Everything that left in a time and has no id: in doubt, decided, or on its way. Any of it may be
   * what the list shows.
   */
  claims(accountKey: number, fromMs: number, toMs: number): Claim[];
  /** Which of these ids are messages of the account already. */
  takenIds(accountKey: number, ids: readonly string[]): ReadonlySet<string>;
  /** An accepted message of the account whose request is the closest to this one. */
  clockMark(accountKey: number, requestKey: number): ClockMark | null;
  /** Notes what a search found. Inside a transaction. */
  note(
    message: DoubtfulMessage,
    outcome: DoubtOutcome,
    evidence: DoubtEvidence,
    atMs: number,
  ): void;
  /**
   * The message was accepted under this id; its receipts are due at once. Inside a transaction.
   *
   * @returns false where it is not in doubt any more: then nothing is changed.
   */
  confirm(proof: Proof): boolean;
  /**
   * The operator decided: `as_sent` makes them accepted, without an id; `send_again` puts them back
   * into the queue, with one more attempt. Inside a transaction, with the decision's record.
   *
   * @throws Error where one of them is not in doubt any more.
   */
  decide(messages: readonly DoubtfulMessage[], how: 'as_sent' | 'send_again', atMs: number): void;
}

const PROVED = messageMove('in_doubt', { type: 'accepted' });
const AS_SENT = messageMove('in_doubt', { type: 'decided_sent' });
const AGAIN = messageMove('in_doubt', { type: 'decided_again' });

type StoredDoubt = Omit<DoubtfulMessage, 'probable' | 'evidence'> & {
  readonly probable: number;
  readonly evidence: string | null;
};

function doubtOf({ probable, evidence, ...rest }: StoredDoubt): DoubtfulMessage {
  return {
    ...rest,
    probable: probable === 1,
    // Written by this program only.
    evidence: evidence === null ? null : (JSON.parse(evidence) as DoubtEvidence),
  };
}

type Reading = Pick<DoubtQueries, 'ofBatch' | 'salvagedIds' | 'claims' | 'takenIds' | 'clockMark'>;

function reading({ sql }: Db): Reading {
  const ofBatch = sql.prepare<[number, number], StoredDoubt>(DOUBT_SQL.ofBatch);
  const salvaged = sql.prepare<[number], string>(DOUBT_SQL.salvaged).pluck();
  const doubted = sql.prepare<[number, number, number], Claim>(DOUBT_SQL.doubted);
  const idless = sql.prepare<[number, number, number], Claim>(DOUBT_SQL.idless);
  const taken = sql.prepare<[string, number], string>(DOUBT_SQL.taken).pluck();
  const clockMark = sql.prepare<[number, number], ClockMark>(DOUBT_SQL.clockMark);
  return {
    ofBatch: (batchKey) => {
      const { first, last } = keyRange(batchKey);
      return ofBatch.all(first, last).map(doubtOf);
    },
    salvagedIds: (requestKey) => {
      const ids = salvaged.all(requestKey).flatMap((json) => JSON.parse(json) as string[]);
      return [...new Set(ids)];
    },
    claims: (accountKey, fromMs, toMs) => [
      ...doubted.all(accountKey, fromMs, toMs),
      ...idless.all(accountKey, fromMs, toMs),
    ],
    takenIds: (accountKey, ids) => new Set(taken.all(JSON.stringify(ids), accountKey)),
    clockMark: (accountKey, requestKey) => clockMark.get(accountKey, requestKey) ?? null,
  };
}

type Settling = Pick<DoubtQueries, 'note' | 'confirm' | 'decide'>;

function settling(db: Db): Settling {
  const { sql } = db;
  const note = sql.prepare<[DoubtOutcome, string, number, number, number]>(DOUBT_SQL.note);
  const resolved = sql.prepare<[string, number, number, number]>(DOUBT_SQL.resolved);
  const accept = sql.prepare<[string, number, number]>(DOUBT_SQL.accept);
  const asSent = sql.prepare<[number, number]>(DOUBT_SQL.asSent);
  const sendAgain = sql.prepare<[number, number]>(DOUBT_SQL.sendAgain);
  const due = sql.prepare<[{ atMs: number; requestKey: number }]>(DOUBT_SQL.due);
  const noteOne: Settling['note'] = ({ key, requestKey }, outcome, evidence, atMs) => {
    requireTransaction(db);
    note.run(outcome, JSON.stringify(evidence), atMs, key, requestKey);
  };
  const move = (way: MessageMove, { key }: { readonly key: number }, changes: number): void =>
    way.count(db, key, 1, changes);
  return {
    note: noteOne,
    confirm: ({ key, requestKey, id, evidence, atMs }) => {
      requireTransaction(db);
      const { changes } = accept.run(id, key, requestKey);
      if (changes === 0) return false;
      move(PROVED, { key }, changes);
      note.run('confirmed', JSON.stringify(evidence), atMs, key, requestKey);
      resolved.run(evidence.by, atMs, key, requestKey);
      due.run({ atMs, requestKey });
      return true;
    },
    decide: (messages, how, atMs) => {
      requireTransaction(db);
      const [statement, way] = how === 'as_sent' ? [asSent, AS_SENT] : [sendAgain, AGAIN];
      for (const message of messages) {
        const { key, requestKey } = message;
        move(way, message, statement.run(key, requestKey).changes);
        resolved.run('operator', atMs, key, requestKey);
        if (how === 'as_sent') due.run({ atMs, requestKey });
      }
    },
  };
}

/** The queries of `doubt`. */
export const doubtQueries: (db: Db) => DoubtQueries = oncePerConnection((db) => ({
  ...reading(db),
  ...settling(db),
}));

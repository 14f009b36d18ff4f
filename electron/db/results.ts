/**
 * What an answer, or the lack of one, does to the messages of a request.
 *
 * A whole answer is applied by one statement that looks each message's row up: measured, 60 % of the
 * time of one statement a message. All of it runs inside the caller's transaction.
 */
import { oncePerConnection, requireTransaction } from './connection.ts';
import type { Db } from './connection.ts';
import type { RequestRange } from './leaving.ts';
import { messageMove } from './messageMove.ts';
import { standingDoubt, STANDS_IN_DOUBT } from './standingDoubt.ts';

/** What an answer says of one message. */
interface AnswerRow {
  readonly id: string | null;
  /** Why it was refused; `null`: it was accepted. */
  readonly error: string | null;
  readonly estimateMicro: number | null;
}

/** What is known of a doubt when it begins. */
interface NewDoubt {
  readonly sinceMs: number;
  /** A stable word. */
  readonly reason: string;
  /** A 200 was seen: the API probably accepted it. */
  readonly probable: boolean;
  /** Every id found in the answer. They belong to the request as a whole. */
  readonly salvagedIds: readonly string[];
}

/** Applies results. */
export interface ResultQueries {
  /**
   * `sending → accepted` or `rejected`, message by message. Tells how many were accepted. What was in
   * doubt before and is rejected now is in doubt again.
   *
   * @param keys The messages of the request, ascending.
   * @param rows The answer, in the same order.
   */
  answer(
    request: RequestRange,
    keys: readonly number[],
    rows: readonly AnswerRow[],
    sentAtMs: number,
  ): number;
  /** `sending → in_doubt` for a whole request, with a row of evidence for each message. */
  doubt(request: RequestRange, doubt: NewDoubt): void;
}

const ACCEPTED = messageMove('sending', { type: 'accepted' });
const REJECTED = messageMove('sending', { type: 'rejected' });
const DOUBTED = messageMove('sending', { type: 'doubted' });

function statements({ sql }: Db) {
  return {
    reject: sql.prepare<[string, number, number]>(
      `UPDATE message SET state = ${REJECTED.toCode}, error = ?
       WHERE key = ? AND request_key = ? AND state = ${REJECTED.fromCode}
         AND NOT ${STANDS_IN_DOUBT}`,
    ),
    accept: sql.prepare<[number | null, number, number, number, number]>(
      `UPDATE message SET state = ${ACCEPTED.toCode}, message_id = answer_id(key),
         answered_micro = coalesce(?, answer_micro(key)), sent_at_ms = ?
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${ACCEPTED.fromCode}`,
    ),
    doubt: sql.prepare<[number, number, number, number]>(
      `UPDATE message SET state = ${DOUBTED.toCode}, sent_at_ms = ?
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${DOUBTED.fromCode}`,
    ),
    // The ids go into the first row only: in every row, 1,000 of them would take 30 MB.
    evidence: sql.prepare<[number, string, number, string, number, number, number]>(
      `INSERT INTO doubt (key, request_key, since_ms, reason, probable, salvaged_ids, estimate_micro)
       SELECT key, request_key, ?, ?, ?, iif(row_number() OVER (ORDER BY key) = 1, ?, '[]'),
         estimate_micro
       FROM message
       WHERE key BETWEEN ? AND ? AND request_key = ? AND state = ${DOUBTED.toCode}`,
    ),
  };
}

/** Lets a statement look up what the answer at hand says of a message. */
class AnswerLookup {
  #keys: readonly number[] = [];
  #rows: readonly AnswerRow[] = [];
  #first = 0;
  /** Place by key, where the keys have gaps. */
  #places: ReadonlyMap<number, number> | null = null;

  constructor({ sql }: Db) {
    sql.function('answer_id', (key: number) => this.#row(key).id);
    sql.function('answer_micro', (key: number) => this.#row(key).estimateMicro);
  }

  set(keys: readonly number[], rows: readonly AnswerRow[]): void {
    if (keys.length !== rows.length)
      throw new Error('an answer of another length than its request');
    this.#keys = keys;
    this.#rows = rows;
    this.#first = keys[0] ?? 0;
    const contiguous = (keys.at(-1) ?? 0) - this.#first === keys.length - 1;
    this.#places = contiguous ? null : new Map(keys.map((key, place) => [key, place]));
  }

  #row(key: number): AnswerRow {
    const place = this.#places === null ? key - this.#first : this.#places.get(key);
    const row = this.#rows[place ?? -1];
    if (row === undefined || this.#keys[place ?? -1] !== key) {
      throw new Error('the answer says nothing of a message of its request');
    }
    return row;
  }
}

/** The price of every accepted message, where it is the same: then it need not be looked up. */
function commonPrice(rows: readonly AnswerRow[]): number | null {
  const price = rows[0]?.estimateMicro ?? null;
  const same = rows.every(({ error, estimateMicro }) => error !== null || estimateMicro === price);
  return same ? price : null;
}

/** Rejects what an answer refuses; what was in doubt before is in doubt again. */
function rejecting(db: Db, statement: ReturnType<typeof statements>['reject']) {
  return (requestKey: number, keys: readonly number[], rows: readonly AnswerRow[]): void => {
    let refused = 0;
    let rejected = 0;
    for (const [place, { error }] of rows.entries()) {
      if (error === null) continue;
      const key = keys[place] ?? 0;
      const { changes } = statement.run(error, key, requestKey);
      rejected += changes;
      const doubtful =
        changes === 0 ? standingDoubt(db).insteadOfRejected(requestKey, key, error) : 0;
      refused += 1 - doubtful;
    }
    REJECTED.count(db, keys[0] ?? 0, refused, rejected);
  };
}

/** The queries that apply results. */
export const resultQueries: (db: Db) => ResultQueries = oncePerConnection((db) => {
  const lookup = new AnswerLookup(db);
  const run = statements(db);
  const reject = rejecting(db, run.reject);
  return {
    answer: ({ requestKey, firstKey, lastKey, messages }, keys, rows, sentAtMs) => {
      requireTransaction(db);
      lookup.set(keys, rows);
      const refused = rows.filter((row) => row.error !== null).length;
      if (refused > 0) reject(requestKey, keys, rows);
      const price = commonPrice(rows);
      const { changes } = run.accept.run(price, sentAtMs, firstKey, lastKey, requestKey);
      ACCEPTED.count(db, firstKey, messages - refused, changes);
      return changes;
    },
    doubt: ({ requestKey, firstKey, lastKey, messages }, doubt) => {
      requireTransaction(db);
      const { changes } = run.doubt.run(doubt.sinceMs, firstKey, lastKey, requestKey);
      DOUBTED.count(db, firstKey, messages, changes);
      const evidence = [doubt.sinceMs, doubt.reason, doubt.probable ? 1 : 0] as const;
      const ids = JSON.stringify(doubt.salvagedIds);
      run.evidence.run(...evidence, ids, firstKey, lastKey, requestKey);
    },
  };
});

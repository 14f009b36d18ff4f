/**
 * What leaves next: queued messages in the order of the list.
 *
 * The database holds the queue; this walks through it, remembers what was passed over for the moment
 * (a number that had its messages of this minute, a number that is in the request already), and keeps
 * the halves of requests that the API refused as a whole together until each has been tried.
 */
import type { LeavingQueries, QueuedMessage, QueuePick } from '../db/leaving.ts';

/** Messages for one request. */
export interface Taken {
  readonly keys: readonly number[];
  /** By the price list; `null` without a price. In the order of the keys. */
  readonly estimates: readonly (number | null)[];
  /** One by one, where something was asked of each; else `null`. */
  readonly messages: readonly QueuedMessage[] | null;
  /** The messages as a JSON array, where nothing was asked of each; else `null`. */
  readonly json: Buffer | null;
  /** The pick, where the messages are all that it gives in their range; else `null`. */
  readonly whole: QueuePick | null;
}

/** Nothing may leave before some time, though messages are queued. */
export interface TakenLater {
  readonly waitMs: number;
}

/** Which messages one walk goes through. */
export interface QueueScope {
  readonly firstKey: number;
  readonly lastKey: number;
  /** Decisions to send again that a message has, from … to. */
  readonly attempts: readonly [number, number];
  /** The batch may hold a number several times; no request does. */
  readonly repeats: boolean;
  /** How long until a number may have another message; 0 for now. */
  readonly readyInMs: (recipient: number) => number;
  /** Whether any number may have to wait. */
  readonly paced: () => boolean;
  /** Cancels what went on the do-not-contact list; tells how many. */
  readonly cancelOptedOut: (firstKey: number, lastKey: number) => number;
}

/** What was read in one step. */
interface Read {
  readonly lastKey: number;
  /** `null` where all of it had to be passed over. */
  readonly taken: Taken | null;
}

/** What the walk reads with. */
type PickQueries = Pick<LeavingQueries, 'pick' | 'pickBulk'>;

/** A walk through the queue of a batch. Taking must happen in the transaction that moves what is taken. */
export class SendQueue {
  readonly #leaving: PickQueries;
  readonly #scope: QueueScope;
  /** Everything up to here has been looked at in this round. */
  #afterKey: number;
  /** The lowest key that was passed over in this round. */
  #passedOver: number | null = null;
  /** The soonest time at which something that was passed over may leave. */
  #soonestMs = Infinity;
  #tookInRound = false;
  readonly #splits: (readonly number[])[] = [];
  readonly #held = new Set<number>();

  constructor(leaving: PickQueries, scope: QueueScope) {
    this.#leaving = leaving;
    this.#scope = scope;
    this.#afterKey = scope.firstKey - 1;
  }

  /**
   * The next messages, at most `limit`; `null` where the walk is over.
   *
   * @param how `one_by_one`: the caller wants to know each message.
   */
  take(limit: number, how: 'one_by_one' | 'in_bulk'): Taken | TakenLater | null {
    return this.#takeSplit(limit) ?? this.#takeNext(limit, how);
  }

  /** Messages from this key on are back in the queue. */
  givenBack(firstKey: number): void {
    this.#afterKey = Math.min(this.#afterKey, firstKey - 1);
  }

  /** Goes over the whole list once more. */
  rewind(): void {
    this.#afterKey = this.#scope.firstKey - 1;
  }

  /** These are back in the queue, and are to be tried in two halves. */
  split(keys: readonly number[]): void {
    const middle = Math.ceil(keys.length / 2);
    for (const half of [keys.slice(middle), keys.slice(0, middle)]) {
      this.#splits.push(half);
      for (const key of half) this.#held.add(key);
    }
  }

  /** What may not leave now goes back to the walk, which comes to it again. */
  #takeSplit(limit: number): Taken | null {
    for (;;) {
      const half = this.#splits.pop();
      if (half === undefined) return null;
      const keys = half.slice(0, limit);
      if (half.length > limit) this.#splits.push(half.slice(limit));
      const [first] = keys;
      if (first === undefined) continue;
      for (const key of keys) this.#held.delete(key);
      const last = keys.at(-1) ?? first;
      this.#scope.cancelOptedOut(first, last);
      const pick = this.#pick(first - 1, last, last - first + 1);
      const wanted = new Set(keys);
      const rows = this.#leaving.pick(pick);
      const messages = this.#allowed(rows.filter((row) => wanted.has(row.key)));
      // Some may have been cancelled meanwhile, even all of them.
      if (messages.length > 0) return taken(messages, rows.length, pick);
    }
  }

  #takeNext(limit: number, how: 'one_by_one' | 'in_bulk'): Taken | TakenLater | null {
    for (;;) {
      const pick = this.#pick(this.#afterKey, this.#scope.lastKey, limit);
      const { repeats, paced } = this.#scope;
      const asked = how === 'one_by_one' || repeats || paced() || this.#held.size > 0;
      const next = asked ? this.#readEach(pick) : this.#readBulk(pick);
      if (next === null) {
        const over = this.#endRound();
        if (over === 'again') continue;
        return over;
      }
      this.#afterKey = next.lastKey;
      if (next.taken === null) continue;
      this.#tookInRound = true;
      return next.taken;
    }
  }

  #pick(afterKey: number, lastKey: number, limit: number): QueuePick {
    return { afterKey, lastKey, attempts: this.#scope.attempts, limit };
  }

  /** Reads messages and passes over those that may not leave now, which may be all. */
  #readEach(pick: QueuePick): Read | null {
    const rows = this.#leaving.pick(pick);
    const [first] = rows;
    const last = rows.at(-1);
    if (first === undefined || last === undefined) return null;
    if (this.#scope.cancelOptedOut(first.key, last.key) > 0) return this.#readEach(pick);
    const messages = this.#allowed(rows);
    const all = messages.length > 0 ? taken(messages, rows.length, pick) : null;
    return { lastKey: last.key, taken: all };
  }

  #readBulk(pick: QueuePick): Read | null {
    const bulk = this.#leaving.pickBulk(pick);
    const [first] = bulk?.keys ?? [];
    const lastKey = bulk?.keys.at(-1);
    if (bulk === null || first === undefined || lastKey === undefined) return null;
    if (this.#scope.cancelOptedOut(first, lastKey) > 0) return this.#readBulk(pick);
    return { lastKey, taken: { ...bulk, messages: null, whole: pick } };
  }

  #allowed(rows: readonly QueuedMessage[]): readonly QueuedMessage[] {
    const { repeats, readyInMs } = this.#scope;
    const numbers = new Set<string>();
    return rows.filter(({ key, to }) => {
      // A half of a split has its own turn.
      if (this.#held.has(key)) return false;
      const waitMs = readyInMs(Number(to));
      if (waitMs > 0) this.#soonestMs = Math.min(this.#soonestMs, waitMs);
      const fits = waitMs === 0 && !(repeats && numbers.has(to));
      if (!fits) this.#passedOver = Math.min(this.#passedOver ?? key, key);
      else if (repeats) numbers.add(to);
      return fits;
    });
  }

  /** At the end of the list: goes back to what was passed over, at once or after a wait. */
  #endRound(): TakenLater | 'again' | null {
    const from = this.#passedOver;
    if (from === null) return null;
    const waitMs = this.#tookInRound ? 0 : this.#soonestMs;
    this.#afterKey = from - 1;
    this.#passedOver = null;
    this.#soonestMs = Infinity;
    this.#tookInRound = false;
    return waitMs === 0 ? 'again' : { waitMs };
  }
}

function taken(messages: readonly QueuedMessage[], read: number, pick: QueuePick): Taken {
  const keys = messages.map((message) => message.key);
  const estimates = messages.map((message) => message.estimateMicro);
  return { keys, estimates, messages, json: null, whole: messages.length === read ? pick : null };
}

/**
 * The practice gateway's books: every message that it took or refused with an id, and the money.
 *
 * All in memory; a new gateway starts with empty books.
 */
import type { Incoming } from './assess.ts';
import { type Fate, progressAt, type Progress } from './fate.ts';
import type { MessageQuirks } from './quirks.ts';

/** One message in the books. */
export interface BookedMessage extends Incoming {
  /** Its place in the books, from 0. */
  readonly index: number;
  readonly id: string;
  /** Wall time, for showing. */
  /** When it was created, microseconds since 1970: later than the one before. */
  readonly createdUs: number;
  readonly createdMs: number;
  /** Monotonic time, for everything that comes later. */
  readonly bookedAtMs: number;
  readonly deadlineMs: number;
  readonly parts: number;
  /** What one part is charged, micro-USD. */
  readonly pricePerPartMicro: number;
  /** What the answer to the send call said, micro-USD. */
  readonly estimateMicro: number;
  /** Why it was refused; empty where it was taken. */
  readonly error: string;
  readonly fate: Fate;
  readonly quirks: MessageQuirks;
}

/** The books in a few figures. Amounts are micro-USD. */
export interface PracticeTotals {
  /** Send requests that were understood. */
  readonly requests: number;
  /** Messages taken. */
  readonly accepted: number;
  /** Messages refused one by one. */
  readonly rejected: number;
  readonly parts: number;
  /** After refunds. */
  readonly chargedMicro: number;
  readonly refundedMicro: number;
  readonly balanceMicro: number;
}

/** The charge of a message, before refunds. */
function grossMicro(message: BookedMessage): number {
  return message.error === '' ? message.parts * message.pricePerPartMicro : 0;
}

/** The books of one gateway. */
export class PracticeBooks {
  readonly #messages: BookedMessage[] = [];
  readonly #byId = new Map<string, BookedMessage>();
  readonly #byDedup = new Map<string, BookedMessage>();
  readonly #startMicro: number;
  readonly #speed: number;
  #requests = 0;
  #rejected = 0;
  #grossMicro = 0;

  /** @param speed practice time passes so many times faster than real time. */
  constructor(startMicro: number, speed: number) {
    this.#startMicro = startMicro;
    this.#speed = speed;
  }

  /** How many messages are in the books: the next one's index. */
  get size(): number {
    return this.#messages.length;
  }

  /** Notes a send request that was understood. */
  countRequest(): void {
    this.#requests += 1;
  }

  /** Notes a message that was refused without an id, and so is not in the books. */
  countRejected(): void {
    this.#rejected += 1;
  }

  /** Enters a message, taken or refused with an id. */
  add(message: BookedMessage): void {
    this.#messages.push(message);
    this.#byId.set(message.id, message);
    if (message.error !== '') this.#rejected += 1;
    else if (message.clientDedup !== '') this.#byDedup.set(message.clientDedup, message);
    this.#grossMicro += grossMicro(message);
  }

  /** The message with this id. */
  find(id: string): BookedMessage | null {
    return this.#byId.get(id) ?? null;
  }

  /** The message that was taken under this `clientDedup`. */
  findDedup(clientDedup: string): BookedMessage | null {
    return clientDedup === '' ? null : (this.#byDedup.get(clientDedup) ?? null);
  }

  /** The message at this place. */
  at(index: number): BookedMessage | null {
    return this.#messages[index] ?? null;
  }

  /** Practice time since a message was entered, milliseconds. */
  ageMs(message: BookedMessage, nowMs: number): number {
    return (nowMs - message.bookedAtMs) * this.#speed;
  }

  /** What can be seen of a message now. */
  progress(message: BookedMessage, nowMs: number): Progress {
    return progressAt(message.fate, this.ageMs(message, nowMs));
  }

  /** When something happened to a message, as wall time. */
  wallMs(message: BookedMessage, afterMs: number): number {
    return message.createdMs + Math.round(afterMs / this.#speed);
  }

  /** What a message has cost by now, micro-USD. */
  chargedMicro(message: BookedMessage, nowMs: number): number {
    return this.progress(message, nowMs).refunded ? 0 : grossMicro(message);
  }

  /** Whether so much can still be spent. */
  affords(micro: number, nowMs: number): boolean {
    // Refunds only add to the balance, so they are summed only where they could decide.
    if (this.#startMicro - this.#grossMicro >= micro) return true;
    return this.totals(nowMs).balanceMicro >= micro;
  }

  /** The books in a few figures. */
  totals(nowMs: number): PracticeTotals {
    let [accepted, parts, chargedMicro] = [0, 0, 0];
    for (const message of this.#messages) {
      if (message.error !== '') continue;
      accepted += 1;
      parts += message.parts;
      chargedMicro += this.chargedMicro(message, nowMs);
    }
    return {
      requests: this.#requests,
      accepted,
      rejected: this.#rejected,
      parts,
      chargedMicro,
      refundedMicro: this.#grossMicro - chargedMicro,
      balanceMicro: this.#startMicro - chargedMicro,
    };
  }
}

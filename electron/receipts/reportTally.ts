/** Tallies the messages of a batch for its delivery report. Pure. */
import { messageStateCode, messageStateOf, zeroCounts } from '../../shared/domain/message.ts';
import type { MessageCounts, MessageState } from '../../shared/domain/message.ts';
import type { ReportRow } from '../db/reportRows.ts';
import { OverTime } from './overTime.ts';
import type { TimeColumns } from './overTime.ts';

/** How many messages were not delivered, or refused, for a reason in the API's words. */
export interface Reason {
  readonly error: string;
  readonly state: MessageState;
  readonly messages: number;
}

/** What the rows come to. */
export interface TallyResult {
  /** The country with the most messages first. */
  readonly byCountry: readonly { readonly country: string; readonly counts: MessageCounts }[];
  readonly overTime: TimeColumns;
  /** The most frequent first. */
  readonly reasons: readonly Reason[];
  /** Messages that arrived under another sender name. */
  readonly senderChanged: number;
}

/** Reasons beyond these are too rare to be read. */
const MOST_REASONS = 100;

const FAILED = messageStateCode('failed');
const REJECTED = messageStateCode('rejected');
const STATES = 10;

/** Takes rows in, in any order. */
export class ReportTally {
  readonly #time: OverTime;
  /** By country, the number of messages by stored state. */
  readonly #countries = new Map<string, number[]>();
  /** By stored state, the number of messages by reason. */
  readonly #reasons = new Map<number, Map<string, number>>();
  #senderChanged = 0;

  /** Times as {@link OverTime} takes them. */
  constructor(firstMs: number, nowMs: number) {
    this.#time = new OverTime(firstMs, nowMs);
  }

  add(rows: readonly ReportRow[]): void {
    for (const [country, state, sentAtMs, deliveredAtMs, error, warning] of rows) {
      this.#countIn(country, state);
      if (sentAtMs !== null) {
        this.#time.count('sent', sentAtMs);
        if (state === FAILED) this.#time.count('failed', sentAtMs);
      }
      if (deliveredAtMs !== null) this.#time.count('delivered', deliveredAtMs);
      if (error !== null && (state === FAILED || state === REJECTED)) this.#reason(state, error);
      if (warning?.includes('sender_changed') === true) this.#senderChanged += 1;
    }
  }

  result(): TallyResult {
    const byCountry = [...this.#countries].map(([country, numbers]) => ({
      country,
      counts: countsOf(numbers),
      messages: numbers.reduce((sum, n) => sum + n, 0),
    }));
    return {
      byCountry: byCountry
        .toSorted((a, b) => b.messages - a.messages || (a.country < b.country ? -1 : 1))
        .map(({ country, counts }) => ({ country, counts })),
      overTime: this.#time.columns(),
      reasons: this.#sortedReasons(),
      senderChanged: this.#senderChanged,
    };
  }

  #countIn(country: string, state: number): void {
    let numbers = this.#countries.get(country);
    if (numbers === undefined) {
      numbers = Array.from({ length: STATES }, () => 0);
      this.#countries.set(country, numbers);
    }
    numbers[state] = (numbers[state] ?? 0) + 1;
  }

  #reason(state: number, error: string): void {
    const known = this.#reasons.get(state) ?? new Map<string, number>();
    known.set(error, (known.get(error) ?? 0) + 1);
    this.#reasons.set(state, known);
  }

  #sortedReasons(): readonly Reason[] {
    const all = [...this.#reasons].flatMap(([state, errors]) =>
      [...errors].map(([error, messages]) => ({ error, state: messageStateOf(state), messages })),
    );
    return all.toSorted((a, b) => b.messages - a.messages).slice(0, MOST_REASONS);
  }
}

function countsOf(numbers: readonly number[]): MessageCounts {
  const counts = zeroCounts();
  for (const [code, messages] of numbers.entries()) counts[messageStateOf(code)] = messages;
  return counts;
}

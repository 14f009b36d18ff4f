/** What the calls of the practice gateway share. */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import type { Clock } from '../runtime.ts';
import { assess, type Assessment, type Incoming } from './assess.ts';
import type { BookedMessage, PracticeBooks } from './books.ts';
import { drawFate, type Fate, type Odds, RETRY_MS } from './fate.ts';
import type { MagicNumbers } from './magicNumbers.ts';
import { practicePriceMicro } from './prices.ts';
import type { MessageQuirks } from './quirks.ts';
import { creationUs, idTime } from './timestamps.ts';

/** One gateway's state and settings. */
export interface Practice {
  readonly org: number;
  readonly apiKey: string;
  readonly seed: number;
  readonly speed: number;
  readonly odds: Odds;
  readonly clock: Clock;
  readonly phones: PhoneParser;
  readonly books: PracticeBooks;
  readonly magic: MagicNumbers;
  /** Messages whose one-time status fault has struck. */
  readonly statusStruck: Set<string>;
}

/** A message with what the gateway thinks of it, not in the books yet. */
export interface Judged {
  readonly incoming: Incoming;
  readonly quirks: MessageQuirks;
  readonly assessment: Assessment;
  /** The price of all its parts, micro-USD; 0 where it is refused. */
  readonly estimateMicro: number;
  readonly pricePerPartMicro: number;
}

/** The numbers in the support page's sample ids: `SMS20190701T052154-123-1234-0`. */
const ID_GROUP = 123;
const FIRST_ID = 1234;

/** A message that was refused goes nowhere. */
const NOWHERE: Fate = {
  vendorAfterMs: null,
  receipt: { afterMs: 0, outcome: 'failed', deliveryError: '', refunded: true },
};

/** Checks and prices a message. */
export function judge(practice: Practice, incoming: Incoming): Judged {
  const quirks = practice.magic.quirksOf(incoming.to);
  const assessment = assess(practice.phones, incoming, quirks);
  if (!assessment.taken) {
    return { incoming, quirks, assessment, estimateMicro: 0, pricePerPartMicro: 0 };
  }
  const price = practicePriceMicro(assessment.country);
  return {
    incoming,
    quirks,
    assessment,
    estimateMicro: price * assessment.parts * (quirks.estimateFactor ?? 1),
    pricePerPartMicro: price * (quirks.chargeFactor ?? 1),
  };
}

/**
 * Enters a judged message in the books.
 *
 * @param place its place in the request, the last group of its id.
 * @returns `null` for a message that is refused without an id.
 */
export function book(practice: Practice, judged: Judged, place: number): BookedMessage | null {
  const { books, clock } = practice;
  const { assessment } = judged;
  if (!assessment.taken && !assessment.withId) {
    books.countRejected();
    return null;
  }
  const index = books.size;
  const createdUs = creationUs(clock.nowMs(), books.at(index - 1)?.createdUs ?? null);
  const createdMs = Math.floor(createdUs / 1000);
  const message: BookedMessage = {
    ...judged.incoming,
    index,
    id: `SMS${idTime(createdMs)}-${ID_GROUP}-${FIRST_ID + index}-${place}`,
    createdUs,
    createdMs,
    bookedAtMs: clock.monotonicMs(),
    deadlineMs: createdMs + Math.ceil(RETRY_MS / practice.speed),
    parts: assessment.taken ? assessment.parts : 0,
    pricePerPartMicro: judged.pricePerPartMicro,
    estimateMicro: judged.estimateMicro,
    error: assessment.taken ? '' : assessment.error,
    fate: assessment.taken
      ? (judged.quirks.fate ?? drawFate(practice.seed, index, practice.odds))
      : NOWHERE,
    quirks: judged.quirks,
  };
  books.add(message);
  return message;
}

/** A price as the API writes it beside the exact one: USD, rounded down to cents. */
export function roughUsd(micro: number): string {
  return (Math.floor(micro / 10_000) / 100).toFixed(2);
}

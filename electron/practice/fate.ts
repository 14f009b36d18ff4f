/**
 * What becomes of a message after the practice gateway took it, and what can be seen of that when.
 *
 * A fate is drawn once, when the message is taken; what a status says is then computed from the time
 * that has passed. Nothing happens in the background.
 */
import { chance } from './chance.ts';

/** The end of a message's way. */
export interface PracticeReceipt {
  /** Practice time from acceptance to the receipt. */
  readonly afterMs: number;
  readonly outcome: 'delivered' | 'failed';
  /** Why not; empty where delivered. */
  readonly deliveryError: string;
  /** Whether the charge is given back. */
  readonly refunded: boolean;
}

/** What becomes of a message. Times are practice time since acceptance, in milliseconds. */
export interface Fate {
  /** When it is handed to the operator; `null`: never. */
  readonly vendorAfterMs: number | null;
  /** `null`: nothing is ever heard of it. */
  readonly receipt: PracticeReceipt | null;
  /** When a receipt that said *delivered* is taken back; only a faulty network does that. */
  readonly reversedAfterMs?: number;
}

/** How often messages fail or stay unheard of by themselves, in percent. */
export interface Odds {
  readonly failedPercent: number;
  readonly silentPercent: number;
}

/** What can be seen of a message at one moment. */
export interface Progress {
  readonly toVendor: boolean;
  readonly phone: 'unknown' | 'confirmed' | 'failed';
  readonly deliveryError: string;
  readonly refunded: boolean;
  /** Nothing will change any more. */
  readonly done: boolean;
  /** Practice time of the last success; `null` before any. */
  readonly successAfterMs: number | null;
}

/** How long the API goes on trying, in practice time. */
export const RETRY_MS = 24 * 60 * 60 * 1000;

/** Every `deliveryError` that the API's documentation lists. */
export const DELIVERY_ERRORS = [
  'anti-spam filter',
  'blocked',
  'contact absent (permanent)',
  'contact absent (temporary)',
  'contact error',
  'contact phone issue',
  'expired',
  'message error',
  'network error',
  'no route',
  'not mobile number',
  'opted out of promotional messaging',
  'unknown',
  'unreachable',
] as const;

/** Errors that show before the operator takes the message; those are not charged. */
const BEFORE_OPERATOR: ReadonlySet<string> = new Set(['no route', 'not mobile number']);

/** The fate of a message that fails so. */
export function failedFate(deliveryError: string, afterMs: number, refunded?: boolean): Fate {
  const early = BEFORE_OPERATOR.has(deliveryError);
  return {
    vendorAfterMs: early ? null : Math.min(1000, afterMs),
    receipt: { afterMs, outcome: 'failed', deliveryError, refunded: refunded ?? early },
  };
}

/** The fate of a message that is delivered after so long. */
export function deliveredFate(afterMs: number): Fate {
  return {
    vendorAfterMs: Math.min(1000, afterMs),
    receipt: { afterMs, outcome: 'delivered', deliveryError: '', refunded: false },
  };
}

/** Draws a fate: most are delivered within a minute, some take up to twenty. */
export function drawFate(seed: number, message: number, odds: Odds): Fate {
  const vendorAfterMs = 800 + Math.floor(4000 * chance(seed, message, 1));
  const slow = chance(seed, message, 2) < 0.05 ? 20 * 60_000 * chance(seed, message, 3) : 0;
  const wait = 2000 - 12_000 * Math.log(1 - chance(seed, message, 4));
  const afterMs = vendorAfterMs + Math.floor(wait + slow);
  const luck = 100 * chance(seed, message, 5);
  if (luck < odds.failedPercent) {
    const pick = Math.floor(chance(seed, message, 6) * DELIVERY_ERRORS.length);
    return failedFate(DELIVERY_ERRORS[pick] ?? 'unknown', afterMs);
  }
  if (luck < odds.failedPercent + odds.silentPercent) return { vendorAfterMs, receipt: null };
  return { ...deliveredFate(afterMs), vendorAfterMs };
}

/** What can be seen of a message so long (practice time) after its acceptance. */
export function progressAt(fate: Fate, elapsedMs: number): Progress {
  const toVendor = fate.vendorAfterMs !== null && elapsedMs >= fate.vendorAfterMs;
  const before: Progress = {
    toVendor,
    phone: 'unknown',
    deliveryError: '',
    refunded: false,
    done: elapsedMs >= RETRY_MS,
    successAfterMs: toVendor ? fate.vendorAfterMs : null,
  };
  const { receipt } = fate;
  if (receipt === null || elapsedMs < receipt.afterMs) return before;
  const { deliveryError, refunded } = receipt;
  if (receipt.outcome === 'failed') {
    return { ...before, phone: 'failed', deliveryError, refunded, done: true };
  }
  if (fate.reversedAfterMs !== undefined && elapsedMs >= fate.reversedAfterMs) {
    return { ...before, phone: 'failed', deliveryError: 'unknown', refunded: false, done: true };
  }
  return { ...before, phone: 'confirmed', done: true, successAfterMs: receipt.afterMs };
}

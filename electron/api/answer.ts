/** Reading an answer's body, whatever it claims to be. Nothing here throws. */
import type { Exchange } from './types.ts';

/** What a body turned out to be. */
export type Answer =
  | { readonly kind: 'json'; readonly json: unknown; readonly text: string }
  | { readonly kind: 'empty' | 'html' | 'not_json'; readonly text: string };

/** A JSON object. Only named fields are read, so that a key such as `__proto__` is just one more. */
export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_DETAIL_LENGTH = 300;

/** Of a longer text the rest is not looked at: patterns on it would take long. */
const MAX_READ_LENGTH = 4096;

/**
 * Reads a body. The content type is not insisted on: the API's own is `application/jsonl`, and a
 * portal's may be anything.
 */
export function readAnswer(exchange: Exchange): Answer {
  const whole = exchange.body.toString('utf8');
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
  if (text.trim() === '') return { kind: 'empty', text };
  try {
    const json: unknown = JSON.parse(text);
    return { kind: 'json', json, text };
  } catch {
    return { kind: /^\s*</.test(text) ? 'html' : 'not_json', text };
  }
}

/** The value as a JSON object, or `null`. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}

/** A whole number ≥ 0, also where it is written as a string; `null` for anything else. */
export function asCount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A string that says something, or `null`. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.trim() !== '' ? value : null;
}

/** Seven digits or more, also in groups (`+254 771 234 567`, `254-771-234-567`). */
const LONG_NUMBER = /\p{Nd}(?:[\s\p{Pd}().,/_]{0,3}\p{Nd}){6,}/gu;

/** What stands between quotation marks, also where the second one is missing. */
const QUOTED =
  /"([^"]*)(?:"|$)|“([^”]*)(?:”|$)|«([^»]*)(?:»|$)|`([^`]*)(?:`|$)|(?<!\w)'(.*?)(?:'(?!\w)|$)/gu;

/** Up to three words of a program's kind, such as `fullPhoneNumber` or `insufficient funds`. */
const API_WORDS = /^[a-z…\d][\w…./-]{0,30}(?: [a-z…\d][\w…./-]{0,30}){0,2}$/;

function withoutQuotedText(text: string): string {
  return text.replace(QUOTED, (quote: string, ...groups: readonly (string | undefined)[]) => {
    const inner = groups.slice(0, 5).find((group) => group !== undefined) ?? '';
    return inner === '' || API_WORDS.test(inner.trim()) ? quote : '"…"';
  });
}

/**
 * The API's own words, fit to be kept and shown: one line, at most 300 characters, without control
 * characters, without long numbers, which may be a recipient's, and without longer quotations, which
 * may be of a message.
 */
export function tidyDetail(text: string): string {
  const line = text.slice(0, MAX_READ_LENGTH).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  const masked = line.replace(LONG_NUMBER, (digits) => `…${digits.slice(-2)}`);
  return withoutQuotedText(masked).trim().slice(0, MAX_DETAIL_LENGTH);
}

/** The same for the reason why a message was refused, which must not become empty. */
export function tidyError(text: string): string {
  return tidyDetail(text) || 'error';
}

/**
 * The words of an API-shaped error body, or `null` where the body is anything else.
 *
 * API-shaped: a JSON object with a non-empty `error`, which does not say that messages were accepted.
 */
export function apiErrorOf(answer: Answer): string | null {
  if (answer.kind !== 'json') return null;
  const body = asObject(answer.json);
  const error = asText(body?.['error']);
  if (body === null || error === null) return null;
  const accepted = body['acceptedMessages'] ?? 0;
  return asCount(accepted) === 0 ? error : null;
}

/**
 * How long `Retry-After` asks to wait, in milliseconds: whole seconds, or an HTTP date against the
 * answer's own `Date` (so that a wrong clock here does not matter) or else against the wall clock.
 * `null` where it does not say.
 */
export function retryAfterMs(exchange: Exchange): number | null {
  const value = exchange.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Only the form of an HTTP date: Date.parse takes almost anything.
  if (!/^[A-Za-z]{3,9},? .*GMT$/.test(value)) return null;
  const until = Date.parse(value);
  if (!Number.isFinite(until)) return null;
  const date = Date.parse(exchange.headers.get('date') ?? '');
  return Math.max(0, until - (Number.isFinite(date) ? date : exchange.endedAtMs));
}

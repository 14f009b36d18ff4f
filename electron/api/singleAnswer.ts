/** Reading the answers of the single call: 200, and 409 where the API had the message already. */
import { asCount, asText, type JsonObject, tidyError } from './answer.ts';
import { parseTimestamp } from './timestamp.ts';
import type { SingleSent, SingleVerdict } from './types.ts';

/** The error code of a call whose `clientDedup` the API remembers. */
const REPEATED_CODE = 'sms.clientdedup';

/**
 * Why an answer proves nothing: it names another message than ours, it names no id, it is not of the
 * known form, or the original that it names may itself have been refused.
 */
export type SingleDoubt = 'not_ours' | 'id_missing' | 'unknown_shape' | 'original_refused';

/** How an error may word that the key was used before. The texts are not fixed by the API. */
const REPEATED_WORDS = /dedup|duplicat|already|before|repeat|conflict|exist/i;

function sameNumber(a: string, b: string): boolean {
  return a.replace(/\D/g, '') === b.replace(/\D/g, '');
}

function sameText(a: string, b: string): boolean {
  const normal = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return normal(a) === normal(b);
}

/** Whether what the answer repeats of the call, where it repeats it, is what was sent. */
function isOurs(body: JsonObject, sent: SingleSent): boolean {
  const to = typeof body['to'] === 'number' ? String(body['to']) : asText(body['to']);
  const message = asText(body['message']);
  const clientDedup = asText(body['clientDedup']);
  return (
    (to === null || sameNumber(to, sent.to)) &&
    (message === null || sameText(message, sent.message)) &&
    (clientDedup === null || clientDedup === sent.clientDedup)
  );
}

/**
 * Judges a 200. An entry's `error` rejects its message even beside an id: a recorded answer carried
 * both for an invalid number, with 0 parts.
 */
export function judgeSingleOk(body: JsonObject, sent: SingleSent): SingleVerdict | SingleDoubt {
  if (!isOurs(body, sent)) return 'not_ours';
  const error = asText(body['error']);
  if (error !== null) return { kind: 'rejected', error: tidyError(error) };
  if (body['error'] !== undefined && body['error'] !== null && body['error'] !== '') {
    return 'unknown_shape';
  }
  const id = asText(body['messageId']);
  if (id === null) return 'id_missing';
  return {
    kind: 'accepted',
    id,
    estimateMicro: asCount(body['estimateMicro']),
    deadlineMs: parseTimestamp(body['deliveryDeadline']),
    repeated: false,
  };
}

/**
 * Whether the original was plainly accepted. Its parts decide, as for a 200: none were taken of a
 * refused one. Where they are not told, an `error` that does not speak of the repetition may be the
 * original's.
 */
function originalAccepted(body: JsonObject): boolean {
  const parts = body['estimateParts'] ?? null;
  if (parts !== null) return (asCount(parts) ?? 0) > 0;
  const error = body['error'] ?? '';
  return typeof error === 'string' && (error.trim() === '' || REPEATED_WORDS.test(error));
}

/**
 * Judges a 409: success only if it says that it is about the `clientDedup`, what it returns of the
 * original is ours, and the original was accepted. Its `error` is then no error.
 */
export function judgeRepeated(body: JsonObject, sent: SingleSent): SingleVerdict | SingleDoubt {
  const code = asText(body['errorCode']);
  const original = asText(body['dedupMessageId']);
  const isRepetition = code === REPEATED_CODE || (code === null && original !== null);
  if (sent.clientDedup === null || !isRepetition) return 'unknown_shape';
  if (!isOurs(body, sent)) return 'not_ours';
  if (!originalAccepted(body)) return 'original_refused';
  return {
    kind: 'accepted',
    id: original ?? asText(body['messageId']),
    estimateMicro: asCount(body['estimateMicro']),
    deadlineMs: parseTimestamp(body['deliveryDeadline']),
    repeated: true,
  };
}

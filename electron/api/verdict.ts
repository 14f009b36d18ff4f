/**
 * What an exchange means for the messages it carried. Pure: the same exchange, the same verdict.
 *
 * The promise rests on two rules. Only `wireStarted: false` proves that nothing was sent, whatever the
 * error codes say. And what neither proves acceptance nor refusal is in doubt: being wrong about a
 * refusal sends twice, being wrong about an acceptance loses a message.
 */
import { checkedRows } from './acceptance.ts';
import {
  type Answer,
  apiErrorOf,
  asCount,
  asObject,
  type JsonObject,
  readAnswer,
  retryAfterMs,
  tidyDetail,
  tidyError,
} from './answer.ts';
import { isStopCode } from './codes.ts';
import { salvageIds } from './salvage.ts';
import { judgeRepeated, judgeSingleOk } from './singleAnswer.ts';
import { parseTimestamp } from './timestamp.ts';
import type {
  BulkVerdict,
  Exchange,
  InDoubt,
  NotSent,
  Refused,
  SingleSent,
  SingleVerdict,
} from './types.ts';

/** Refused whole by the status alone: these come from before the API looks at a message. */
const REFUSED_BY_STATUS: ReadonlyMap<number, Refused['action']> = new Map([
  [307, 'stop'],
  [308, 'stop'],
  [401, 'stop'],
  [403, 'stop'],
  [404, 'stop'],
  [413, 'halve'],
  [415, 'stop'],
]);

/** Refused whole only in the API's own words: a proxy may answer so after passing the request on. */
const REFUSED_BY_WORDS: ReadonlyMap<number, Refused['action']> = new Map([
  [400, 'split'],
  [402, 'balance'],
  [422, 'split'],
  [429, 'wait'],
]);

function notSent(exchange: Exchange): NotSent {
  const code = exchange.failure?.code ?? 'UNKNOWN';
  return { kind: 'not_sent', code, stop: isStopCode(code) };
}

function inDoubt(exchange: Exchange, reason: string, answer: Answer): InDoubt {
  const { status } = exchange;
  const probable = status !== null && status >= 200 && status <= 299;
  return { kind: 'in_doubt', reason, status, probable, salvagedIds: salvageIds(answer.text) };
}

/** undici means to say `HPE_…`, but (as of 8.12) its parser's errors come without a code. */
const UNPARSABLE_CODES: ReadonlySet<string> = new Set([
  'HTTPParserError',
  'UND_ERR_HEADERS_OVERFLOW',
]);

/** Why there was no answer. */
function silenceReason(exchange: Exchange): string {
  const code = exchange.failure?.code ?? '';
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'headers_timeout';
  if (code === 'ABORTED' || code === 'DESTROYED') return 'aborted';
  if (UNPARSABLE_CODES.has(code) || code.startsWith('HPE_')) return 'unparsable';
  return 'closed';
}

/** Words for a whole body that is no JSON. */
const UNREADABLE = { empty: 'no_body', html: 'html', not_json: 'invalid_json' } as const;

/** Why a 200 cannot be read to its end, or `null` where it is whole. */
function damageOf(exchange: Exchange, answer: Answer): string | null {
  if (!exchange.bodyComplete) {
    const code = exchange.failure?.code;
    if (code === 'UND_ERR_BODY_TIMEOUT') return 'stalled';
    return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'oversize' : 'truncated';
  }
  if (answer.kind === 'json') return asObject(answer.json) === null ? 'unknown_shape' : null;
  return UNREADABLE[answer.kind];
}

/** The refusal of the whole request, or `null` where the answer does not prove one. */
function refusalOf(exchange: Exchange, status: number, answer: Answer): Refused | null {
  // An id in the body speaks of a message taken: that weighs more than any status. (The pages that
  // proxies send are full of other ids.)
  if (answer.kind !== 'html' && salvageIds(answer.text).length > 0) return null;
  const words = apiErrorOf(answer);
  const worded = words !== null && exchange.bodyComplete ? REFUSED_BY_WORDS.get(status) : undefined;
  const action = REFUSED_BY_STATUS.get(status) ?? worded;
  if (action === undefined) return null;
  const detail = tidyDetail(words ?? '');
  return { kind: 'refused', status, detail, action, retryAfterMs: retryAfterMs(exchange) };
}

/**
 * A 200 that says in so many words that it took nothing is still in doubt (nothing documents such an
 * answer), but not probably accepted.
 */
function deniesAcceptance(answer: Answer): boolean {
  return apiErrorOf(answer) !== null && salvageIds(answer.text).length === 0;
}

/** Whether an entry's price is there but cannot be read; `null` is as good as none. */
function hasOddEstimate(entry: unknown): boolean {
  const estimate = asObject(entry)?.['estimateMicro'] ?? null;
  return estimate !== null && asCount(estimate) === null;
}

/** The estimate of the whole answer. It must not stand for entries whose own cannot be read. */
function totalOf(body: JsonObject): number | null {
  const entries: unknown = body['messages'];
  if (Array.isArray(entries) && entries.some(hasOddEstimate)) return null;
  return asCount(body['estimateMicro']);
}

function judgeBulkOk(exchange: Exchange, answer: Answer, messages: number): BulkVerdict {
  const damage = damageOf(exchange, answer);
  const body = answer.kind === 'json' ? asObject(answer.json) : null;
  if (damage !== null || body === null) return inDoubt(exchange, damage ?? 'unknown_shape', answer);
  const rows = checkedRows(body, messages);
  if (!rows.ok) {
    const doubt = inDoubt(exchange, rows.error, answer);
    return deniesAcceptance(answer) ? { ...doubt, probable: false } : doubt;
  }
  return {
    kind: 'accepted',
    rows: rows.value,
    estimateMicro: totalOf(body),
    deadlineMs: parseTimestamp(body['deliveryDeadline']),
  };
}

/**
 * Judges the exchange of a bulk request of so many messages.
 *
 * @throws RangeError for a request of no messages: a bug of the caller.
 */
export function judgeBulk(exchange: Exchange, messages: number): BulkVerdict {
  if (!Number.isSafeInteger(messages) || messages < 1) throw new RangeError('no messages to judge');
  if (!exchange.wireStarted) return notSent(exchange);
  const { status } = exchange;
  const answer = readAnswer(exchange);
  if (status === null) return inDoubt(exchange, silenceReason(exchange), answer);
  if (status === 200) return judgeBulkOk(exchange, answer, messages);
  return refusalOf(exchange, status, answer) ?? inDoubt(exchange, `status_${status}`, answer);
}

/**
 * Whether the API refused the one message in its own words. A recorded answer carried an error beside
 * an id, with 0 parts: the parts, not the id, say that nothing was taken.
 */
function rejectionOf(exchange: Exchange, status: number, answer: Answer): SingleVerdict | null {
  if (status !== 400 && status !== 422) return null;
  const words = apiErrorOf(answer);
  if (words === null || !exchange.bodyComplete || answer.kind !== 'json') return null;
  const parts = asCount(asObject(answer.json)?.['estimateParts']);
  if (parts !== 0 && salvageIds(answer.text).length > 0) return null;
  return { kind: 'rejected', error: tidyError(words) };
}

/** What a refusal of a whole request means where the request is one message. */
function singleRefusal(exchange: Exchange, status: number, answer: Answer): SingleVerdict | null {
  const rejection = rejectionOf(exchange, status, answer);
  if (rejection !== null) return rejection;
  const refusal = refusalOf(exchange, status, answer);
  // One message cannot be halved.
  return refusal?.action === 'halve' ? { ...refusal, action: 'stop' } : refusal;
}

/** A whole answer that ought to tell of our message: 200, or 409 for one that the API had already. */
function judgeTold(exchange: Exchange, answer: Answer, sent: SingleSent): SingleVerdict | string {
  const damage = damageOf(exchange, answer);
  const body = answer.kind === 'json' ? asObject(answer.json) : null;
  if (damage !== null || body === null) return damage ?? 'unknown_shape';
  return exchange.status === 200 ? judgeSingleOk(body, sent) : judgeRepeated(body, sent);
}

/** Judges the exchange of a single call. With a `clientDedup`, doubt is settled by repeating it. */
export function judgeSingle(exchange: Exchange, sent: SingleSent): SingleVerdict {
  if (!exchange.wireStarted) return notSent(exchange);
  const { status } = exchange;
  const answer = readAnswer(exchange);
  const doubt = (reason: string): SingleVerdict => {
    // Another message under our key, or a refused one: repeating the call would only say so again.
    const taken = status === 409 && (reason === 'not_ours' || reason === 'original_refused');
    const retryable = sent.clientDedup !== null && !taken;
    return { ...inDoubt(exchange, reason, answer), retryable };
  };
  if (status === null) return doubt(silenceReason(exchange));
  if (status === 200 || status === 409) {
    const told = judgeTold(exchange, answer, sent);
    return typeof told === 'string' ? doubt(told) : told;
  }
  return singleRefusal(exchange, status, answer) ?? doubt(`status_${status}`);
}

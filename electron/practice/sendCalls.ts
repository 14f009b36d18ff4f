/** The practice gateway's two send calls. */
import { type Answer, errorAnswer, jsonAnswer } from './answers.ts';
import type { BookedMessage } from './books.ts';
import { answerAfter, answerBefore, bulkAnswer, type BulkEntry } from './faults.ts';
import { book, judge, type Judged, type Practice, roughUsd } from './practice.ts';
import type { RequestFault } from './quirks.ts';
import { bulkRequest, singleRequest } from './requestBody.ts';
import { nanosecondTime } from './timestamps.ts';
import { RETRY_MS } from './fate.ts';

const INVALID = errorAnswer(400, 'invalid JSON document');
const FORBIDDEN = errorAnswer(403, 'no access to this organization', 'forbidden');
const NO_FUNDS = errorAnswer(402, 'insufficient funds', 'balance.insufficient');

/** The refusal of the whole request, or the fault that will strike after it, or nothing. */
function struckBefore(
  practice: Practice,
  recipients: readonly string[],
): { readonly answer: Answer | null; readonly fault: RequestFault | null } {
  practice.books.countRequest();
  const fault = practice.magic.faultOf(recipients);
  return { answer: fault === null ? null : answerBefore(fault), fault };
}

function affords(practice: Practice, judged: readonly Judged[]): boolean {
  const total = judged.reduce((sum, { estimateMicro }) => sum + estimateMicro, 0);
  return practice.books.affords(total, practice.clock.monotonicMs());
}

function deadline(practice: Practice, message: BookedMessage | null): string {
  const deadlineMs = message?.deadlineMs ?? practice.clock.nowMs() + RETRY_MS / practice.speed;
  return nanosecondTime(Math.ceil(deadlineMs), message?.index ?? 0);
}

function entryOf(judged: Judged, message: BookedMessage | null): BulkEntry {
  const { assessment, estimateMicro } = judged;
  return {
    id: message?.id ?? '',
    estimateMicro,
    estimate: roughUsd(estimateMicro),
    error: assessment.taken ? '' : assessment.error,
  };
}

/** `POST /v1/messaging/sms/phonenumbers`: many messages, without idempotency. */
export function bulkCall(practice: Practice, json: unknown): Answer {
  const request = bulkRequest(json);
  if (request === null) return INVALID;
  if (request.org !== practice.org) return FORBIDDEN;
  const { answer, fault } = struckBefore(
    practice,
    request.messages.map(({ to }) => to),
  );
  if (answer !== null) return answer;
  const judged = request.messages.map((message) => judge(practice, message));
  if (!affords(practice, judged)) return NO_FUNDS;
  const booked = judged.map((message, place) => book(practice, message, place));
  const entries = judged.map((message, place) => entryOf(message, booked[place] ?? null));
  const estimateMicro = entries.reduce((sum, entry) => sum + entry.estimateMicro, 0);
  return bulkAnswer(fault, {
    error: '',
    estimateMicro,
    estimate: roughUsd(estimateMicro),
    acceptedMessages: entries.filter(({ error }) => error === '').length,
    deliveryDeadline: deadline(practice, booked[0] ?? null),
    messages: entries,
  });
}

/** The reply of the single call; the price is given per part, as its documentation says. */
function singleFields(practice: Practice, judged: Judged, message: BookedMessage | null): object {
  const { assessment, incoming } = judged;
  const parts = assessment.taken ? assessment.parts : 0;
  const partMicro = parts === 0 ? 0 : judged.estimateMicro / parts;
  return {
    messageId: message?.id ?? '',
    estimateParts: parts,
    estimateMicro: partMicro,
    estimate: roughUsd(partMicro),
    deliveryDeadline: deadline(practice, message),
    to: incoming.to,
    message: incoming.text,
    clientDedup: incoming.clientDedup,
    clientRef: incoming.clientRef,
    error: assessment.taken ? '' : assessment.error,
    errorCode: assessment.taken ? '' : 'sms.rejected',
  };
}

/** The answer to a `clientDedup` that was used before: nothing is sent, the original is named. */
function repeatedAnswer(practice: Practice, original: BookedMessage): Answer {
  return jsonAnswer(409, {
    messageId: original.id,
    dedupMessageId: original.id,
    estimateParts: original.parts,
    estimateMicro: original.estimateMicro / original.parts,
    estimate: roughUsd(original.estimateMicro / original.parts),
    deliveryDeadline: deadline(practice, original),
    to: original.to,
    message: original.text,
    clientDedup: original.clientDedup,
    clientRef: original.clientRef,
    error: 'clientDedup was used before',
    errorCode: 'sms.clientdedup',
  });
}

/** `POST /v1/sms/phonenumber`: one message, repeatable by its `clientDedup`. */
export function singleCall(practice: Practice, json: unknown): Answer {
  const request = singleRequest(json);
  if (request === null) return INVALID;
  if (request.org !== practice.org) return FORBIDDEN;
  const { answer, fault } = struckBefore(practice, [request.message.to]);
  if (answer !== null) return answer;
  const original = practice.books.findDedup(request.message.clientDedup);
  if (original !== null) return repeatedAnswer(practice, original);
  const judged = judge(practice, request.message);
  if (!affords(practice, [judged])) return NO_FUNDS;
  const fields = singleFields(practice, judged, book(practice, judged, 0));
  // The content type that was recorded of the real call.
  const reply = { ...jsonAnswer(200, fields), contentType: 'application/jsonl' };
  return fault === null ? reply : answerAfter(fault, reply);
}

/** Turns a request fault of a magic number into what the caller sees. */
import { type Answer, type Delivery, errorAnswer, jsonAnswer, pageAnswer } from './answers.ts';
import type { RequestFault } from './quirks.ts';

/** The reply of the bulk call, as the support page gives it. */
export interface BulkReply {
  readonly error: string;
  readonly estimateMicro: number;
  readonly estimate: string;
  readonly acceptedMessages: number;
  readonly deliveryDeadline: string;
  readonly messages: readonly BulkEntry[];
}

/** One message's entry in it. */
export interface BulkEntry {
  readonly id: string;
  readonly estimateMicro: number;
  readonly estimate: string;
  readonly error: string;
}

/** The answer of a fault that strikes before anything is taken, or `null`: it strikes later. */
export function answerBefore(fault: RequestFault): Answer | null {
  switch (fault.kind) {
    case 'refuse': {
      const answer = errorAnswer(fault.status, fault.error);
      if (fault.retryAfterSeconds === undefined) return answer;
      return { ...answer, headers: { 'retry-after': String(fault.retryAfterSeconds) } };
    }
    case 'page':
      return pageAnswer(fault.status, fault.location);
    case 'cut_before':
      return { ...pageAnswer(200), delivery: 'cut' };
    case 'cut_after':
    case 'stall':
    case 'stall_within':
    case 'truncate':
    case 'error_after':
    case 'no_body':
    case 'garbage':
    case 'page_after':
    case 'entry_missing':
    case 'entries_reversed':
    case 'ids_repeated':
    case 'count_wrong':
      return null;
  }
}

const DELIVERIES: Partial<Readonly<Record<RequestFault['kind'], Delivery>>> = {
  cut_after: 'cut',
  stall: 'stall',
  stall_within: 'half_then_stall',
  truncate: 'half_then_cut',
};

/** What becomes of the true answer under a fault that strikes after all was taken. */
export function answerAfter(fault: RequestFault, answer: Answer): Answer {
  if (fault.kind === 'error_after') return errorAnswer(500, 'internal error');
  if (fault.kind === 'page_after') return pageAnswer(200);
  if (fault.kind === 'no_body') return { ...answer, body: '' };
  if (fault.kind === 'garbage') return { ...answer, body: `${answer.body.slice(0, -1)},]` };
  return { ...answer, delivery: DELIVERIES[fault.kind] ?? 'whole' };
}

/** How a fault makes the bulk call's reply contradict itself, or `null`: it does not. */
function wrongReply(fault: RequestFault, reply: BulkReply): Partial<BulkReply> | null {
  const { messages, acceptedMessages } = reply;
  if (fault.kind === 'entry_missing') return { messages: messages.slice(0, -1) };
  if (fault.kind === 'entries_reversed') return { messages: messages.toReversed() };
  if (fault.kind === 'count_wrong') return { acceptedMessages: acceptedMessages - 1 };
  if (fault.kind !== 'ids_repeated') return null;
  return { messages: messages.map((entry) => ({ ...entry, id: messages[0]?.id ?? '' })) };
}

/** The bulk call's answer, made wrong where the fault says so. */
export function bulkAnswer(fault: RequestFault | null, reply: BulkReply): Answer {
  if (fault === null) return jsonAnswer(200, reply);
  const wrong = wrongReply(fault, reply);
  if (wrong !== null) return jsonAnswer(200, { ...reply, ...wrong });
  return answerAfter(fault, jsonAnswer(200, reply));
}

/** From a verdict on an exchange to what came of the request. Pure. */
import type {
  BulkVerdict,
  Exchange,
  InDoubt,
  NotSent,
  Refused,
  SingleVerdict,
} from '../api/types.ts';
import type { Outcome } from './request.ts';

/** Kept in the database, so it must not be empty where the API gave no words. */
const refusedWith = (detail: string, status: number): string => detail || `status ${status}`;

function notSent({ code, stop }: NotSent, { failure }: Exchange): Outcome {
  const cause = failure?.phase === 'barrier' ? failure.cause : null;
  return { kind: 'not_sent', code, stop, cause };
}

function inDoubt({ reason, probable, salvagedIds }: InDoubt): Outcome {
  return { kind: 'in_doubt', reason, probable, salvagedIds };
}

/** One message cannot be split or halved: it is refused itself, or nothing can be sent at all. */
function refusedAlone({ action, status, detail, retryAfterMs }: Refused): Outcome {
  if (action === 'split') return { kind: 'rejected', error: refusedWith(detail, status) };
  const final = action === 'halve' ? 'stop' : action;
  return { kind: 'refused', status, detail, action: final, retryAfterMs };
}

/** What came of a bulk request of so many messages. */
export function bulkOutcome(verdict: BulkVerdict, exchange: Exchange, messages: number): Outcome {
  switch (verdict.kind) {
    case 'accepted':
      return { ...verdict, kind: 'answered' };
    case 'not_sent':
      return notSent(verdict, exchange);
    case 'in_doubt':
      return inDoubt(verdict);
    case 'refused':
      return messages === 1 ? refusedAlone(verdict) : verdict;
  }
}

/** What came of a single call. */
export function singleOutcome(verdict: SingleVerdict, exchange: Exchange): Outcome {
  switch (verdict.kind) {
    case 'accepted': {
      const { id, estimateMicro, deadlineMs } = verdict;
      return {
        kind: 'answered',
        rows: [{ id, error: null, estimateMicro }],
        estimateMicro,
        deadlineMs,
      };
    }
    case 'rejected':
      return verdict;
    case 'not_sent':
      return notSent(verdict, exchange);
    case 'in_doubt':
      return inDoubt(verdict);
    case 'refused':
      return refusedAlone(verdict);
  }
}

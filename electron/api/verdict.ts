/** What an exchange means for the messages it carried. Being written; the signatures are final. */
import type { BulkVerdict, Exchange, SingleSent, SingleVerdict } from './types.ts';

export type {
  BulkRow,
  BulkVerdict,
  InDoubt,
  NotSent,
  Refused,
  SingleSent,
  SingleVerdict,
} from './types.ts';

/** Judges the exchange of a bulk request of so many messages. */
export function judgeBulk(_exchange: Exchange, _messages: number): BulkVerdict {
  throw new Error('not written yet');
}

/** Judges the exchange of a single call. */
export function judgeSingle(_exchange: Exchange, _sent: SingleSent): SingleVerdict {
  throw new Error('not written yet');
}

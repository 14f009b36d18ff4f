/** Which face the send screen shows: one for each moment in the life of a send list. Pure. */
import type { StopReason } from '../../../shared/domain/batch.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { sendNumbers } from './numbers.ts';

/** One send list as every list of them shows it. */
export type Summary = CallOutput<'batch'>['summary'];

/** Where the one send stands. */
export type SendState = CallOutput<'sendState'>;

/** The live figures of a running send. */
export type Running = NonNullable<SendState['running']>;

/** The face of the send screen. */
export type Face =
  | { readonly face: 'not_ready' }
  | { readonly face: 'before' }
  | { readonly face: 'running'; readonly running: Running }
  /** Goes by itself when the list that is being sent now has ended. */
  | { readonly face: 'in_line'; readonly behind: string | null }
  | { readonly face: 'stopped'; readonly stop: StopReason }
  | { readonly face: 'done'; readonly isCancelled: boolean };

/** Chooses the face. What runs comes first: the list itself may be read a moment later. */
export function faceOf(summary: Summary, state: SendState): Face {
  const { running, waiting } = state;
  if (running !== null && running.batch === summary.batch) return { face: 'running', running };
  if (waiting.includes(summary.batch)) return { face: 'in_line', behind: running?.name ?? null };
  switch (summary.state) {
    case 'importing':
    case 'draft':
      return { face: 'not_ready' };
    case 'done':
      return { face: 'done', isCancelled: summary.stopped?.reason === 'cancelled' };
    case 'ready':
      return { face: 'before' };
    case 'sending':
    case 'paused':
      return { face: 'stopped', stop: summary.stopped ?? reasonUnknown(summary) };
  }
}

/** A list that nobody sends although it was begun: sent again after doubt, or cut off. */
function reasonUnknown(summary: Summary): StopReason {
  const { left } = sendNumbers(summary.counts);
  return { reason: left > 0 && summary.state === 'paused' ? 'paused' : 'interrupted' };
}

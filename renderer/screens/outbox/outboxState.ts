/** What the outbox shows: loading, a list, or why there is none. */
import type { AppError, Result } from '../../../shared/errors.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';

/** One line of the outbox. */
export type BatchLine = CallOutput<'listBatches'>[number];

/** The screen's state. */
export type OutboxState =
  | { readonly view: 'loading' }
  | { readonly view: 'list'; readonly batches: readonly BatchLine[] }
  | { readonly view: 'failed'; readonly error: AppError };

/** The state after an answer of the main process. */
export function afterAnswer(answer: Result<readonly BatchLine[]>): OutboxState {
  return answer.ok
    ? { view: 'list', batches: answer.value }
    : { view: 'failed', error: answer.error };
}

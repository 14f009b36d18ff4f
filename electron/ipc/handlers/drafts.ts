/** The calls of the area `drafts`: one delegation each. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { draftCalls } from '../../../shared/ipc/contract/drafts.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type DraftsHandlers = Pick<Handlers, keyof typeof draftCalls>;

/** Makes the handlers of this area. */
export function createDraftsHandlers(_context: HandlerContext): {
  readonly handlers: DraftsHandlers;
  readonly work: LongWork;
} {
  throw new Error('not built yet');
}

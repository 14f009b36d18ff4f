/** The calls of the area `history`: one delegation each. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { historyCalls } from '../../../shared/ipc/contract/history.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type HistoryHandlers = Pick<Handlers, keyof typeof historyCalls>;

/** Makes the handlers of this area. */
export function createHistoryHandlers(_context: HandlerContext): {
  readonly handlers: HistoryHandlers;
  readonly work: LongWork;
} {
  throw new Error('not built yet');
}

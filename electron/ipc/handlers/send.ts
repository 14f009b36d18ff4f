/** The calls of the area `send`: one delegation each. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { sendCalls } from '../../../shared/ipc/contract/send.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type SendHandlers = Pick<Handlers, keyof typeof sendCalls>;

/** Makes the handlers of this area. */
export function createSendHandlers(_context: HandlerContext): {
  readonly handlers: SendHandlers;
  readonly work: LongWork;
} {
  throw new Error('not built yet');
}

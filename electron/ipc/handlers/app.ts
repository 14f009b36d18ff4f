/** The calls of the area `app`: one delegation each. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { appCalls } from '../../../shared/ipc/contract/app.ts';
import type { HandlerContext } from '../context.ts';

/** The handlers of this area. */
export type AppHandlers = Pick<Handlers, keyof typeof appCalls>;

/** Makes the handlers of this area. */
export function createAppHandlers(_context: HandlerContext): AppHandlers {
  throw new Error('not built yet');
}

/** The calls about prices and the do-not-contact list. */
import type { accountCalls } from '../../../shared/ipc/contract/app.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { HandlerContext } from '../context.ts';
import type { AccountHandlers } from './account.ts';

/** The handlers of this area. */
export type BookHandlers = Omit<Pick<Handlers, keyof typeof accountCalls>, keyof AccountHandlers>;

/** Makes the handlers of this area. */
export function createBookHandlers(_context: HandlerContext): BookHandlers {
  throw new Error('not built yet');
}

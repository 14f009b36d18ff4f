/** One handler for each call of the contract, put together from the areas. */
import type { Handlers } from '../../shared/ipc/types.ts';
import type { HandlerContext, LongWork } from './context.ts';
import type { AccountHandlers } from './handlers/account.ts';
import type { AppHandlers } from './handlers/app.ts';
import { createBookHandlers } from './handlers/book.ts';
import { createDraftsHandlers } from './handlers/drafts.ts';
import { createHistoryHandlers } from './handlers/history.ts';
import { createSendHandlers } from './handlers/send.ts';

/** The handlers of the work; those of the application, the account and its key are the shell's. */
export type WorkHandlers = Omit<Handlers, keyof AppHandlers | keyof AccountHandlers>;

/** The handlers over the current session, and the long work that they start. */
export function createHandlers(context: HandlerContext): {
  readonly handlers: WorkHandlers;
  readonly work: readonly LongWork[];
  /** The line seems to be back: what waits for it goes on now. */
  readonly lineIsBack: () => void;
} {
  const drafts = createDraftsHandlers(context);
  const history = createHistoryHandlers(context);
  const send = createSendHandlers(context, (sent) => history.reports.reportsDue(sent));
  return {
    handlers: {
      ...createBookHandlers(context),
      ...drafts.handlers,
      ...send.handlers,
      ...history.handlers,
    },
    work: [drafts.work, send.work, ...history.work],
    lineIsBack: () => {
      send.lineIsBack();
      history.reports.lineIsBack();
    },
  };
}

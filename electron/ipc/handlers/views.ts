/** The calls that look through messages and export them. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type ViewHandlers = Pick<
  Handlers,
  'openView' | 'viewPage' | 'exportMessages' | 'cancelExport'
>;

/** Makes the handlers of this area. */
export function createViewHandlers(_context: HandlerContext): {
  readonly handlers: ViewHandlers;
  readonly work: LongWork;
} {
  throw new Error('not built yet');
}

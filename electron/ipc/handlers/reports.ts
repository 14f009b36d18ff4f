/** The calls about delivery reports. */
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type ReportHandlers = Pick<
  Handlers,
  'deliveryReport' | 'checkReports' | 'reportsState' | 'failuresAsDraft'
>;

/** Makes the handlers of this area. */
export function createReportHandlers(_context: HandlerContext): {
  readonly handlers: ReportHandlers;
  readonly work: LongWork;
} {
  throw new Error('not built yet');
}

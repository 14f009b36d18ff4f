/** The calls about what became of messages: looking through them, and delivery reports. */
import type { historyCalls } from '../../../shared/ipc/contract/history.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import type { HandlerContext, LongWork } from '../context.ts';
import { createReportHandlers } from './reports.ts';
import type { ReportArea } from './reports.ts';
import { createViewHandlers } from './views.ts';

/** The handlers of this area. */
export type HistoryHandlers = Pick<Handlers, keyof typeof historyCalls>;

/** Makes the handlers of this area. */
export function createHistoryHandlers(context: HandlerContext): {
  readonly handlers: HistoryHandlers;
  readonly work: readonly LongWork[];
  /** Delivery reports, as the other areas nudge them. */
  readonly reports: Pick<ReportArea, 'reportsDue' | 'lineIsBack'>;
} {
  const views = createViewHandlers(context);
  const reports = createReportHandlers(context);
  return {
    handlers: { ...views.handlers, ...reports.handlers },
    work: [views.work, reports.work],
    reports,
  };
}

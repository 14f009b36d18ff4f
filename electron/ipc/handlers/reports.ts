/** The calls about delivery reports: one delegation each. */
import { ok } from '../../../shared/errors.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { draftFromMessages } from '../../drafts/fromMessages.ts';
import { currentDrafts } from '../../drafts/ofSession.ts';
import { createDeliveryReports } from '../../work/deliveryReport.ts';
import { perSession } from '../../work/perSession.ts';
import { ReportsController } from '../../work/reportsController.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type ReportHandlers = Pick<
  Handlers,
  'deliveryReport' | 'checkReports' | 'reportsState' | 'failuresAsDraft'
>;

/** What the handlers of delivery reports have to offer beside the calls. */
export interface ReportArea {
  readonly handlers: ReportHandlers;
  readonly work: LongWork;
  /** Somebody looks, or something was sent: reports are asked for in the background when they are due. */
  readonly reportsDue: (sent?: string | null) => void;
  /** The line seems to be back. */
  readonly lineIsBack: () => void;
}

/** Makes the handlers of this area. */
export function createReportHandlers(context: HandlerContext): ReportArea {
  const controllerOf = perSession((session) => new ReportsController({ ...context, session }));
  const controller = (): ReportsController => controllerOf(context.session());
  const drafts = currentDrafts(context);
  const reportOf = createDeliveryReports(context.clock.nowMs);
  return {
    handlers: {
      deliveryReport: ({ batch }) => reportOf(context.session().services.db, batch),
      checkReports: ({ batch }) => controller().check(batch),
      reportsState: () => ok(controller().state()),
      failuresAsDraft: ({ batch, states }) => draftFromMessages(drafts(), batch, states),
    },
    work: {
      busyWith: () => (controller().isAsked ? 'reports' : null),
      settle: () => controller().settle(),
    },
    reportsDue: (sent) => controller().wake(sent),
    lineIsBack: () => controller().lineIsBack(),
  };
}

/** The calls of the area `send`: one delegation each. */
import { ok } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import type { sendCalls } from '../../../shared/ipc/contract/send.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { decideDoubt, resolveByList, showDoubts } from '../../work/doubts.ts';
import { OpenQuestions } from '../../work/openQuestions.ts';
import { batchDetails, listOutbox } from '../../work/outbox.ts';
import { perSession } from '../../work/perSession.ts';
import { checkSend } from '../../work/sendCheck.ts';
import { SendController } from '../../work/sendController.ts';
import { renameBatch, setPlan } from '../../work/sendSettings.ts';
import { deleteBatch } from '../../work/sendStop.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type SendHandlers = Pick<Handlers, keyof typeof sendCalls>;

/** What the handlers of sending have to offer beside the calls. */
export interface SendArea {
  readonly handlers: SendHandlers;
  readonly work: LongWork;
  /** The line seems to be back: a send that waits for it goes on now. */
  readonly lineIsBack: () => void;
}

/**
 * Makes the handlers of this area.
 *
 * @param reportsDue Called when delivery reports may be due sooner than was known: of the list that was
 *   sent just now, or of any.
 */
export function createSendHandlers(
  context: HandlerContext,
  reportsDue: (sent: string | null) => void = () => {},
): SendArea {
  const controllerOf = perSession(
    (session) => new SendController({ ...context, session, ended: reportsDue }),
  );
  const controller = (): SendController => controllerOf(context.session());
  const questions = new OpenQuestions();
  return {
    handlers: {
      ...sendHandlers(context, controller),
      ...doubtHandlers(context, questions, reportsDue),
    },
    work: {
      busyWith: () => (controller().isBusy ? 'send' : null),
      settle: async () => {
        await Promise.all([controller().settle(), questions.settle()]);
      },
    },
    lineIsBack: () => controller().lineIsBack(),
  };
}

type DoubtCalls = 'doubts' | 'resolveByList' | 'decideDoubt';

function sendHandlers(
  context: HandlerContext,
  controller: () => SendController,
): Omit<SendHandlers, DoubtCalls> {
  const { clock, emit } = context;
  const db = () => context.session().services.db;
  const told = <T>(result: Result<T>): Result<T> => {
    if (result.ok) emit('batchesChanged', {});
    return result;
  };
  return {
    listOutbox: async () => {
      const isHeld = (batch: string): boolean => controller().holds(batch);
      return ok(await listOutbox(db(), clock.nowMs(), isHeld));
    },
    batch: ({ batch }) => batchDetails(db(), batch),
    setPlan: ({ batch, plan }) => told(setPlan(db(), batch, plan, controller())),
    sendCheck: ({ batch }) => checkSend({ ...context, session: context.session() }, batch),
    startSend: (input) => controller().start(input),
    pauseSend: ({ batch }) => controller().pause(batch),
    cancelSend: ({ batch, why }) => controller().cancel(batch, why),
    sendState: () => ok(controller().state()),
    deleteBatch: async ({ batch }) => told(await deleteBatch(db(), batch, controller())),
    renameBatch: ({ batch, name }) => told(renameBatch(db(), batch, name)),
  };
}

function doubtHandlers(
  context: HandlerContext,
  questions: OpenQuestions,
  reportsDue: (sent: string | null) => void,
): Pick<SendHandlers, DoubtCalls> {
  const deps = () => ({ ...context, session: context.session(), questions });
  const settled = <T>(result: Result<T>): Result<T> => {
    if (!result.ok) return result;
    context.emit('batchesChanged', {});
    reportsDue(null);
    return result;
  };
  return {
    doubts: ({ batch }) => showDoubts(deps(), batch),
    resolveByList: async ({ batch }) => settled(await resolveByList(deps(), batch)),
    decideDoubt: async (input) => settled(await decideDoubt(deps(), input)),
  };
}

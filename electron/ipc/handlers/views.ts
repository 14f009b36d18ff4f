/** The calls that look through messages and export them. */
import { ok, type Result } from '../../../shared/errors.ts';
import type { CallInput, CallOutput, Handlers } from '../../../shared/ipc/types.ts';
import { findBatch } from '../../drafts/parts.ts';
import type { Batch } from '../../db/batches.ts';
import type { HistoryFilter } from '../../db/messageFilter.ts';
import type { ViewedMessage } from '../../db/views.ts';
import { plainFileName } from '../../history/fileName.ts';
import { localTimes } from '../../history/timeText.ts';
import { Views } from '../../history/views.ts';
import { WindowExport } from '../../history/windowExport.ts';
import { perSession } from '../../work/perSession.ts';
import type { HandlerContext, LongWork, Session } from '../context.ts';

/** The handlers of this area. */
export type ViewHandlers = Pick<
  Handlers,
  'openView' | 'viewPage' | 'exportMessages' | 'cancelExport'
>;

type Filter = CallInput<'openView'>['filter'];
type ShownRow = CallOutput<'viewPage'>['rows'][number];

/** Progress of an export is told this often at most. */
const PROGRESS_MS = 200;

/** Makes the handlers of this area. */
export function createViewHandlers(context: HandlerContext): {
  readonly handlers: ViewHandlers;
  readonly work: LongWork;
} {
  const views = perSession(({ services }) => new Views(services.db, context.newId));
  const exports = perSession(() => new WindowExport());
  const current = (): WindowExport => exports(context.session());
  return {
    handlers: {
      openView: async ({ filter, purpose }) => {
        const session = context.session();
        const batch = batchOf(session, filter);
        if (!batch.ok) return batch;
        const request = { batchKey: batch.value?.key ?? null, filter: filterOf(filter), purpose };
        return views(session).open(request, session.signal);
      },
      viewPage: ({ view, offset, limit }) => {
        const page = views(context.session()).page(view, offset, limit);
        return page.ok ? ok({ rows: page.value.map(shownRow) }) : page;
      },
      exportMessages: (input) => exportMessages(context, current(), input),
      cancelExport: async () => {
        await current().cancel();
        return ok({});
      },
    },
    work: {
      busyWith: () => (current().isRunning() ? 'export' : null),
      settle: () => current().cancel(),
    },
  };
}

function batchOf({ services }: Session, { batch }: Filter): Result<Batch | null> {
  return batch === null ? ok(null) : findBatch(services, batch);
}

/** What is not asked for is left out. */
function filterOf({ sinceMs, untilMs, states, country, error, search }: Filter): HistoryFilter {
  return {
    ...(sinceMs === null ? {} : { sinceMs }),
    ...(untilMs === null ? {} : { untilMs }),
    ...(states === null ? {} : { states }),
    ...(country === null ? {} : { country }),
    ...(error === null ? {} : { error }),
    ...(search === '' ? {} : { search }),
  };
}

function shownRow({ key: _key, recipient, ...row }: ViewedMessage): ShownRow {
  return { ...row, to: String(recipient) };
}

/** The list's name, and for people also the day: the next save is not the same file. */
function suggestedName(
  { clock }: HandlerContext,
  batch: Batch | null,
  format: string,
  sheet: string | undefined,
): string {
  const name = plainFileName(batch?.name ?? '', plainFileName(sheet ?? '', 'messages'));
  const day = sheet === undefined ? '' : ` ${localTimes()(clock.nowMs())?.slice(0, 10) ?? ''}`;
  return `${name}${day}.${format}`;
}

async function exportMessages(
  context: HandlerContext,
  running: WindowExport,
  { filter, format, words }: CallInput<'exportMessages'>,
): Promise<Result<CallOutput<'exportMessages'>>> {
  const { desktop, clock, resources, emit } = context;
  const session = context.session();
  const batch = batchOf(session, filter);
  if (!batch.ok) return batch;
  const suggested = suggestedName(context, batch.value, format, words?.sheet);
  const choose = async () => {
    const out = await desktop.chooseSaveFile(suggested, format);
    if (out === null) return null;
    const named = filter.batch === null ? {} : { batch: filter.batch };
    return { ...filterOf(filter), ...named, ...(words && { words }), format, out };
  };
  let toldMs = -Infinity;
  const deps = { db: session.services.db, clock, workerUrl: resources.exportWorker };
  return running.run(deps, choose, {
    signal: session.signal,
    onProgress: (progress) => {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldMs < PROGRESS_MS && progress.done < progress.total) return;
      toldMs = nowMs;
      emit('exportProgress', { ...progress });
    },
  });
}

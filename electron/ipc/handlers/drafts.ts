/** The calls about lists being prepared: one delegation each. */
import { ok, type Result } from '../../../shared/errors.ts';
import type { draftCalls } from '../../../shared/ipc/contract/drafts.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { type CurrentDrafts, currentDrafts } from '../../drafts/ofSession.ts';
import type { Draft } from '../../drafts/parts.ts';
import { previewOf } from '../../drafts/preview.ts';
import { readyDraft } from '../../drafts/ready.ts';
import { makeTest, recipientOf } from '../../drafts/recipient.ts';
import { refusedRows, saveRefused } from '../../drafts/refused.ts';
import type { HandlerContext, LongWork } from '../context.ts';

/** The handlers of this area. */
export type DraftsHandlers = Pick<Handlers, keyof typeof draftCalls>;

/** Makes the handlers of this area. */
export function createDraftsHandlers(context: HandlerContext): {
  readonly handlers: DraftsHandlers;
  readonly work: LongWork;
} {
  const drafts = currentDrafts(context);
  return {
    handlers: { ...beginning(context, drafts), ...preparing(drafts), ...looking(context, drafts) },
    work: {
      busyWith: () => (drafts().builds.isBusy() ? 'build' : null),
      settle: () => drafts().builds.settle(),
    },
  };
}

type Beginning = Pick<
  DraftsHandlers,
  'chooseList' | 'openList' | 'pasteList' | 'sampleList' | 'replaceList'
>;

function beginning(context: HandlerContext, drafts: CurrentDrafts): Beginning {
  const { desktop, resources } = context;
  const chosen = async (
    use: (path: string) => Promise<Result<Draft>>,
  ): Promise<Result<Draft | null>> => {
    const path = await desktop.chooseFile('list');
    return path === null ? ok(null) : use(path);
  };
  return {
    chooseList: ({ repeat }) =>
      chosen((path) => drafts().begin({ kind: 'file', path }, { repeat })),
    openList: async ({ token, repeat }) => {
      const path = desktop.takeDropped(token);
      return path.ok ? drafts().begin({ kind: 'file', path: path.value }, { repeat }) : path;
    },
    pasteList: ({ text, repeat }) => drafts().begin({ kind: 'text', text }, { repeat }),
    sampleList: () => {
      // Its people live in Kenya, wherever the office is.
      const list = { kind: 'file', path: resources.sampleList } as const;
      return drafts().begin(list, { settings: { country: 'KE' } });
    },
    replaceList: ({ draft }) => chosen((path) => drafts().replace(draft, { kind: 'file', path })),
  };
}

type Preparing = Pick<
  DraftsHandlers,
  | 'listDrafts'
  | 'draft'
  | 'peekDraft'
  | 'updateDraft'
  | 'buildDraft'
  | 'cancelBuild'
  | 'deleteDraft'
  | 'correctRow'
  | 'readyDraft'
  | 'sendTest'
>;

function preparing(drafts: CurrentDrafts): Preparing {
  return {
    listDrafts: () => ok([...drafts().list()]),
    draft: ({ draft }) => drafts().get(draft),
    peekDraft: ({ draft }) => drafts().peek(draft),
    updateDraft: ({ draft, settings }) => drafts().update(draft, settings),
    buildDraft: ({ draft }) => drafts().build(draft),
    cancelBuild: ({ draft }) => drafts().cancelBuild(draft),
    deleteDraft: ({ draft }) => drafts().delete(draft),
    correctRow: ({ draft, row, value }) => drafts().correct(draft, row, value),
    readyDraft: ({ draft }) => {
      const { parts, builds } = drafts();
      return readyDraft(parts, draft, builds.isRunning(draft));
    },
    sendTest: (input) => makeTest(drafts().parts, input),
  };
}

type Looking = Pick<DraftsHandlers, 'refusedRows' | 'saveRefused' | 'recipient' | 'preview'>;

function looking({ desktop }: HandlerContext, drafts: CurrentDrafts): Looking {
  return {
    refusedRows: (input) => refusedRows(drafts().parts, input),
    saveRefused: ({ batch }) =>
      saveRefused(drafts().parts, batch, (name) => desktop.chooseSaveFile(name, 'csv')),
    recipient: (input) => recipientOf(drafts().parts, input),
    preview: ({ batch }) => previewOf(drafts().parts, batch),
  };
}

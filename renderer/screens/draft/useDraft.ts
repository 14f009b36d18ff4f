/** One list being prepared: read, changed as the operator types, and read anew by the main process. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AppError, Result } from '../../../shared/errors.ts';
import { call, callKey, useCall, useEvent } from '../../api/calls.ts';
import type { EventPayload } from '../../../shared/ipc/types.ts';
import {
  hasUnsent,
  needsReading,
  NOTHING_PENDING,
  shownSettings,
  withChange,
  withFailed,
  withSaved,
  withSending,
  type Draft,
  type DraftSettings,
  type Pending,
  type SettingsPatch,
} from './pending.ts';

/** Quick changes are saved together. */
const SAVE_AFTER_MS = 400;
/** A build that another window load began ends without an answer here: it is asked after. */
const ASK_WHILE_BUILDING_MS = 1000;

/** How far the reading of a list is. */
export type BuildProgress = EventPayload<'buildProgress'>;

/** A list being prepared, in the hands of the operator. */
export interface DraftControl {
  readonly id: string;
  /** `null`: not read yet. */
  readonly draft: Draft | null;
  /** As the operator sees them, saved or not. */
  readonly settings: DraftSettings | null;
  /** Why the draft cannot be shown. */
  readonly loadError: AppError | null;
  /** Why the last change was not saved, or the last reading ended. */
  readonly error: AppError | null;
  readonly isBuilding: boolean;
  readonly progress: BuildProgress | null;
  /** What was read agrees with what the operator sees. */
  readonly isBuilt: boolean;
  readonly change: (patch: SettingsPatch) => void;
  /** Saves what is not saved yet. */
  readonly flush: () => Promise<boolean>;
  /** Saves, then reads the whole list; `null` where it failed or was cancelled. */
  readonly build: () => Promise<Draft | null>;
  readonly cancelBuild: () => Promise<void>;
  readonly tryAgain: () => void;
}

/** What depends on how a file is read, and is asked again when that changes. */
const LOOKS_AGAIN: readonly (keyof DraftSettings)[] = ['encoding', 'delimiter', 'country'];

/** Saves once; what is pending is followed at each step. */
function useSave(id: string, onDraft: (draft: Draft) => void) {
  const client = useQueryClient();
  const [pending, setPending] = useState<Pending>(NOTHING_PENDING);
  const [error, setError] = useState<AppError | null>(null);
  const latest = useRef(pending);
  const set = useCallback((next: Pending) => {
    latest.current = next;
    setPending(next);
  }, []);
  const save = useCallback(async (): Promise<boolean> => {
    if (!hasUnsent(latest.current)) return true;
    const patch = latest.current.unsent;
    set(withSending(latest.current));
    const answer = await call('updateDraft', { draft: id, settings: patch });
    if (!answer.ok) {
      set(withFailed(latest.current));
      setError(answer.error);
      return false;
    }
    // The answer and the end of what was pending are shown together, or the old value would flash.
    onDraft(answer.value);
    set(withSaved(latest.current));
    setError(null);
    if (LOOKS_AGAIN.some((name) => name in patch)) {
      await client.invalidateQueries({ queryKey: ['peekDraft'] });
    }
    return true;
  }, [id, onDraft, set, client]);
  return { pending, latest, set, error, save };
}

/** A queue of one: saves follow each other. */
function useSaving(id: string, onDraft: (draft: Draft) => void) {
  const { pending, latest, set, error, save } = useSave(id, onDraft);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    queue.current = queue.current.then(save);
    return queue.current;
  }, [save]);

  const change = useCallback(
    (patch: SettingsPatch) => {
      set(withChange(latest.current, patch));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    [flush, latest, set],
  );

  // Leaving the screen saves what was typed last.
  useEffect(() => () => void flush(), [flush]);
  return { pending, error, change, flush };
}

function useBuilding(id: string, flush: () => Promise<boolean>, onDraft: (draft: Draft) => void) {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [progress, setProgress] = useState<BuildProgress | null>(null);
  useEvent('buildProgress', (payload) => {
    if (payload.draft === id) setProgress(payload);
  });
  const build = useCallback(async (): Promise<Draft | null> => {
    if (!(await flush())) return null;
    setRunning(true);
    setProgress(null);
    setError(null);
    const answer: Result<Draft> = await call('buildDraft', { draft: id });
    setRunning(false);
    if (answer.ok) onDraft(answer.value);
    else setError(answer.error.kind === 'interrupted' ? null : answer.error);
    return answer.ok ? answer.value : null;
  }, [id, flush, onDraft]);
  const cancelBuild = useCallback(async () => {
    const answer = await call('cancelBuild', { draft: id });
    if (answer.ok) onDraft(answer.value);
  }, [id, onDraft]);
  return { isRunning, error, progress, build, cancelBuild };
}

/** A reading that was begun before the window was loaded anew ends without an answer here. */
function useAskingWhile(isDue: boolean, ask: () => Promise<unknown>): void {
  useEffect(() => {
    if (!isDue) return;
    const timer = setInterval(() => void ask(), ASK_WHILE_BUILDING_MS);
    return () => clearInterval(timer);
  }, [isDue, ask]);
}

/** Changing how a list is read makes what is being read old: the rest is not worth waiting for. */
function useChange(
  save: (patch: SettingsPatch) => void,
  cancelBuild: () => Promise<void>,
  isBuilding: boolean,
): (patch: SettingsPatch) => void {
  return useCallback(
    (patch) => {
      save(patch);
      if (isBuilding && needsReading(patch)) void cancelBuild();
    },
    [save, cancelBuild, isBuilding],
  );
}

/** One list being prepared. */
export function useDraft(id: string): DraftControl {
  const client = useQueryClient();
  const query = useCall('draft', { draft: id });
  const onDraft = useCallback(
    (draft: Draft) => client.setQueryData(callKey('draft', { draft: id }), draft),
    [client, id],
  );
  const saving = useSaving(id, onDraft);
  const building = useBuilding(id, saving.flush, onDraft);
  const draft = query.data ?? null;
  const isBuilding = building.isRunning || draft?.isBuilding === true;
  useAskingWhile(draft?.isBuilding === true && !building.isRunning, query.refetch);
  const { cancelBuild } = building;
  const change = useChange(saving.change, cancelBuild, isBuilding);
  const unread = useMemo(
    () => needsReading({ ...saving.pending.sent, ...saving.pending.unsent }),
    [saving.pending],
  );
  return {
    id,
    draft,
    settings: draft === null ? null : shownSettings(draft.settings, saving.pending),
    loadError: query.error,
    error: saving.error ?? building.error ?? draft?.problem ?? null,
    isBuilding,
    progress: building.progress,
    isBuilt: draft?.isBuilt === true && !unread && !isBuilding,
    change,
    flush: saving.flush,
    build: building.build,
    cancelBuild,
    tryAgain: () => void query.refetch(),
  };
}

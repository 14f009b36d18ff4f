/** The messages that a filter means, for a table that reads any of them by their place. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import { call, useCall, useEvent, useReadAgain } from '../../api/calls.ts';
import type { Filter } from './filter.ts';

/** One message as tables show it. */
export type MessageRow = CallOutput<'viewPage'>['rows'][number];

/** What is looked at. */
export interface View {
  /** `null`: not known yet. */
  readonly count: number | null;
  /** Being gathered, because the filter has changed. */
  readonly isGathering: boolean;
  readonly error: AppError | null;
  readonly viewKey: string;
  /** Changes when rows may have changed. */
  readonly version: number;
  readonly loadPage: (offset: number, limit: number) => Promise<readonly MessageRow[]>;
  readonly retry: () => void;
}

const REST_MS = 250;
const FRESH_MS = 2000;

/** A value after it has rested for a moment, so that not every letter of a search is looked for. */
export function useRested<Value>(value: Value, ms = REST_MS): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** Counts changes of messages, at most one every two seconds: a running send changes them all the time. */
export function useFreshness(): number {
  const [version, setVersion] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const note = (): void => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setVersion((before) => before + 1);
    }, FRESH_MS);
  };
  useEvent('batchesChanged', note);
  useEvent('reportsChanged', note);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return version;
}

/** Looks at the messages that a filter means. */
export function useView(filter: Filter, purpose: string): View {
  const opened = useCall('openView', { filter, purpose }, { keepPrevious: true });
  const readAgain = useReadAgain();
  const version = useFreshness();
  const view = opened.data?.view ?? '';
  const loadPage = useCallback(
    async (offset: number, limit: number) => {
      const answer = await call('viewPage', { view, offset, limit });
      if (answer.ok) return answer.value.rows;
      // Only the latest few are kept: then it is gathered once more.
      if (answer.error.kind === 'view_expired') readAgain('openView');
      throw new Error(answer.error.kind);
    },
    [view, readAgain],
  );
  return {
    count: opened.data?.count ?? null,
    isGathering: opened.isFetching,
    error: opened.error,
    viewKey: view,
    version,
    loadPage,
    retry: () => void opened.refetch(),
  };
}

/**
 * Hooks over `window.postbag`, typed by the contract alone.
 *
 * Reading is `useCall` (cached by name and input, read again when an event says so), doing is
 * `useAction`, listening is `useEvent`. The window keeps no state of its own: it asks, then reads again.
 */
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { AppError, Result } from '../../shared/errors.ts';
import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
} from '../../shared/ipc/types.ts';
import { keyOfAnswer } from './answers.ts';
import { postbag } from './postbag.ts';

/** The key under which the answer of a call is cached. */
export const callKey = <Name extends CallName>(
  name: Name,
  input?: CallInput<Name>,
): readonly unknown[] => (input === undefined ? [name] : [name, input]);

/**
 * One call, outside of React's hooks (an effect, an event handler).
 *
 * Never rejects: a bridge that fails is a bug of ours, which is shown as `internal`.
 */
export async function call<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
): Promise<Result<CallOutput<Name>>> {
  try {
    return await postbag.call(name, input);
  } catch {
    return { ok: false, error: { kind: 'internal', id: `window-${name}` } };
  }
}

/** How a call is read. */
export interface CallOptions {
  /** `false` waits (an input that is not complete yet); default `true`. */
  readonly enabled?: boolean;
  /** Asks again after so many milliseconds; only for what no event announces. */
  readonly everyMs?: number;
  /** An event tells every change, so that what is known needs not be asked again by each screen. */
  readonly isAnnounced?: boolean;
  /** Shows the previous input's answer until the new one is there (paging, searching). */
  readonly keepPrevious?: boolean;
}

/**
 * Reads something: `{data, error, isPending}`, where `error` is an `AppError`.
 *
 * @example
 * const batches = useCall('listBatches', {});
 */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<Name>, AppError> {
  return useQuery<CallOutput<Name>, AppError>({
    queryKey: callKey(name, input),
    queryFn: async () => {
      const answer = await call(name, input);
      if (answer.ok) return answer.value;
      // react-query carries failures by throwing; they are caught by it, never by React.
      throw answer.error;
    },
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    ...(options.isAnnounced === true ? { refetchOnMount: false } : {}),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Something the operator does. */
export interface Action<Name extends CallName> {
  /** Does it. Never rejects; the answer says what happened. */
  readonly run: (input: CallInput<Name>) => Promise<Result<CallOutput<Name>>>;
  /** It is being done. */
  readonly isPending: boolean;
  /** Why the last run failed; `null` after a success or `reset`. */
  readonly error: AppError | null;
  readonly reset: () => void;
}

/**
 * Does something, and says while it runs and why it failed.
 *
 * What changed by it is announced by events, which make the right queries read again; `changes` names
 * calls to read again for what no event announces.
 *
 * @example
 * const rename = useAction('renameBatch');
 * const answer = await rename.run({ batch, name });
 */
export function useAction<Name extends CallName>(
  name: Name,
  changes: readonly CallName[] = [],
): Action<Name> {
  const client = useQueryClient();
  const mutation = useMutation<Result<CallOutput<Name>>, never, CallInput<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: async (answer) => {
      if (!answer.ok) return;
      const known = keyOfAnswer(name, answer.value);
      if (known !== null) client.setQueryData(known, answer.value);
      await Promise.all(
        changes.map((changed) => client.invalidateQueries({ queryKey: [changed] })),
      );
    },
  });
  const answer = mutation.data;
  return {
    run: mutation.mutateAsync,
    isPending: mutation.isPending,
    error: answer === undefined || answer.ok ? null : answer.error,
    reset: mutation.reset,
  };
}

/** Listens to an event of the main process while the component is on the screen. */
export function useEvent<Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): void {
  // The latest listener is called without subscribing again at each render.
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => postbag.on(name, (payload) => latest.current(payload)), [name]);
}

/** Reads calls again by hand, where the operator asks for it (*Try again*). */
export function useReadAgain(): (...names: readonly CallName[]) => void {
  const client = useQueryClient();
  return useCallback(
    (...names) => {
      for (const name of names) void client.invalidateQueries({ queryKey: [name] });
    },
    [client],
  );
}

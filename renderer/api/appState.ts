/** What the application says about itself: settings, people, account, mode, line. */
import { useQueryClient } from '@tanstack/react-query';
import type { CallOutput } from '../../shared/ipc/types.ts';
import { callKey, useCall } from './calls.ts';

/** The state of the application. */
export type AppState = CallOutput<'appState'>;

/** The state of the application; `undefined` only before the first answer. */
export function useAppState(): AppState | undefined {
  return useCall('appState', {}, { isAnnounced: true }).data;
}

/** Reads what is known at this moment: after an action that a component waited for, it is newer than what was drawn. */
export function useLatestAppState(): () => AppState | undefined {
  const client = useQueryClient();
  return () => client.getQueryData<AppState>(callKey('appState', {}));
}

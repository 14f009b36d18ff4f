/** What the application says about itself: settings, people, account, mode, line. */
import type { CallOutput } from '../../shared/ipc/types.ts';
import { useCall } from './calls.ts';

/** The state of the application. */
export type AppState = CallOutput<'appState'>;

/** The state of the application; `undefined` only before the first answer. */
export function useAppState(): AppState | undefined {
  return useCall('appState', {}).data;
}

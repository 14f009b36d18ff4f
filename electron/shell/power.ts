/** Keeping the computer awake while a send runs or waits. */
import type { PowerSaveBlocker } from 'electron';

/** Makes the switch: `true` keeps the computer awake, `false` lets it sleep again. */
export function createWakefulness(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): (isNeeded: boolean) => void {
  let id: number | null = null;
  return (isNeeded) => {
    // The screen may go dark all the same: nobody needs to look.
    if (isNeeded) id ??= blocker.start('prevent-app-suspension');
    else if (id !== null) {
      blocker.stop(id);
      id = null;
    }
  };
}

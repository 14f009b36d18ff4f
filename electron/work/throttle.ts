/** Holds back what would happen too often. */
import type { Clock, Sleep } from '../runtime.ts';

/**
 * Makes a call of `run` happen at most once in `everyMs`: the first at once, the last never lost.
 *
 * `run` reads the state of its moment, so that nothing old is ever told.
 */
export function throttle(
  run: () => void,
  everyMs: number,
  { clock, sleep }: { readonly clock: Clock; readonly sleep: Sleep },
): () => void {
  let ranMs = -Infinity;
  let isPlanned = false;
  const runNow = (): void => {
    isPlanned = false;
    ranMs = clock.monotonicMs();
    run();
  };
  return () => {
    if (isPlanned) return;
    const waitMs = ranMs + everyMs - clock.monotonicMs();
    if (waitMs <= 0) {
      runNow();
      return;
    }
    isPlanned = true;
    void sleep(waitMs).then(runNow);
  };
}

/** Whether, and when, the next question may be asked: time limit, interruption, budget a minute. */
import type { Clock, Sleep } from '../runtime.ts';

/** What limits the questions of a run. */
export interface GateLimits {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Questions a minute, evenly spread; `null`: as fast as they are answered. */
  readonly perMinute: number | null;
  /** Monotonic milliseconds after which nothing is asked; `null`: no limit. */
  readonly untilMs: number | null;
  readonly signal: AbortSignal | undefined;
}

/** The gate that every question passes. */
export interface Gate {
  /** Waits for the budget; `false`: the run is over. */
  pass(): Promise<boolean>;
  /** Lets nothing through for so many milliseconds from now. */
  holdBack(ms: number): void;
  /** Whether the run is over: out of time, or interrupted. */
  isClosed(): boolean;
  /** How long the run may still take, milliseconds. */
  leftMs(): number;
  /** Questions let through. */
  asked(): number;
}

/** Makes a gate. */
export function createGate({ clock, sleep, perMinute, untilMs, signal }: GateLimits): Gate {
  let asked = 0;
  let freeAtMs = clock.monotonicMs();
  let heldUntilMs = freeAtMs;
  const leftMs = (): number => (untilMs === null ? Infinity : untilMs - clock.monotonicMs());
  const isClosed = (): boolean => signal?.aborted === true || leftMs() <= 0;
  const waitForBudget = async (): Promise<void> => {
    if (perMinute === null) return;
    const nowMs = clock.monotonicMs();
    const slotMs = Math.max(nowMs, freeAtMs);
    freeAtMs = slotMs + 60_000 / perMinute;
    if (slotMs > nowMs) await sleep(Math.min(slotMs - nowMs, leftMs()), signal);
  };
  const waitWhileHeld = async (): Promise<void> => {
    for (;;) {
      const heldMs = heldUntilMs - clock.monotonicMs();
      if (heldMs <= 0 || isClosed()) return;
      await sleep(Math.min(heldMs, leftMs()), signal);
    }
  };
  return {
    pass: async () => {
      if (isClosed()) return false;
      await waitForBudget();
      await waitWhileHeld();
      if (isClosed()) return false;
      asked += 1;
      return true;
    },
    holdBack: (ms) => {
      heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + ms);
    },
    isClosed,
    leftMs,
    asked: () => asked,
  };
}

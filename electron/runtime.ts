/** What the services take from the outside world, so that tests can give their own. */

/** Two clocks: wall time for what is stored and shown, monotonic time for durations. */
export interface Clock {
  /** UTC milliseconds. May jump. */
  readonly nowMs: () => number;
  /** Milliseconds from an arbitrary start. Never goes back. */
  readonly monotonicMs: () => number;
}

/** Waits; resolves early, without an error, when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Makes a UUIDv7. */
export type NewId = () => string;

/** The machine's own clocks. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** The machine's own timer. */
export const systemSleep: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });

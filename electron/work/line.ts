/**
 * The state of the line to the API, followed for the window.
 *
 * It is asked for at the start, on demand, after the computer woke, at once when the system's own
 * opinion changes, and every half minute while somebody looks or a send waits. The system's opinion
 * (`isOnline` of Chromium) is a hint and no more: it calls a cable without an internet a line.
 */
import type { EventPayload } from '../../shared/ipc/types.ts';
import type { Result } from '../../shared/errors.ts';
import type { ProbeAnswer, ProbeTarget } from '../api/probe.ts';
import type { Clock, Sleep } from '../runtime.ts';

/** The state as the window shows it. */
export type LineState = EventPayload<'lineChanged'>;

/** What following the line needs. */
export interface LineDeps {
  /** Whom to reach; `null` while no account is set. */
  readonly target: () => ProbeTarget | null;
  readonly probe: (target: ProbeTarget) => Promise<Result<ProbeAnswer>>;
  /** The system's opinion. */
  readonly seemsOnline: () => boolean;
  /** Whether anybody looks, or something waits for the line. */
  readonly isWatched: () => boolean;
  /** The state, or its code, is another one. */
  readonly changed: (line: LineState) => void;
  readonly reportBug: (error: unknown) => void;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** Follows the line. */
export interface Line {
  /** As last seen. */
  state(): LineState;
  /** Asks now; several askers share one question. Never rejects: a bug is reported. */
  check(): Promise<LineState>;
  /** Follows until `stop`. */
  start(): void;
  stop(): void;
}

/** How often the line is asked for while somebody waits for it, milliseconds. */
export const CHECK_EVERY_MS = 30_000;

/** How often the system's opinion and the need are looked at, milliseconds. */
const LOOK_EVERY_MS = 2000;

/** Makes a follower; it does nothing before `start` or `check`. */
export function createLine(deps: LineDeps): Line {
  return new LineFollower(deps);
}

class LineFollower implements Line {
  readonly #deps: LineDeps;
  #line: LineState;
  #asking: Promise<LineState> | null = null;
  #stop: AbortController | null = null;

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.#line = { state: 'unknown', sinceMs: deps.clock.nowMs(), checkedAtMs: null, code: null };
  }

  state(): LineState {
    return this.#line;
  }

  check(): Promise<LineState> {
    this.#asking ??= this.#ask()
      .catch((error: unknown) => {
        this.#deps.reportBug(error);
        return this.#line;
      })
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }

  start(): void {
    if (this.#stop !== null) return;
    this.#stop = new AbortController();
    this.#follow(this.#stop.signal).catch(this.#deps.reportBug);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #ask(): Promise<LineState> {
    const target = this.#deps.target();
    if (target === null) return this.#see({ state: 'unknown', code: null });
    const answer = await this.#deps.probe(target);
    if (!answer.ok) return this.#see({ state: 'unknown', code: answer.error.kind });
    return this.#see({ state: answer.value.line, code: answer.value.code });
  }

  #see(found: Pick<LineState, 'state' | 'code'>): LineState {
    const before = this.#line;
    const nowMs = this.#deps.clock.nowMs();
    const isSameState = found.state === before.state;
    this.#line = { ...found, sinceMs: isSameState ? before.sinceMs : nowMs, checkedAtMs: nowMs };
    if (!isSameState || found.code !== before.code) this.#deps.changed(this.#line);
    return this.#line;
  }

  /** Asks whenever there is a reason to, until the signal. */
  async #follow(signal: AbortSignal): Promise<void> {
    const { clock, sleep, seemsOnline, isWatched } = this.#deps;
    let seemedOnline: boolean | null = null;
    let askedMs = 0;
    while (!signal.aborted) {
      const seems = seemsOnline();
      const isDue = clock.monotonicMs() - askedMs >= CHECK_EVERY_MS;
      if (seems !== seemedOnline || (isDue && isWatched())) {
        seemedOnline = seems;
        await this.check();
        askedMs = clock.monotonicMs();
      }
      await sleep(LOOK_EVERY_MS, signal);
    }
  }
}

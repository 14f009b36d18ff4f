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
  /** Asks now; several askers share one question. */
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
  const { clock } = deps;
  let line: LineState = {
    state: 'unknown',
    sinceMs: clock.nowMs(),
    checkedAtMs: null,
    code: null,
  };
  let asking: Promise<LineState> | null = null;
  let stop: AbortController | null = null;

  const see = (found: Pick<LineState, 'state' | 'code'>): LineState => {
    const nowMs = clock.nowMs();
    const isSame = found.state === line.state && found.code === line.code;
    const sinceMs = found.state === line.state ? line.sinceMs : nowMs;
    line = { ...found, sinceMs, checkedAtMs: nowMs };
    if (!isSame) deps.changed(line);
    return line;
  };
  const ask = async (): Promise<LineState> => {
    const target = deps.target();
    if (target === null) return see({ state: 'unknown', code: null });
    const answer = await deps.probe(target);
    if (!answer.ok) return see({ state: 'unknown', code: answer.error.kind });
    return see({ state: answer.value.line, code: answer.value.code });
  };
  const check = (): Promise<LineState> => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
  return {
    state: () => line,
    check,
    start: () => {
      if (stop !== null) return;
      stop = new AbortController();
      follow({ ...deps, check }, stop.signal).catch(deps.reportBug);
    },
    stop: () => {
      stop?.abort();
      stop = null;
    },
  };
}

/** Asks whenever there is a reason to, until the signal. */
async function follow(
  { clock, sleep, seemsOnline, isWatched, check }: LineDeps & Pick<Line, 'check'>,
  signal: AbortSignal,
): Promise<void> {
  let seemedOnline = seemsOnline();
  let askedMs: number | null = null;
  while (!signal.aborted) {
    const seems = seemsOnline();
    const isDue = askedMs === null || clock.monotonicMs() - askedMs >= CHECK_EVERY_MS;
    if (seems !== seemedOnline || askedMs === null || (isDue && isWatched())) {
      seemedOnline = seems;
      await check();
      askedMs = clock.monotonicMs();
    }
    await sleep(LOOK_EVERY_MS, signal);
  }
}

/** Snapshots of a running send, a few times a second at most. */
import { countQueries } from '../db/counts.ts';
import type { SendRun } from './run.ts';
import type { SendProgress } from './types.ts';

const EVERY_MS = 200;

/** Reports the progress of one run. */
export class ProgressReporter {
  readonly #run: SendRun;
  readonly #startedMs: number;
  #reportedMs = -Infinity;

  constructor(run: SendRun) {
    this.#run = run;
    this.#startedMs = run.parts.deps.clock.monotonicMs();
  }

  /** Reports, unless it did a moment ago. */
  report(now: 'now' | 'if_due' = 'if_due'): void {
    const { hooks, deps } = this.#run.parts;
    const nowMs = deps.clock.monotonicMs();
    if (hooks.onProgress === undefined) return;
    if (now === 'if_due' && nowMs - this.#reportedMs < EVERY_MS) return;
    this.#reportedMs = nowMs;
    hooks.onProgress(this.#snapshot(nowMs - this.#startedMs));
  }

  #snapshot(elapsedMs: number): SendProgress {
    const { settled, requests, doubted, parts } = this.#run;
    const counts = countQueries(parts.deps.db).of(parts.batch.key);
    const perSecond = elapsedMs > 0 ? (settled * 1000) / elapsedMs : 0;
    const left = counts.queued + counts.sending;
    return {
      batch: parts.batch.id,
      counts,
      requests,
      inDoubt: doubted,
      acceptedMicro: parts.spend.acceptedMicro,
      perSecond,
      etaMs: perSecond > 0 ? Math.round((left * 1000) / perSecond) : null,
    };
  }
}

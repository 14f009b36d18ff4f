/** Exports for the window: one at a time, watched and stopped. */
import { err, ok, type Result } from '../../shared/errors.ts';
import {
  type ExportDeps,
  exportHistory,
  type ExportProgress,
  type ExportReport,
  type ExportRequest,
} from './exportHistory.ts';

/** What may watch and stop it. */
interface Hooks {
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/** The exports of one data folder. */
export class WindowExport {
  #isChoosing = false;
  #running: { readonly controller: AbortController; readonly ended: Promise<unknown> } | null =
    null;

  isRunning(): boolean {
    return this.#running !== null;
  }

  /**
   * Exports what is asked for, which is known when a file has been chosen; `null`: none was.
   *
   * Errors: `work_running` beside another one; `interrupted`; those of `exportHistory`.
   */
  async run(
    deps: ExportDeps,
    choose: () => Promise<ExportRequest | null>,
    hooks: Hooks,
  ): Promise<Result<ExportReport | null>> {
    if (this.#isChoosing || this.#running !== null) {
      return err({ kind: 'work_running', work: 'export' });
    }
    this.#isChoosing = true;
    const request = await choose().finally(() => {
      this.#isChoosing = false;
    });
    return request === null ? ok(null) : this.#write(deps, request, hooks);
  }

  async #write(
    deps: ExportDeps,
    request: ExportRequest,
    { onProgress, signal }: Hooks,
  ): Promise<Result<ExportReport>> {
    const controller = new AbortController();
    const either = AbortSignal.any([controller.signal, signal]);
    const ended = exportHistory(deps, request, { onProgress, signal: either });
    this.#running = { controller, ended };
    try {
      return await ended;
    } finally {
      this.#running = null;
    }
  }

  /** Stops the export: no file appears. */
  async cancel(): Promise<void> {
    this.#running?.controller.abort();
    await this.#running?.ended.catch(() => undefined);
  }
}

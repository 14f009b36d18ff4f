/** Runs the import's worker and answers it. */
import { Worker } from 'node:worker_threads';
import { AppFailure, type AppError, err, ok, type Result } from '../../shared/errors.ts';
import {
  ACKNOWLEDGED,
  type ImportJob,
  type ListShape,
  type RowSlice,
  type WorkerMessage,
} from './protocol.ts';

/** What happens to what the worker says. May throw: an AppFailure is an expected failure. */
export interface ThreadHandlers {
  readonly opened: (shape: ListShape) => void;
  readonly slice: (slice: RowSlice) => void;
}

/**
 * Memory that the worker may take. A list is read in fixed memory; this is for what nobody thought
 * of: the worker dies, the application does not.
 */
const LIMITS = {
  maxOldGenerationSizeMb: 192,
  maxYoungGenerationSizeMb: 32,
  stackSizeMb: 4,
} as const;

/**
 * Runs one import to its end; the worker is gone when this has ended, whichever way.
 *
 * Errors: what the worker found, AppFailures of the handlers, `interrupted`. Throws where the worker
 * crashed or a handler did.
 */
export async function runThread(
  workerUrl: URL,
  job: ImportJob,
  handlers: ThreadHandlers,
  signal: AbortSignal | undefined,
): Promise<Result<void>> {
  if (signal?.aborted === true) return err({ kind: 'interrupted' });
  const worker = new Worker(workerUrl, {
    workerData: job,
    transferList: [job.optedOut.buffer as ArrayBuffer],
    resourceLimits: LIMITS,
    name: 'import',
  });
  try {
    return await conversation(worker, handlers, signal);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  } finally {
    await worker.terminate();
  }
}

function conversation(
  worker: Worker,
  handlers: ThreadHandlers,
  signal: AbortSignal | undefined,
): Promise<Result<void>> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const interrupt = (): void => end(() => resolve(failed({ kind: 'interrupted' })));
    const end = (settle: () => void): void => {
      isOver = true;
      signal?.removeEventListener('abort', interrupt);
      settle();
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      // What was under way when it ended is dropped: its batch is being removed.
      if (isOver) return;
      try {
        const outcome = answer(worker, message, handlers);
        if (outcome !== null) end(() => resolve(outcome));
      } catch (error) {
        end(() => reject(asError(error)));
      }
    });
    worker.on('error', (error) => end(() => reject(asError(error))));
    worker.on('exit', () => end(() => reject(new Error('the import worker ended too early'))));
  });
}

/** Does what a message asks; gives the outcome with the last one. */
function answer(
  worker: Worker,
  message: WorkerMessage,
  handlers: ThreadHandlers,
): Result<void> | null {
  switch (message.type) {
    case 'opened':
      handlers.opened(message.shape);
      return null;
    case 'slice':
      handlers.slice(message.slice);
      worker.postMessage(ACKNOWLEDGED);
      return null;
    case 'done':
      return ok(undefined);
    case 'failed':
      return failed(message.error);
  }
}

function failed(error: AppError): Result<void> {
  return err(error);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

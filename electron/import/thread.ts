/** Runs the import's worker and answers it. */
import { Worker } from 'node:worker_threads';
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
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
export const WORKER_LIMITS = {
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
    resourceLimits: WORKER_LIMITS,
    name: 'import',
  });
  const ended = endOf(worker);
  try {
    const outcome = await conversation(worker, handlers, signal);
    if (!outcome.ok && outcome.error.kind === 'interrupted') await worker.terminate();
    else await ended;
    return outcome;
  } catch (error) {
    await worker.terminate();
    if (error instanceof AppFailure) return err(error.error);
    throw error;
  }
}

/**
 * The end of a worker that ends by itself when it has said its last word.
 *
 * To terminate it in that moment would save nothing, and has, rarely, made V8 abort the whole process.
 */
export function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
  });
}

function conversation(
  worker: Worker,
  handlers: ThreadHandlers,
  signal: AbortSignal | undefined,
): Promise<Result<void>> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const interrupt = (): void => end(() => resolve(err({ kind: 'interrupted' })));
    const end = (settle: () => void): void => {
      isOver = true;
      signal?.removeEventListener('abort', interrupt);
      settle();
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    const inTurn = oneATurn((message: WorkerMessage | 'exited') => {
      // What was under way when it ended is dropped: its batch is being removed.
      if (isOver) return;
      try {
        const outcome = answer(worker, message, handlers);
        if (outcome !== null) end(() => resolve(outcome));
      } catch (error) {
        end(() => reject(asError(error)));
      }
    });
    worker.on('message', inTurn);
    worker.on('error', (error) => end(() => reject(asError(error))));
    worker.on('exit', () => inTurn('exited'));
  });
}

/**
 * Handles one item in each turn of the event loop, in order.
 *
 * A port hands over in one go all that has come, also what comes meanwhile: timers, clicks and
 * requests would wait for many slices.
 */
function oneATurn<T>(handle: (item: T) => void): (item: T) => void {
  const waiting: T[] = [];
  const next = (): void => {
    const [item] = waiting;
    if (item === undefined) return;
    handle(item);
    waiting.shift();
    if (waiting.length > 0) setImmediate(next);
  };
  return (item) => {
    waiting.push(item);
    if (waiting.length === 1) setImmediate(next);
  };
}

/** Does what a message asks; gives the outcome with the last one. */
function answer(
  worker: Worker,
  message: WorkerMessage | 'exited',
  handlers: ThreadHandlers,
): Result<void> | null {
  if (message === 'exited') throw new Error('the import worker ended too early');
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
      return err(message.error);
    case 'peeked':
      throw new Error('an import was answered with a peek');
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

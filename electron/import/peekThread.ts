/** Has the import's worker look at the first rows of a list. */
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { Peek } from './peek.ts';
import type { PeekJob, WorkerMessage } from './protocol.ts';
import { endOf, WORKER_LIMITS } from './thread.ts';

/**
 * Looks at a list in a thread of its own: a large file is read to its end to find its encoding.
 *
 * Errors: those of `peekList`; `interrupted` by the signal. Throws where the worker crashes.
 */
export async function peekInThread(
  workerUrl: URL,
  job: PeekJob,
  signal?: AbortSignal,
): Promise<Result<Peek>> {
  if (signal?.aborted === true) return err({ kind: 'interrupted' });
  const worker = new Worker(workerUrl, {
    workerData: job,
    resourceLimits: WORKER_LIMITS,
    name: 'peek',
  });
  const ended = endOf(worker);
  const interrupted = Promise.withResolvers<null>();
  const interrupt = (): void => interrupted.resolve(null);
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const answer = await Promise.race([answerOf(worker), interrupted.promise]);
    if (answer === null) await worker.terminate();
    await ended;
    return answer ?? err({ kind: 'interrupted' });
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

function answerOf(worker: Worker): Promise<Result<Peek>> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: WorkerMessage) => {
      if (message.type === 'peeked') resolve(ok(message.peek));
      else if (message.type === 'failed') resolve(err(message.error));
      else reject(new Error(`a peek was answered with ${message.type}`));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the peeking worker ended too early')));
  });
}

/**
 * The import's worker thread: an entry file, run from source or bundled.
 *
 * It reads ahead while the main thread stores: at most one slice is under way and one being made, so
 * memory stays fixed however slow the disk is.
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { runImport } from './job.ts';
import type { ImportJob, WorkerMessage } from './protocol.ts';

if (parentPort === null) throw new Error('this file is a worker, started by an import');
const port = parentPort;
const say = (message: WorkerMessage): void => port.postMessage(message);

let stored: Promise<unknown> = Promise.resolve();
const result = await runImport(workerData as ImportJob, {
  opened: (shape) => say({ type: 'opened', shape }),
  slice: async (slice) => {
    await stored;
    // Listening before saying: the acknowledgement cannot be missed.
    stored = once(port, 'message');
    say({ type: 'slice', slice });
  },
});
await stored;
say(result.ok ? { type: 'done' } : { type: 'failed', error: result.error });
port.close();

/**
 * The import's worker thread: an entry file, run from source or bundled.
 *
 * It reads ahead while the main thread stores: a few slices may be under way and one being made, so
 * memory stays fixed however slow the disk is.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { runImport } from './job.ts';
import { peekList } from './peek.ts';
import type { ImportJob, PeekJob, WorkerMessage } from './protocol.ts';
import { UnderWay } from './underWay.ts';

/**
 * Slices that may be sent and not acknowledged yet. With one, the two threads wait for each other at
 * every slow commit: at 100,000 rows the main thread is idle for 190 ms, with four for 100.
 */
const MOST_UNDER_WAY = 4;

if (parentPort === null) throw new Error('this file is a worker, started by an import');
const port = parentPort;
const say = (message: WorkerMessage): void => port.postMessage(message);

const underWay = new UnderWay();
// The main thread says one thing only: that it has stored a slice.
port.on('message', () => underWay.acknowledged());

async function importList(job: ImportJob): Promise<WorkerMessage> {
  const result = await runImport(job, {
    opened: (shape) => say({ type: 'opened', shape }),
    slice: async (slice) => {
      await underWay.untilAtMost(MOST_UNDER_WAY - 1);
      underWay.sent();
      say({ type: 'slice', slice });
    },
  });
  await underWay.untilAtMost(0);
  return result.ok ? { type: 'done' } : { type: 'failed', error: result.error };
}

function peek(job: PeekJob): WorkerMessage {
  const result = peekList(job);
  return result.ok
    ? { type: 'peeked', peek: result.value }
    : { type: 'failed', error: result.error };
}

async function work(job: ImportJob | PeekJob): Promise<void> {
  say('kind' in job ? peek(job) : await importList(job));
  // Nothing else keeps the thread alive: it ends by itself.
  port.close();
}

// Not awaited at the top level, where a thread that is terminated has made V8 abort the whole process. What
// it throws nobody catches: it ends the thread and reaches the other side as the error that it is.
void work(workerData as ImportJob | PeekJob);

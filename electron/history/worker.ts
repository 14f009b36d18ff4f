/** The thread in which pages of an export are made; see pageThreads.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppFailure } from '../../shared/errors.ts';
import { asFailure } from '../db/failures.ts';
import { type ExportPlan, openPageMaker, type PageMaker } from './pages.ts';
import type { ThreadAnswer, ThreadRequest } from './pageThreads.ts';

if (parentPort === null) throw new Error('this runs as a thread only');
const port = parentPort;
const plan = workerData as ExportPlan;
let maker: PageMaker | null = null;

function answer(request: Extract<ThreadRequest, { kind: 'page' }>): ThreadAnswer {
  try {
    maker ??= openPageMaker(plan);
    return { kind: 'page', page: maker.make(request.page, request.spare) };
  } catch (error) {
    const failure = asFailure(error, plan.dir);
    if (failure instanceof AppFailure) return { kind: 'failed', error: failure.error };
    throw failure;
  }
}

port.on('message', (request: ThreadRequest) => {
  if (request.kind === 'close') {
    maker?.close();
    port.close();
    return;
  }
  const done = answer(request);
  port.postMessage(done, done.kind === 'page' ? [done.page.bytes.buffer] : []);
});

/** The thread in which pages of an export are made; see pageThreads.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppFailure } from '../../shared/errors.ts';
import { asFailure } from '../db/failures.ts';
import { type ExportPlan, openPageMaker, type PageMaker } from './pages.ts';
import type { ThreadAnswer, ThreadRequest } from './pageThreads.ts';

if (parentPort === null) throw new Error('this runs as a thread only');
const port = parentPort;
const plan = workerData as ExportPlan;

function send(answer: ThreadAnswer): void {
  port.postMessage(answer, answer.kind === 'page' ? [answer.page.bytes.buffer] : []);
}

/** Does something with the database, and tells an expected failure of it. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    const failure = asFailure(error, plan.dir);
    if (!(failure instanceof AppFailure)) throw failure;
    send({ kind: 'failed', error: failure.error });
  }
}

function work(maker: PageMaker): void {
  port.on('message', (request: ThreadRequest) => {
    if (request.kind === 'page') {
      attempt(() => send({ kind: 'page', page: maker.make(request.page, request.spare) }));
      return;
    }
    maker.close();
    port.close();
  });
  send({ kind: 'ready' });
}

attempt(() => work(openPageMaker(plan)));

/**
 * The lanes of a run: each carries one request at a time, and writes its result together with the
 * preparation of the next one.
 */
import type { SendLane } from '../api/types.ts';
import { inTransaction } from '../db/connection.ts';
import { dropBallast } from './ballast.ts';
import { call } from './calls.ts';
import { LONGEST_NAP_MS } from './gate.ts';
import { prepareNext } from './prepare.ts';
import type { Next } from './prepare.ts';
import type { ProgressReporter } from './progress.ts';
import { isDiskFull, react } from './react.ts';
import type { Finished } from './request.ts';
import type { SendRun } from './run.ts';
import { settle } from './settle.ts';

/** Runs a number of lanes until the stage is over or the run stops. */
export async function runLanes(
  run: SendRun,
  lanes: number,
  progress: ProgressReporter,
): Promise<void> {
  const running = Array.from({ length: lanes }, () => runLane(run, progress));
  await Promise.all(running);
}

/** Never rejects: what breaks stops the run, so that the other lanes settle what they have in flight. */
async function runLane(run: SendRun, progress: ProgressReporter): Promise<void> {
  const lane = run.parts.deps.api.openLane();
  try {
    await walk(run, lane, progress);
  } catch (error) {
    run.failWith(error);
  } finally {
    await lane.destroy();
  }
}

async function walk(run: SendRun, lane: SendLane, progress: ProgressReporter): Promise<void> {
  let next = begin(run);
  for (;;) {
    progress.report();
    switch (next.kind) {
      case 'end':
        return;
      case 'idle':
        await run.change();
        next = begin(run);
        break;
      case 'wait':
        run.waitsFor(next.waitingFor);
        await run.parts.deps.sleep(Math.min(next.ms, LONGEST_NAP_MS), run.stopping);
        next = begin(run);
        break;
      case 'request': {
        run.waitsFor(null);
        const finished = await call(run, lane, next.request);
        run.parts.deps.journalPoint?.('answered');
        next = settleAndGoOn(run, finished);
        break;
      }
    }
  }
}

/** Prepares a request with nothing to settle. */
function begin(run: SendRun): Next {
  const { db, journalPoint } = run.parts.deps;
  const next = unlessDiskFull(run, () => inTransaction(db, () => prepareNext(run)));
  if (next?.kind === 'request') journalPoint?.('prepared');
  return next ?? { kind: 'end' };
}

/** Writes what came of a request and prepares the next one, in one transaction. */
function settleAndGoOn(run: SendRun, finished: Finished): Next {
  const { db, clock, journalPoint } = run.parts.deps;
  react(run, finished);
  const write = (): void => settle(db, finished, clock.nowMs());
  const both = (): Next => {
    write();
    return prepareNext(run);
  };
  const next = orStop(run, () => unlessDiskFull(run, () => inTransaction(db, both)));
  // What broke may be the next request alone: this answer is known, and must not be lost with it. What
  // cannot be written even with the reserve stays on the wire, and is in doubt at the next start.
  if (next === null) unlessDiskFull(run, () => inTransaction(db, write));
  journalPoint?.('settled');
  if (next?.kind === 'request') journalPoint?.('prepared');
  return next ?? { kind: 'end' };
}

/** Whatever `step` throws stops the run. */
function orStop<T>(run: SendRun, step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    run.failWith(error);
    return null;
  }
}

/** Runs a transaction; without space it is rolled back, the run stops and the reserve is given free. */
function unlessDiskFull<T>(run: SendRun, transact: () => T): T | null {
  try {
    return transact();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    run.stopFor({ reason: 'disk_full' });
    dropBallast(run.parts.deps.db.dir);
    return null;
  }
}

/** One run of a list through the window, and how it is shown. */
import type { CallOutput } from '../../shared/ipc/types.ts';
import { batchQueries } from '../db/batches.ts';
import { countQueries } from '../db/counts.ts';
import type { Session } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import type { RunningSend, SendProgress, WaitingFor } from '../send/types.ts';
import type { SendOrder } from './sendStart.ts';

type Snapshot = NonNullable<CallOutput<'sendState'>['running']>;

/** One run, from the operator's word to its end. */
export interface Run {
  readonly order: SendOrder;
  readonly startedAtMs: number;
  readonly abort: AbortController;
  readonly over: PromiseWithResolvers<void>;
  acceptedMicro: number;
  progress: SendProgress | null;
  waitingFor: WaitingFor | null;
  line: RunningSend | null;
  isStopping: boolean;
}

/** A run that has not begun. */
export function newRun(order: SendOrder, clock: Clock): Run {
  return {
    order,
    startedAtMs: clock.nowMs(),
    abort: new AbortController(),
    over: Promise.withResolvers(),
    acceptedMicro: 0,
    progress: null,
    waitingFor: null,
    line: null,
    isStopping: false,
  };
}

function phaseOf({ isStopping, waitingFor, progress }: Run): Snapshot['phase'] {
  if (isStopping) return 'stopping';
  if (waitingFor !== null) return 'waiting';
  return progress === null ? 'starting' : 'sending';
}

/** A run as the window sees it. */
export function snapshotOf({ services }: Session, run: Run): Snapshot {
  const { order, progress, acceptedMicro, startedAtMs } = run;
  const { id, key, lastSeq } = order.batch;
  const phase = phaseOf(run);
  return {
    batch: id,
    name: batchQueries(services.db).get(key).name,
    phase,
    waitingFor: phase === 'waiting' ? run.waitingFor : null,
    counts: { ...countQueries(services.db).of(key) },
    total: lastSeq,
    requests: progress?.requests ?? 0,
    inDoubt: progress?.inDoubt ?? 0,
    acceptedMicro: progress?.acceptedMicro ?? acceptedMicro,
    perSecond: progress?.perSecond ?? 0,
    etaMs: phase === 'sending' ? (progress?.etaMs ?? null) : null,
    startedAtMs,
  };
}

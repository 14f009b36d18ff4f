/** `pause` and `cancel`: stop what has not left, also from a second process while a send runs. */
import type { Command } from 'commander';
import { err, ok, type Result } from '../../../shared/errors.ts';
import { batchQueries, type Batch } from '../../db/batches.ts';
import { countQueries } from '../../db/counts.ts';
import { pendingControl, requestCancel, requestPause } from '../../send/control.ts';
import { cancelBatch, pauseBatch, type StopReport } from '../../send/stopBatch.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { findBatch, withBatch, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { sendCommandAsBefore } from '../sendCommand.ts';
import { countLines } from './status.ts';

/** How long to wait for the sending process to follow; it first awaits the answers under way. */
const WAIT_MS = 15_000;
const LOOK_EVERY_MS = 200;

type Action = 'pause' | 'cancel';

const ACTIONS = {
  pause: { ask: requestPause, act: pauseBatch },
  cancel: { ask: requestCancel, act: cancelBatch },
} as const;

/** Adds `pause` and `cancel`. */
export function addStopCommands(program: Command, dispatch: Dispatch): void {
  program
    .command('pause')
    .description('stop sending for now; the same send command goes on later')
    .argument('[batch]', 'id, end of the id, or name (default: the one that is being sent)')
    .addHelpText('after', '\nExample:\n  postbag pause 5f3a')
    .action((ref: string | undefined) => {
      dispatch((context) => stop(context, 'pause', ref));
    });
  program
    .command('cancel')
    .description('stop for good: what has not left will never be sent')
    .argument('<batch>', 'id, end of the id, or name')
    .addHelpText('after', '\nExample:\n  postbag cancel 5f3a')
    .action((ref: string) => {
      dispatch((context) => stop(context, 'cancel', ref));
    });
}

async function stop(
  context: CliContext,
  action: Action,
  ref: string | undefined,
): Promise<Result<Answer, CliError>> {
  const named = ref === undefined ? await sendingBatch(context) : ok(ref);
  if (!named.ok) return named;
  const direct = await withBatch(context, named.value, async ({ db, batch }) =>
    ACTIONS[action].act({ db, clock: context.clock }, batch.id),
  );
  const report = isBusy(direct) ? await ask(context, action, named.value) : direct;
  return report.ok ? ok(stopAnswer(context, action, report.value)) : report;
}

function isBusy(result: Result<StopReport, CliError>): boolean {
  return !result.ok && result.error.kind === 'data_busy';
}

/** The one batch that is being sent. */
async function sendingBatch(context: CliContext): Promise<Result<string, CliError>> {
  return withReader(context, async (db) => {
    const all = db === null ? [] : batchQueries(db).list();
    const [only, ...others] = all.filter(({ state }) => state === 'sending');
    if (only !== undefined && others.length === 0) return ok(only.id);
    const detail =
      only === undefined
        ? 'No batch is being sent: name one.'
        : 'Several batches are being sent: name one.';
    return err({ kind: 'usage', detail, command: 'postbag pause' });
  });
}

/** Another process owns the folder: leave a request, and see what comes of it. */
async function ask(
  context: CliContext,
  action: Action,
  ref: string,
): Promise<Result<StopReport, CliError>> {
  const { clock, sleep, dataDir } = context;
  const untilMs = clock.monotonicMs() + WAIT_MS;
  const first = await seenBatch(context, ref);
  if (!first.ok) return first;
  const { id } = first.value.batch;
  // Nothing is leaving, so there is nothing to pause; a cancel waits for the next send.
  if (action === 'pause' && first.value.batch.state !== 'sending') return ok(first.value.report);
  ACTIONS[action].ask(dataDir, id);
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const seen = await seenBatch(context, id);
    if (!seen.ok || seen.value.batch.state !== 'sending') return followed(context, action, seen);
    if (clock.monotonicMs() >= untilMs) return ok(seen.value.report);
  }
}

type Seen = Result<{ readonly batch: Batch; readonly report: StopReport }, CliError>;

function followed(context: CliContext, action: Action, seen: Seen): Result<StopReport, CliError> {
  if (!seen.ok) return seen;
  const isPending = pendingControl(context.dataDir, seen.value.batch.id) === action;
  if (isPending && action === 'cancel') {
    context.warn(
      'The folder is in use, but not for this batch: the next send of it will cancel it.',
    );
  }
  return ok(seen.value.report);
}

async function seenBatch(context: CliContext, ref: string): Promise<Seen> {
  return withReader(context, async (db) => {
    const batch = findBatch(db, ref);
    if (!batch.ok || db === null) return batch as Result<never, CliError>;
    const { id, state, key } = batch.value;
    return ok({
      batch: batch.value,
      report: { batch: id, state, counts: countQueries(db).of(key) },
    });
  });
}

const WORDS = { pause: 'Paused', cancel: 'Stopped for good' } as const;

function stopAnswer(context: CliContext, action: Action, report: StopReport): Answer {
  const { batch, state, counts } = report;
  const isWaiting = state === 'sending';
  if (isWaiting)
    context.warn('Still sending: it stops as soon as the request under way is answered.');
  const next =
    action === 'pause' && state === 'paused' ? [`Next: ${sendCommandAsBefore(batch)}`] : [];
  return {
    json: report,
    lines: [
      `${isWaiting ? 'Asked to stop' : WORDS[action]}: batch ${batch}`,
      ...countLines(counts),
      ...next,
    ],
  };
}

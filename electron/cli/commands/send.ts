/** `send`: the batch leaves, until nothing is queued or it stops. */
import type { Command } from 'commander';
import { formatUsd } from '../../../shared/domain/pricing.ts';
import { err, ok, type Result } from '../../../shared/errors.ts';
import type { Batch } from '../../db/batches.ts';
import type { SendOptions, SendProgress, SendReport } from '../../send/types.ts';
import { accountOf } from '../../services.ts';
import { withApi } from '../api.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withBatch, type BatchServices } from '../data.ts';
import type { CliError } from '../errors.ts';
import { exitCodeOfSend } from '../exitCodes.ts';
import { createProgress } from '../progress.ts';
import { sendCommand, type SendFlags } from '../sendCommand.ts';
import { stopText } from '../stopText.ts';
import { counted, pairs } from '../text.ts';
import { decimal, hourWindow, isoTime, usd, wholeNumber } from '../values.ts';
import { countLines } from './status.ts';

const EXAMPLE = `
Example:
  postbag send 5f3a --yes --budget 50

Ctrl-C stops in order: what is under way is settled, the rest stays in the queue. The same command
goes on where it stopped. A second Ctrl-C leaves at once; nothing is lost then, but messages may have
to be checked (postbag resolve).`;

/** Adds `send`. */
export function addSendCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('send')
    .description('send a batch: this costs money')
    .argument('<batch>', 'id, end of the id, or name')
    .option('--yes', 'really send (needed)')
    .option('--budget <usd>', 'at most this much for the batch; every country needs a price', usd)
    .option('--safe', 'one by one with a key each: slower, cannot repeat a message')
    .option(
      '--no-safe',
      'all in bulk, also what is to be sent again, where the API has no other way',
    )
    .option('--canary <n>', 'messages in the first request (default: 10)', wholeNumber(1, 1000))
    .option(
      '--tolerance <percent>',
      'how far the real price may be off (default: 20)',
      decimal(0, 1000),
    )
    .option('--max-request <n>', 'messages in one request (default: 500)', wholeNumber(1, 10_000))
    .option('--lanes <n>', 'requests at the same time (default: 1)', wholeNumber(1, 4))
    .option('--not-after <iso>', 'nothing leaves after this time', isoTime)
    .option('--window <hh-hh>', 'nothing leaves outside these hours of the day', hourWindow)
    .option('--resend-recent', 'also to people who got the same text in the last 3 days')
    .option('--wait', 'wait for the line, and for the window, instead of stopping')
    .addHelpText('after', EXAMPLE)
    .action((ref: string, flags: SendFlags) => {
      dispatch((context) => send(context, ref, flags));
    });
}

async function send(
  context: CliContext,
  ref: string,
  flags: SendFlags,
): Promise<Result<Answer, CliError>> {
  if (flags.yes !== true) {
    const detail = `Sending costs money: look at "postbag preview ${ref}", then add --yes.`;
    return err({ kind: 'usage', detail, command: 'postbag send' });
  }
  return withBatch(context, ref, async (services) => {
    const report = await runSend(context, services, sendOptions(flags));
    return report.ok ? ok(sendAnswer(report.value, flags, services.batch)) : report;
  });
}

function sendOptions(flags: SendFlags): SendOptions {
  const { budget, tolerance, notAfter, yes: _yes, ...same } = flags;
  return {
    ...same,
    ...(budget === undefined ? {} : { budgetMicro: budget }),
    ...(tolerance === undefined ? {} : { tolerancePercent: tolerance }),
    ...(notAfter === undefined ? {} : { notAfterMs: notAfter }),
  };
}

async function runSend(
  context: CliContext,
  { db, batch, sending }: BatchServices,
  options: SendOptions,
): Promise<Result<SendReport, CliError>> {
  if (!sending.ok) return sending;
  const account = accountOf(db, batch);
  if (!account.ok) return account;
  const { sendBatch } = await import('../../send/sendBatch.ts');
  const { clock, sleep, io } = context;
  const progress = createProgress(io, 'Sending', clock.monotonicMs);
  return withApi(context, account.value, (api) =>
    context.interruptible((signal) => {
      const deps = { db, ledger: sending.value.ledger, api, clock, sleep };
      const onProgress = (snapshot: SendProgress): void =>
        progress.update(progressOf(snapshot, batch.lastSeq));
      return sendBatch(deps, batch.id, options, { onProgress, signal }).finally(() =>
        progress.end(),
      );
    }),
  );
}

function progressOf(snapshot: SendProgress, total: number) {
  const { counts, inDoubt, etaMs } = snapshot;
  const notes = [
    ...(counts.rejected > 0 ? [`${counts.rejected} refused`] : []),
    ...(inDoubt > 0 ? [`${inDoubt} to check`] : []),
    ...(etaMs === null ? [] : [`${Math.ceil(etaMs / 1000)} s left`]),
  ];
  return { done: total - counts.queued - counts.sending, total, note: notes.join(', ') };
}

function sendAnswer({ stopped, ...report }: SendReport, flags: SendFlags, before: Batch): Answer {
  const { batch, counts, acceptedMicro, requests } = report;
  const stop = stopped === null ? null : stopText(stopped, batch, sendCommand(batch, flags));
  return {
    json: stopped === null ? report : { ...report, stopped: { ...stopped, message: stop } },
    lines: [
      stop ??
        (before.state === 'done' && requests === 0 ? doneText(before, counts) : leftText(requests)),
      ...countLines(counts),
      ...pairs([['cost so far', `$${formatUsd(acceptedMicro)}`]]),
      ...nextLines(report),
    ],
    exit: exitCodeOfSend(stopped, counts.in_doubt),
  };
}

function leftText(requests: number): string {
  return `Everything has left (${counted(requests, 'request')}).`;
}

/** Nothing was done: the batch had ended before. */
function doneText({ stop }: Batch, { cancelled }: SendReport['counts']): string {
  return cancelled > 0 && stop?.reason === 'cancelled'
    ? 'This batch was stopped for good, so nothing was sent now.'
    : 'This batch is already done, so nothing was sent now.';
}

function nextLines({ batch, counts }: Pick<SendReport, 'batch' | 'counts'>): string[] {
  const sent = counts.accepted + counts.with_operator > 0;
  return [
    ...(counts.in_doubt === 0
      ? []
      : [`Next: postbag resolve ${batch} --by-list (finds out what happened to those in doubt)`]),
    ...(sent ? [`Next: postbag receipts ${batch} --until-final`] : []),
  ];
}

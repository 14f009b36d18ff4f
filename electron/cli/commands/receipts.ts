/** `receipts`: what became of the messages. */
import type { Command } from 'commander';
import { ok, type Result } from '../../../shared/errors.ts';
import type { Batch } from '../../db/batches.ts';
import type { ReceiptReport, WarningCounts } from '../../receipts/pollReceipts.ts';
import { accountOf, type OwnerServices } from '../../services.ts';
import { withApi } from '../api.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withBatch, withOwner } from '../data.ts';
import type { CliError } from '../errors.ts';
import { errorText } from '../errorText.ts';
import { EXIT, exitCodeOf } from '../exitCodes.ts';
import { createProgress } from '../progress.ts';
import { counted, grouped, pairs, utcTime } from '../text.ts';
import { wholeNumber } from '../values.ts';
import { chargedText, countLines } from './status.ts';

interface ReceiptFlags {
  readonly untilFinal?: true;
  readonly maxSeconds?: number;
}

/** Adds `receipts`. */
export function addReceiptsCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('receipts')
    .description('ask what became of the messages that were sent')
    .argument('[batch]', 'ask for all its open messages now; left out: those that are due')
    .option('--until-final', 'go on, ever more rarely, until everything is known')
    .option('--max-seconds <n>', 'stop after so many seconds', wholeNumber(0, 10_000_000))
    .addHelpText('after', '\nExample:\n  postbag receipts 5f3a --until-final --max-seconds 600')
    .action((ref: string | undefined, flags: ReceiptFlags) => {
      dispatch((context) => receipts(context, ref, flags));
    });
}

async function receipts(
  context: CliContext,
  ref: string | undefined,
  flags: ReceiptFlags,
): Promise<Result<Answer, CliError>> {
  if (ref === undefined)
    return withOwner(context, (services) => poll(context, services, null, flags));
  return withBatch(context, ref, (services) => poll(context, services, services.batch, flags));
}

async function poll(
  context: CliContext,
  { db }: OwnerServices,
  batch: Batch | null,
  flags: ReceiptFlags,
): Promise<Result<Answer, CliError>> {
  const account = accountOf(db, null);
  if (!account.ok) return account;
  const { pollReceipts } = await import('../../receipts/pollReceipts.ts');
  const { clock, sleep, io } = context;
  const progress = createProgress(io, 'Asking', clock.monotonicMs);
  const report = await withApi(context, account.value, (api) =>
    context.interruptible((signal) =>
      pollReceipts(
        { db, api, clock, sleep },
        batch === null ? flags : { ...flags, batch: batch.id },
        {
          signal,
          onProgress: ({ checked, changed, due }) =>
            progress.update({ done: checked, total: due, note: `${grouped(changed)} changed` }),
        },
      ).finally(() => progress.end()),
    ),
  );
  if (!report.ok) return report;
  for (const warning of warningTexts(report.value)) context.warn(warning);
  return ok(receiptsAnswer(report.value, batch, flags));
}

/** The end of a run that was to go on until everything is known; `null`: nothing is open, or it broke off. */
function timeOverText(
  { counts, nextDueMs, stopped }: ReceiptReport,
  flags: ReceiptFlags,
): string | null {
  if (flags.untilFinal !== true || flags.maxSeconds === undefined) return null;
  if (nextDueMs === null || stopped !== null) return null;
  const open = counts.accepted + counts.with_operator;
  return `The time of ${counted(flags.maxSeconds, 'second')} is over; still open: ${counted(open, 'message')}.`;
}

function receiptsAnswer(report: ReceiptReport, batch: Batch | null, flags: ReceiptFlags): Answer {
  const { messages, changed, counts, chargedMicro, nextDueMs, stopped } = report;
  const timeOver = timeOverText(report, flags);
  return {
    json: batch === null ? report : { batch: batch.id, ...report },
    lines: [
      `${counted(messages, 'message')} asked for, ${counted(changed, 'change')}.`,
      ...countLines(counts),
      ...pairs([['charged so far', chargedText(counts, chargedMicro)]]),
      ...(timeOver === null ? [] : [timeOver]),
      nextDueMs === null
        ? 'Everything is known.'
        : `Next: postbag receipts (reports are due again at ${utcTime(nextDueMs)})`,
    ],
    exit: stopped === null ? EXIT.done : exitCodeOf(stopped),
  };
}

const WARNINGS: Readonly<Record<keyof WarningCounts, string>> = {
  recipient_differs: 'have another recipient in the status than the one they were sent to',
  text_differs: 'have another text in the status than the one that was sent',
  sender_changed: 'arrived under another sender name: ask engageSPARK to register yours',
  id_differs: 'were answered with the status of another message, which was not used',
};

function warningTexts({ warnings, stopped, failed, listOff }: ReceiptReport): string[] {
  const texts = (Object.keys(WARNINGS) as (keyof WarningCounts)[])
    .filter((kind) => warnings[kind] > 0)
    .map((kind) => `${counted(warnings[kind], 'message')} ${WARNINGS[kind]}.`);
  if (listOff !== null)
    texts.push(`The list of messages cannot be used, so each was asked for by its id.`);
  if (failed > 0) texts.push(`${counted(failed, 'question')} got no usable answer.`);
  if (stopped !== null) texts.push(errorText(stopped));
  return texts;
}

/** `status`: every batch and where its messages are. */
import type { Command } from 'commander';
import { formatUsd } from '../../../shared/domain/pricing.ts';
import {
  MESSAGE_STATES,
  type MessageCounts,
  type MessageState,
} from '../../../shared/domain/message.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import type { Batch } from '../../db/batches.ts';
import { messageQueries } from '../../db/messages.ts';
import type { Db } from '../../db/open.ts';
import { listedBatches, summarise, type BatchSummary } from '../../services.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { findOptionalBatch, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { stopText } from '../stopText.ts';
import { grouped, pairs, printable, table, utcTime } from '../text.ts';

/** The states in the words of the screen. */
const STATE_WORDS: Readonly<Record<MessageState, string>> = {
  queued: 'not sent yet',
  sending: 'leaving now',
  accepted: 'sent to engageSPARK',
  with_operator: 'with the phone network',
  delivered: 'delivered',
  failed: 'not delivered',
  no_receipt: 'sent, delivery not confirmed',
  rejected: 'refused, not sent',
  in_doubt: 'may have been sent: checking',
  cancelled: 'stopped, not sent',
};

/** Adds `status`. */
export function addStatusCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('status')
    .description('every batch, or one, and where its messages are')
    .argument('[batch]', 'id, end of the id, or name')
    .addHelpText('after', '\nExample:\n  postbag status')
    .action((ref: string | undefined) => {
      dispatch((context) => status(context, ref));
    });
}

async function status(context: CliContext, ref?: string): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => {
    const batch = findOptionalBatch(db, ref);
    if (!batch.ok) return batch;
    if (db === null) return ok({ json: { batches: [] }, lines: [NOTHING] });
    const one = batch.value === null ? null : [batch.value];
    const summaries = summarise(db, one ?? listedBatches(db));
    return ok({
      json: { batches: summaries },
      lines: one === null ? listLines(summaries) : detailsOf(db, one, summaries),
    });
  });
}

const NOTHING = 'No batches yet. Make one with: postbag import list.csv --message "..."';

function listLines(summaries: readonly BatchSummary[]): string[] {
  if (summaries.length === 0) return [NOTHING];
  const rows = summaries.map(
    ({ batch, state, counts, estimateMicro, unpriced, name, createdAtMs }) => [
      batch.slice(-8),
      state,
      ...figures(counts).map(grouped),
      estimateText(estimateMicro, unpriced),
      utcTime(createdAtMs),
      printable(name),
    ],
  );
  const header = ['batch', 'state', 'to send', 'sent', 'delivered', 'in doubt', 'not sent'];
  return table([...header, 'estimate', 'made', 'name'], rows, [
    'left',
    'left',
    'right',
    'right',
    'right',
    'right',
    'right',
    'right',
  ]);
}

/** To send, sent, delivered, in doubt, not sent: each message is in the first or one of the others. */
function figures(counts: MessageCounts): readonly number[] {
  const { accepted, with_operator, delivered, failed, no_receipt } = counts;
  return [
    counts.queued + counts.sending,
    accepted + with_operator + delivered + failed + no_receipt,
    delivered,
    counts.in_doubt,
    counts.rejected + counts.cancelled,
  ];
}

function detailsOf(
  db: Db,
  batches: readonly Batch[],
  summaries: readonly BatchSummary[],
): readonly string[] {
  return summaries.flatMap((summary, index) => {
    const key = batches[index]?.key;
    const isCounted = key !== undefined && summary.counts.cancelled > 0;
    return detailLines(summary, isCounted ? messageQueries(db).optedOut(key) : 0);
  });
}

function detailLines(summary: BatchSummary, optedOut: number): string[] {
  const { batch, name, state, stopped } = summary;
  return [
    `${printable(name)} (${batch}) is ${state}.`,
    ...(stopped === null ? [] : [stopText(stopped, batch)]),
    ...countLines(summary.counts),
    ...pairs([
      ...(optedOut === 0 ? [] : [['of these do not contact', grouped(optedOut)] as const]),
      ['estimate', estimateText(summary.estimateMicro, summary.unpriced)],
      ['answered', `$${formatUsd(summary.acceptedMicro)}`],
      ['charged', chargedText(summary.counts, summary.chargedMicro)],
    ]),
  ];
}

function estimateText(estimateMicro: number, unpriced: number): string {
  const known = `$${formatUsd(estimateMicro)}`;
  return unpriced === 0 ? known : `${known} + ${grouped(unpriced)} without a price`;
}

/** What was charged; $0.00 would look like a price where nobody has asked yet. */
export function chargedText(counts: MessageCounts, chargedMicro: number): string {
  const { accepted, with_operator, delivered, failed, no_receipt } = counts;
  const isUnknown = chargedMicro === 0 && accepted > 0;
  const isAsked = with_operator + delivered + failed + no_receipt > 0;
  return isUnknown && !isAsked ? 'not known yet (postbag receipts)' : `$${formatUsd(chargedMicro)}`;
}

/** The states that have messages, in the words of the screen. */
export function countLines(counts: MessageCounts): string[] {
  return pairs(
    MESSAGE_STATES.filter((state) => counts[state] > 0).map((state) => [
      STATE_WORDS[state],
      grouped(counts[state]),
    ]),
  );
}

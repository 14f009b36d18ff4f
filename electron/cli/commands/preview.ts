/** `preview`: what a batch costs, and the messages as the recipients will get them. */
import type { Command } from 'commander';
import { formatUsd } from '../../../shared/domain/pricing.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import type { Batch } from '../../db/batches.ts';
import { batchEstimate, type BatchEstimate } from '../../db/estimate.ts';
import { messageQueries, type PreviewMessage } from '../../db/messages.ts';
import { priceQueries } from '../../db/prices.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { findBatch, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { stopText } from '../stopText.ts';
import { counted, grouped, printable, table } from '../text.ts';
import { wholeNumber } from '../values.ts';

const MAX_LIMIT = 10_000;
const DEFAULT_LIMIT = 10;

interface PreviewOptions {
  readonly limit: number;
  readonly offset: number;
}

/** Adds `preview`. */
export function addPreviewCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('preview')
    .description('the cost of a batch and its messages, as they will arrive')
    .argument('<batch>', 'id, end of the id, or name')
    .option(
      '--limit <n>',
      `messages to show, at most ${MAX_LIMIT}`,
      wholeNumber(0, MAX_LIMIT),
      DEFAULT_LIMIT,
    )
    .option('--offset <n>', 'messages to skip first', wholeNumber(0, 2 ** 24), 0)
    .addHelpText('after', '\nExample:\n  postbag preview 5f3a --limit 3')
    .action((ref: string, options: PreviewOptions) => {
      dispatch((context) => preview(context, ref, options));
    });
}

async function preview(
  context: CliContext,
  ref: string,
  options: PreviewOptions,
): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => {
    const batch = findBatch(db, ref);
    if (!batch.ok || db === null) return batch as Result<never, CliError>;
    const estimate = batchEstimate(db, batch.value.key, priceQueries(db).map());
    const messages = messageQueries(db).page(batch.value.key, options.offset, options.limit);
    return ok(previewAnswer(batch.value, estimate, messages));
  });
}

function previewAnswer(
  batch: Batch,
  estimate: BatchEstimate,
  messages: readonly PreviewMessage[],
): Answer {
  const { recipients, parts, unicode, estimateMicro, unpriced, byCountry } = estimate;
  return {
    json: {
      batch: batch.id,
      name: batch.name,
      state: batch.state,
      recipients,
      parts,
      unicode,
      estimateMicro,
      unpriced,
      byCountry,
      messages: messages.map(messageJson),
    },
    lines: [
      `${printable(batch.name)} (${batch.id})`,
      ...costLines(estimate),
      '',
      ...messages.flatMap(messageLines),
      nextLine(batch, unpriced),
    ],
  };
}

function messageJson(message: PreviewMessage): object {
  const { row, recipient, country, sender, text, parts, encoding, state, estimateMicro } = message;
  const to = String(recipient);
  return { row, to, country, from: sender, text, parts, encoding, state, estimateMicro };
}

/** The cost by country, with a total. */
export function costLines(estimate: BatchEstimate): string[] {
  const rows = estimate.byCountry.map((country) => [
    country.country,
    grouped(country.recipients),
    grouped(country.parts),
    country.estimateMicro === null ? 'no price' : `$${formatUsd(country.estimateMicro)}`,
  ]);
  const total = [
    'total',
    grouped(estimate.recipients),
    grouped(estimate.parts),
    `$${formatUsd(estimate.estimateMicro)}`,
  ];
  const align = ['left', 'right', 'right', 'right'] as const;
  return [
    ...table(['country', 'people', 'SMS', 'cost'], [...rows, total], align),
    ...(estimate.unpriced === 0
      ? []
      : [
          `${counted(estimate.unpriced, 'person', 'people')} in countries without a price: not in the total.`,
        ]),
    ...(estimate.unicode === 0
      ? []
      : [
          `${counted(estimate.unicode, 'message')} with letters that allow only 70 characters per SMS.`,
        ]),
  ];
}

function messageLines({ row, recipient, sender, text, parts }: PreviewMessage): string[] {
  return [
    `row ${row}: to ${recipient} from ${printable(sender)} (${counted(parts, 'SMS', 'SMS')})`,
    ...text.split('\n').map((line) => `  | ${printable(line)}`),
  ];
}

function nextLine(batch: Batch, unpriced: number): string {
  if (batch.stop !== null && batch.state !== 'ready') {
    return `This batch is ${batch.state}. ${stopText(batch.stop, batch.id)}`;
  }
  if (batch.state !== 'ready') return `This batch is ${batch.state}.`;
  const prices = unpriced === 0 ? '' : 'postbag prices set CC=USD (for the missing prices), or ';
  return `Next: ${prices}postbag send ${batch.id} --yes`;
}

/** `resolve`: messages that may have been sent are shown, looked for, or decided about. */
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { ok, type Result } from '../../../shared/errors.ts';
import type { ResolveHow, ResolveReport } from '../../send/resolve.ts';
import type { ResolvedRow } from '../../send/resolveReport.ts';
import { accountOf } from '../../services.ts';
import { withApi } from '../api.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withBatch, type BatchServices } from '../data.ts';
import type { CliError } from '../errors.ts';
import { errorText } from '../errorText.ts';
import { EXIT } from '../exitCodes.ts';
import { sendCommandAsBefore } from '../sendCommand.ts';
import { counted, pairs, printable, table, utcTime } from '../text.ts';
import { rowList } from '../values.ts';

interface ResolveFlags {
  readonly byList?: true;
  readonly asSent?: true;
  readonly sendAgain?: true;
  readonly rows?: readonly number[];
  readonly who?: string;
  readonly why?: string;
}

const EXAMPLE = `
Examples:
  postbag resolve 5f3a                                shows them, with what is known
  postbag resolve 5f3a --by-list                      asks the API what it took
  postbag resolve 5f3a --as-sent --rows 2,5-9         counts these rows as sent
  postbag resolve 5f3a --send-again --why "called 3"  puts the rest back into the queue

A message that is sent again may arrive twice: first ask some of these people whether it came.`;

/** Adds `resolve`. */
export function addResolveCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('resolve')
    .description('settle messages that may have been sent; without an option: show them')
    .argument('<batch>', 'id, end of the id, or name')
    .addOption(
      new Option('--by-list', 'ask the API for what it accepted').conflicts([
        'asSent',
        'sendAgain',
      ]),
    )
    .addOption(
      new Option('--as-sent', 'decide: they count as sent').conflicts(['byList', 'sendAgain']),
    )
    .addOption(
      new Option(
        '--send-again',
        'decide: they go back into the queue (may arrive twice)',
      ).conflicts(['byList', 'asSent']),
    )
    .option('--rows <list>', 'only these rows of the spreadsheet, such as 2,5-9', rowList)
    .option('--who <name>', 'who decides (default: the user of this computer)')
    .option('--why <text>', 'the reason, for the record')
    .addHelpText('after', EXAMPLE)
    .action((ref: string, flags: ResolveFlags) => {
      dispatch((context) => resolve(context, ref, flags));
    });
}

async function resolve(
  context: CliContext,
  ref: string,
  flags: ResolveFlags,
): Promise<Result<Answer, CliError>> {
  return withBatch(context, ref, async (services) => {
    const report = await run(context, services, flags);
    if (!report.ok) return report;
    const { listError } = report.value;
    if (listError !== null) {
      context.warn(`The list of messages cannot be used: ${errorText(listError)}`);
    }
    return ok(resolveAnswer(report.value, flags));
  });
}

async function run(
  context: CliContext,
  { db, batch, sending }: BatchServices,
  flags: ResolveFlags,
): Promise<Result<ResolveReport, CliError>> {
  const { resolveDoubt } = await import('../../send/resolve.ts');
  const how = howOf(flags);
  const rows = flags.rows ?? null;
  const { clock } = context;
  if (how.kind !== 'by_list') {
    // Where the folder is frozen the queue must not grow by what may have been sent.
    if (how.kind === 'send_again' && !sending.ok) return sending;
    return resolveDoubt({ db, api: null, clock }, batch.id, how, rows);
  }
  const account = accountOf(db, batch);
  if (!account.ok) return account;
  return withApi(context, account.value, (api) =>
    resolveDoubt({ db, api, clock }, batch.id, how, rows),
  );
}

function howOf({ byList, asSent, sendAgain, who, why }: ResolveFlags): ResolveHow {
  if (byList === true) return { kind: 'by_list' };
  const decided = { who: who ?? userInfo().username, why: why ?? '' };
  if (asSent === true) return { kind: 'as_sent', ...decided };
  if (sendAgain === true) return { kind: 'send_again', ...decided };
  return { kind: 'show' };
}

function resolveAnswer(report: ResolveReport, flags: ResolveFlags): Answer {
  const { confirmed, notFound, ambiguous, decided, remaining, rows } = report;
  const open = rows.filter(({ settled }) => settled === null);
  if (remaining + confirmed + decided === 0) {
    return { json: report, lines: ['Nothing is in doubt.'] };
  }
  return {
    json: report,
    lines: [
      remaining === 0
        ? 'Nothing is in doubt any more.'
        : `${counted(remaining, 'message')} may have been sent.`,
      ...pairs([
        ['confirmed as sent, now', String(confirmed)],
        ['not found', String(notFound)],
        ['found, but no proof', String(ambiguous)],
        ['decided, now', String(decided)],
      ]),
      ...(open.length === 0 ? [] : ['', ...rowLines(open)]),
      ...nextLines(report, flags),
    ],
    exit: remaining === 0 ? EXIT.done : EXIT.operator,
  };
}

const MOST_ROWS = 50;

function rowLines(rows: readonly ResolvedRow[]): string[] {
  const lines = table(
    ['row', 'to', 'sent at', 'why', 'what was found'],
    rows
      .slice(0, MOST_ROWS)
      .map((row) => [
        String(row.row),
        row.to,
        utcTime(row.sinceMs),
        printable(row.probable ? `${row.reason} (probably sent)` : row.reason),
        foundText(row),
      ]),
    ['right', 'left', 'left', 'left', 'left'],
  );
  const more = rows.length - MOST_ROWS;
  return more > 0 ? [...lines, `and ${counted(more, 'more row')} (--json has all)`] : lines;
}

function foundText({ outcome, provisionalUntilMs }: ResolvedRow): string {
  if (outcome === null) return 'not looked for yet';
  if (outcome === 'ambiguous') return 'something that may be it, or not';
  if (outcome === 'confirmed') return 'it was accepted';
  if (provisionalUntilMs === null) return 'nothing';
  return `nothing yet (the list may be late until ${utcTime(provisionalUntilMs)})`;
}

function nextLines(
  { batch, remaining, decided, rows }: ResolveReport,
  flags: ResolveFlags,
): string[] {
  if (flags.sendAgain === true && decided > 0) {
    return [
      `Next: ${sendCommandAsBefore(batch)}. (These go one by one, under a key that sends once.)`,
    ];
  }
  if (remaining === 0) return [`Next: postbag receipts ${batch} --until-final`];
  if (flags.byList !== true) return [`Next: postbag resolve ${batch} --by-list`];
  const lateUntilMs = latest(rows);
  if (lateUntilMs !== null) {
    return [
      `Next: after ${utcTime(lateUntilMs)}, first: postbag resolve ${batch} --by-list (until then the list may not have them yet)`,
    ];
  }
  return [
    'Next: phone some of these people and ask whether it came, then decide:',
    `  postbag resolve ${batch} --as-sent      or      postbag resolve ${batch} --send-again`,
  ];
}

/** Until when "not found" says nothing for the rows that are open; `null` where it is final. */
function latest(rows: readonly ResolvedRow[]): number | null {
  const times = rows.flatMap(({ settled, provisionalUntilMs: untilMs }) =>
    settled === null && untilMs !== null ? [untilMs] : [],
  );
  return times.length === 0 ? null : times.reduce((one, other) => Math.max(one, other));
}

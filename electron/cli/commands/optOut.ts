/** `opt-out`: the do-not-contact list. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import { createPhoneParser, type PhoneParser } from '../../../shared/domain/phone.ts';
import { err, ok, type Result } from '../../../shared/errors.ts';
import { accountQueries } from '../../db/accounts.ts';
import type { OwnerDb } from '../../db/open.ts';
import { optOutQueries } from '../../db/optOuts.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withOwner, withReader } from '../data.ts';
import type { CliError } from '../errors.ts';
import { refusalText } from '../reasonText.ts';
import { counted, shortened, table } from '../text.ts';

/** Refused rows that are shown as text; JSON has them all. */
const SHOWN_REJECTS = 20;

/** Adds `opt-out`, `opt-out add` and `opt-out import`. */
export function addOptOutCommand(program: Command, dispatch: Dispatch): void {
  const optOut = program
    .command('opt-out')
    .description('the do-not-contact list; alone: how many are on it')
    .addHelpText('after', '\nExample:\n  postbag opt-out')
    .action(() => dispatch(showOptOuts));
  optOut
    .command('add')
    .description('never write to these numbers again')
    .argument('<number...>', 'phone numbers, international or of the account’s country')
    .addHelpText('after', '\nExample:\n  postbag opt-out add +254771234567')
    .action((numbers: readonly string[]) => {
      dispatch((context) => addNumbers(context, numbers));
    });
  optOut
    .command('import')
    .description('add the numbers of a CSV file')
    .argument('<file>', 'CSV file; a single column, or one that is clearly the phone number')
    .addHelpText('after', '\nExample:\n  postbag opt-out import asked-to-stop.csv')
    .action((file: string) => {
      dispatch((context) => importNumbers(context, file));
    });
}

async function showOptOuts(context: CliContext): Promise<Result<Answer, CliError>> {
  return withReader(context, async (db) => {
    const count = db === null ? 0 : optOutQueries(db).count();
    return ok({ json: { count, added: 0 }, lines: [onTheList(count)] });
  });
}

async function addNumbers(
  context: CliContext,
  numbers: readonly string[],
): Promise<Result<Answer, CliError>> {
  return withOwner(context, async ({ db }) => {
    const parser = parserOf(db);
    const recipients: number[] = [];
    for (const number of numbers) {
      const phone = parser.parse(number);
      if (!phone.ok) return err({ kind: 'bad_phone', value: number, reason: phone.error });
      recipients.push(Number(phone.value.digits));
    }
    const added = optOutQueries(db).add(recipients, 'by hand', context.clock.nowMs());
    return ok(addedAnswer(db, added, []));
  });
}

/** A row that gave no number. */
interface Reject {
  readonly row: number;
  readonly value: string;
  readonly reason: string;
}

async function importNumbers(context: CliContext, file: string): Promise<Result<Answer, CliError>> {
  const { readNumberFile } = await import('../../import/numberFile.ts');
  return withOwner(context, async ({ db }) => {
    const parser = parserOf(db);
    const rows = readNumberFile(file, parser);
    if (!rows.ok) return rows;
    const recipients: number[] = [];
    const rejects: Reject[] = [];
    for (const { row, value } of rows.value) {
      const phone = parser.parse(value);
      if (phone.ok) recipients.push(Number(phone.value.digits));
      else rejects.push({ row, value, reason: phone.error });
    }
    if (recipients.length === 0) {
      const firstReasons = [...new Set(rejects.map(({ reason }) => reason))].slice(0, 5);
      return err({ kind: 'no_valid_rows', rows: rows.value.length, firstReasons });
    }
    const added = optOutQueries(db).add(recipients, basename(file), context.clock.nowMs());
    return ok(addedAnswer(db, added, rejects));
  });
}

function parserOf(db: OwnerDb): PhoneParser {
  return createPhoneParser(accountQueries(db).current()?.country ?? null);
}

function addedAnswer(db: OwnerDb, added: number, rejects: readonly Reject[]): Answer {
  const count = optOutQueries(db).count();
  const rows = rejects
    .slice(0, SHOWN_REJECTS)
    .map(({ row, value, reason }) => [
      String(row),
      refusalText(reason, value),
      shortened(value, 40),
    ]);
  return {
    json: { count, added, rejected: rejects.length, rejects },
    lines: [
      `${counted(added, 'number')} added. ${onTheList(count)}`,
      ...(rejects.length === 0
        ? []
        : [
            `${counted(rejects.length, 'row')} could not be used:`,
            ...table(['row', 'reason', 'value'], rows, ['right']),
          ]),
    ],
  };
}

function onTheList(count: number): string {
  return `${counted(count, 'number')} on the do-not-contact list.`;
}

/** `account set`: who sends, and where. */
import type { Command } from 'commander';
import { isCountryCode } from '../../../shared/domain/phone.ts';
import { checkSender } from '../../../shared/domain/sender.ts';
import { err, ok, type Result } from '../../../shared/errors.ts';
import { parseBaseUrl } from '../../api/settings.ts';
import { accountQueries, type Account, type AccountSetting } from '../../db/accounts.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import { withOwner } from '../data.ts';
import type { CliError } from '../errors.ts';
import { pairs } from '../text.ts';
import { wholeNumber } from '../values.ts';

/** The vendor's own server. */
const DEFAULT_BASE_URL = 'https://api.engagespark.com';

interface AccountOptions {
  readonly org: number;
  readonly baseUrl?: string;
  readonly sender?: string;
  readonly country?: string;
}

/** Adds `account set`. */
export function addAccountCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('account')
    .description('the account that sends')
    .command('set')
    .description('write the account: organisation, server, and the defaults for lists')
    .requiredOption('--org <number>', 'your organisation number', wholeNumber(1, 2 ** 31))
    .option('--base-url <url>', `the API's address (default: ${DEFAULT_BASE_URL})`)
    .option('--sender <id>', 'sender id of messages whose list names none')
    .option('--country <cc>', 'country of numbers without a dialling code, for instance KE')
    .addHelpText(
      'after',
      '\nExample:\n  postbag account set --org 1234 --sender Clinic --country KE',
    )
    .action((options: AccountOptions) => {
      dispatch((context) => setAccount(context, options));
    });
}

async function setAccount(
  context: CliContext,
  options: AccountOptions,
): Promise<Result<Answer, CliError>> {
  const checked = checkSetting(options);
  if (!checked.ok) return checked;
  return withOwner(context, async ({ db }) => {
    const accounts = accountQueries(db);
    const setting = { ...checked.value, baseUrl: chosenUrl(checked.value, accounts.current()) };
    return ok(accountAnswer(accounts.set(setting, context.clock.nowMs())));
  });
}

type CheckedSetting = Omit<AccountSetting, 'baseUrl'> & { readonly baseUrl: string | null };

function checkSetting(options: AccountOptions): Result<CheckedSetting, CliError> {
  const baseUrl = options.baseUrl === undefined ? ok(null) : parseBaseUrl(options.baseUrl);
  if (!baseUrl.ok) return baseUrl;
  const url = baseUrl.value && baseUrl.value.origin + baseUrl.value.pathPrefix;
  const country = options.country?.toUpperCase();
  if (country !== undefined && !isCountryCode(country)) {
    return err({ kind: 'unknown_country', value: options.country ?? '' });
  }
  const sender = options.sender === undefined ? null : checkSender(options.sender);
  if (sender !== null && !sender.ok) {
    return err({ kind: 'bad_sender', value: options.sender ?? '', problem: sender.error });
  }
  return ok({ org: options.org, baseUrl: url, country, sender: sender?.value });
}

/** Without `--base-url` the same organisation stays where it is. */
function chosenUrl({ org, baseUrl }: CheckedSetting, current: Account | null): string {
  return baseUrl ?? (current?.org === org ? current.baseUrl : DEFAULT_BASE_URL);
}

function accountAnswer({ org, baseUrl, sender, country }: Account): Answer {
  return {
    json: { org, baseUrl, sender, country },
    lines: [
      'Account set:',
      ...pairs([
        ['organisation', String(org)],
        ['server', baseUrl],
        ['sender id', sender ?? 'none (give --from with each import)'],
        ['country', country ?? 'none (numbers must be international)'],
      ]),
      'Next: postbag prices set CC=USD (the price per part of each country you send to)',
    ],
  };
}

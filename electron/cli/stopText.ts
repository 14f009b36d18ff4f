/** Why a send stopped, in words, and what to do next: one exhaustive table. */
import { formatUsd } from '../../shared/domain/pricing.ts';
import type { StopReason } from '../../shared/domain/batch.ts';
import { statusHint } from './errorTextLine.ts';
import { sendCommandAsBefore } from './sendCommand.ts';
import { counted, shortened, utcTime } from './text.ts';

type StopTexts = {
  readonly [K in StopReason['reason']]: (
    stop: Extract<StopReason, { readonly reason: K }>,
    batch: string,
    again: string,
  ) => string;
};

/** Not every account has the single call; what was decided to be sent again needs another way then. */
const noSingleCall = (again: string): string =>
  `If the bulk call works, this API has no single call, by which messages go one by one and cannot be sent twice. To send these in bulk instead, add --no-safe: ${again.replace(' --safe', '')}`;

const TEXTS: StopTexts = {
  paused: (_, _batch, again) => `Paused. To go on: ${again}`,
  interrupted: (_, _batch, again) =>
    `The last run was cut off (power, or the program was ended). To go on: ${again}`,
  cancelled: () => 'Stopped for good: what had not left will not be sent.',
  canary_doubt: ({ inDoubt }, batch) =>
    `The first messages got no clear answer: ${counted(inDoubt, 'message')} may have been sent. See them with: postbag resolve ${batch}. Running the same send again tries other messages first.`,
  canary_rejected: ({ rejected, sent }, batch) =>
    `Of the first ${counted(sent, 'message')}, ${rejected} were refused. Look at the reasons (postbag export --batch ${batch} --state rejected ...) before sending the rest.`,
  canary_price: ({ expectedMicro, answeredMicro }, _batch, again) =>
    answeredMicro === null
      ? `The API did not say what the first messages cost ($${formatUsd(expectedMicro)} was expected), so the rest was not sent. Ask engageSPARK, or look at the charge before trying again: ${again}`
      : `The first messages cost $${formatUsd(answeredMicro)}, not $${formatUsd(expectedMicro)} as expected. Correct the prices (postbag prices set ...), or allow the difference with --tolerance, then: ${again}`,
  doubt_limit: ({ inDoubt, limit }, batch) =>
    `${counted(inDoubt, 'message')} may have been sent (the limit is ${limit}). Settle them first: postbag resolve ${batch} --by-list`,
  budget: ({ budgetMicro, neededMicro }) =>
    `The budget of $${formatUsd(budgetMicro)} is not enough: $${formatUsd(neededMicro)} would be needed. Nothing beyond the budget was sent.`,
  unpriced: ({ unpriced }) =>
    `${counted(unpriced, 'message')} ${unpriced === 1 ? 'goes' : 'go'} to countries without a price, so a budget cannot be kept. Set their prices (postbag prices set CC=USD), or send without --budget.`,
  balance: ({ balanceMicro, neededMicro }, _batch, again) =>
    `The balance is too low${balanceMicro === null ? '' : ` ($${formatUsd(balanceMicro)})`}${neededMicro === null ? '' : `: $${formatUsd(neededMicro)} is needed`}. Top it up at engageSPARK, then: ${again}`,
  not_after: ({ notAfterMs }) =>
    `The time set with --not-after (${utcTime(notAfterMs)}) is over, so nothing more is sent.`,
  window: ({ fromHour, toHour, opensAtMs }, _batch, again) =>
    `Outside the hours ${fromHour}-${toHour}. The next time is ${utcTime(opensAtMs)}: ${again}`,
  recent_same_text: ({ messages, days }, _batch, again) =>
    `${counted(messages, 'person', 'people')} got exactly this text in the last ${counted(days, 'day')}. If they should get it again, add --resend-recent: ${again}`,
  refused: ({ status, detail, call }, _batch, again) => {
    const text = `The API refused (HTTP ${status}${detail === '' ? '' : `: ${shortened(detail, 200)}`}). ${statusHint(status)}`;
    return call === 'single' && status === 404 ? `${text} ${noSingleCall(again)}` : text;
  },
  certificate: ({ code }) =>
    `The server's certificate was refused (${code}), so nothing was sent to it. Check this computer's date and time, and that the network does not intercept connections.`,
  offline: ({ code }, _batch, again) =>
    `No line to the API (${code}). Nothing is lost; when the line is back: ${again} (or add --wait to wait for it)`,
  disk_full: () => 'The disk is full. Free some space, then send again; nothing is lost.',
};

/**
 * Why a send stopped and what to do next.
 *
 * @param again The command that goes on, with the options that were given, where they are known.
 */
export function stopText(
  stop: StopReason,
  batch: string,
  again = sendCommandAsBefore(batch),
): string {
  // Sound: the table has for each reason the function that takes exactly that member of the union.
  const text = TEXTS[stop.reason] as (stop: StopReason, batch: string, again: string) => string;
  return text(stop, batch, again);
}

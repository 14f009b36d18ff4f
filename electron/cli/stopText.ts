/** Why a send stopped, in words, and what to do next: one exhaustive table. */
import { formatUsd } from '../../shared/domain/pricing.ts';
import type { StopReason } from '../../shared/domain/batch.ts';
import { statusHint } from './errorTextLine.ts';
import { counted, shortened, utcTime } from './text.ts';

type StopTexts = {
  readonly [K in StopReason['reason']]: (
    stop: Extract<StopReason, { readonly reason: K }>,
    batch: string,
  ) => string;
};

const again = (batch: string): string => `postbag send ${batch} --yes`;

const TEXTS: StopTexts = {
  paused: (_, batch) => `Paused. To go on: ${again(batch)}`,
  interrupted: (_, batch) =>
    `The last run was cut off (power, or the program was ended). To go on: ${again(batch)}`,
  cancelled: () => 'Stopped for good: what had not left will not be sent.',
  canary_doubt: ({ inDoubt }, batch) =>
    `The first messages got no clear answer: ${counted(inDoubt, 'message')} may have been sent. See them with: postbag resolve ${batch}. Running the same send again tries other messages first.`,
  canary_rejected: ({ rejected, sent }, batch) =>
    `Of the first ${counted(sent, 'message')}, ${rejected} were refused. Look at the reasons (postbag export --batch ${batch} --state rejected ...) before sending the rest.`,
  canary_price: ({ expectedMicro, answeredMicro }, batch) =>
    answeredMicro === null
      ? `The API did not say what the first messages cost ($${formatUsd(expectedMicro)} was expected), so the rest was not sent. Ask engageSPARK, or look at the charge before trying again: ${again(batch)}`
      : `The first messages cost $${formatUsd(answeredMicro)}, not $${formatUsd(expectedMicro)} as expected. Correct the prices (postbag prices set ...), or allow the difference with --tolerance, then: ${again(batch)}`,
  doubt_limit: ({ inDoubt, limit }, batch) =>
    `${counted(inDoubt, 'message')} may have been sent (the limit is ${limit}). Settle them first: postbag resolve ${batch} --by-list`,
  budget: ({ budgetMicro, neededMicro }) =>
    `The budget of $${formatUsd(budgetMicro)} is not enough: $${formatUsd(neededMicro)} would be needed. Nothing beyond the budget was sent.`,
  unpriced: ({ unpriced }) =>
    `${counted(unpriced, 'message')} go to countries without a price, so a budget cannot be kept. Set their prices (postbag prices set CC=USD), or send without --budget.`,
  balance: ({ balanceMicro, neededMicro }, batch) =>
    `The balance is too low${balanceMicro === null ? '' : ` ($${formatUsd(balanceMicro)})`}${neededMicro === null ? '' : `: $${formatUsd(neededMicro)} is needed`}. Top it up at engageSPARK, then: ${again(batch)}`,
  not_after: ({ notAfterMs }) =>
    `The time set with --not-after (${utcTime(notAfterMs)}) is over, so nothing more is sent.`,
  window: ({ fromHour, toHour, opensAtMs }, batch) =>
    `Outside the hours ${fromHour}-${toHour}. The next time is ${utcTime(opensAtMs)}: ${again(batch)}`,
  recent_same_text: ({ messages, days }, batch) =>
    `${counted(messages, 'person', 'people')} got exactly this text in the last ${counted(days, 'day')}. If they should get it again: ${again(batch)} --resend-recent`,
  refused: ({ status, detail }) =>
    `The API refused (HTTP ${status}${detail === '' ? '' : `: ${shortened(detail, 200)}`}). ${statusHint(status)}`,
  certificate: ({ code }) =>
    `The server's certificate was refused (${code}), so nothing was sent to it. Check this computer's date and time, and that the network does not intercept connections.`,
  offline: ({ code }, batch) =>
    `No line to the API (${code}). Nothing is lost; when the line is back: ${again(batch)} (or add --wait to wait for it)`,
  disk_full: () => 'The disk is full. Free some space, then send again; nothing is lost.',
};

/** Why a send stopped and what to do next. */
export function stopText(stop: StopReason, batch: string): string {
  // Sound: the table has for each reason the function that takes exactly that member of the union.
  const text = TEXTS[stop.reason] as (stop: StopReason, batch: string) => string;
  return text(stop, batch);
}

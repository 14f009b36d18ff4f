/** The texts of failures of the line, of the data folder and of the command line itself. */
import type { CliError } from './errors.ts';
import type { TextsFor } from './errorText.ts';
import { quoted, shortened } from './text.ts';

/** The code of a folder that has no database yet, where there must be one. */
export const NO_DATA = 'NO_DATA';

const STATUS_HINTS: Readonly<Record<number, string>> = {
  401: 'The key is wrong or was withdrawn: check POSTBAG_API_KEY against your engageSPARK profile.',
  402: 'The balance is too low: top it up at engageSPARK.',
  403: 'The key may not use this organisation: check the key and the organisation number.',
  404: 'Check the base URL and the organisation number (postbag account set).',
  429: 'Too many requests for the moment: try again in a few minutes.',
};

const REDIRECT_HINT =
  'The answer points elsewhere: check the base URL, and sign in if this network shows a sign-in page.';
const SERVER_HINT = 'The server has a problem: try again later.';

/** What to do about a refusal with this HTTP status. */
export function statusHint(status: number): string {
  const known = STATUS_HINTS[status];
  if (known !== undefined) return known;
  if (status >= 300 && status < 400) return REDIRECT_HINT;
  return status >= 500 ? SERVER_HINT : 'Check the account settings (postbag account set).';
}

const apiTexts = {
  api_key_missing: () =>
    'No API key. Set the environment variable POSTBAG_API_KEY (it is never given as an argument, and not stored), or run this on a terminal to be asked for it.',
  api_key_unusable: () =>
    'The API key holds a character that cannot be part of a key (a line break, an accent?). Copy it again from your engageSPARK profile.',
  api_refused: ({ status, detail }) =>
    `The API refused (HTTP ${status}${detail === '' ? '' : `: ${shortened(detail, 200)}`}). ${statusHint(status)}`,
  api_unknown_answer: ({ status, detail }) =>
    `The answer is not one of the API's (HTTP ${status}${detail === '' ? '' : `: ${shortened(detail, 200)}`}). Check the base URL, and sign in if this network shows a sign-in page.`,
  api_not_found: ({ what }) =>
    `The API does not have ${shortened(what, 80)}. Check the base URL and the organisation number.`,
  offline: ({ code }) =>
    `The API cannot be reached (${code}). Check the line and the base URL, then run this again.`,
  timeout: ({ code }) =>
    `The API did not answer in time (${code}). Try again when the line is better.`,
  certificate: ({ code }) =>
    `The server's certificate was refused (${code}), so nothing was sent. Check this computer's date and time, and that the network does not intercept connections.`,
} satisfies Partial<TextsFor<CliError>>;

const dataTexts = {
  data_busy: ({ path }) =>
    `Another Postbag is using the data folder ${quoted(path)}. Wait until it ends or close it; status, preview, prices and export work meanwhile.`,
  data_newer: ({ path, version, supported }) =>
    `The data folder ${quoted(path)} was written by a newer Postbag (version ${version}; this one knows ${supported}). Use the newer Postbag, or another folder with --data.`,
  data_older: ({ path, version, supported }) =>
    `The data folder ${quoted(path)} is from an older Postbag (version ${version}; this one needs ${supported}) and is brought up to date by the first command that writes, for instance "postbag prices set". Run that first.`,
  data_corrupt: ({ path, detail }) =>
    `The database in ${quoted(path)} is damaged (${shortened(detail, 200)}). Nothing was changed. Keep the folder as it is, and start from the newest file in its "backups" folder.`,
  data_full: ({ path }) =>
    `The disk of ${quoted(path)} is full. Free some space, then run this again: nothing is lost, and nothing was half done.`,
  data_unusable: ({ path, code }) =>
    code === NO_DATA
      ? `There is nothing in the data folder ${quoted(path)} yet, so there is nothing to export or to back up. Import a list first, or name the right folder with --data.`
      : `The data folder ${quoted(path)} cannot be used (${code}). Check that it is a folder on this computer's own disk that you may write to, or name another one with --data.`,
  data_frozen: ({ path, detail }) =>
    `Sending from ${quoted(path)} is frozen: the record of what was sent and the database disagree (${shortened(detail, 200)}). This happens after an old copy of the folder was put back. Sending now could send twice: check at engageSPARK what was sent since.`,
} satisfies Partial<TextsFor<CliError>>;

const commandLineTexts = {
  usage: ({ detail, command }) => `${detail}\nSee: ${command} --help`,
  not_in_this_version: ({ command, instead }) =>
    `"${command}" is not in this version yet. ${instead}`,
  insecure_tls: () =>
    'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of who is at the other end, so Postbag does not start. Remove that variable; name an extra certificate authority with NODE_EXTRA_CA_CERTS instead.',
  interrupted: () =>
    'Interrupted. Nothing is lost: run the same command again (a send goes on, an import or export starts over).',
  internal: ({ id }) =>
    `Something went wrong inside Postbag (id ${id}). Please report this id with the file of the same time in the "logs" folder of the data folder; it holds no numbers and no texts.`,
} satisfies Partial<TextsFor<CliError>>;

/** Texts of the line, the data folder and the command line itself, by kind. */
export const lineErrorTexts = { ...apiTexts, ...dataTexts, ...commandLineTexts };

/** Magic numbers that make the whole send request go wrong that carries them. */
import type { FaultRule, RequestFault } from './quirks.ts';

/** One magic number that concerns the whole request. */
export interface MagicRequest {
  /** The number's last two digits. */
  readonly code: string;
  /** What happens, for the documentation. */
  readonly does: string;
  readonly fault: RequestFault;
  readonly rule: FaultRule;
}

/** Nothing is taken, and the answer says so. */
const REFUSALS: readonly MagicRequest[] = [
  {
    code: '50',
    does: '402 `insufficient funds`',
    fault: { kind: 'refuse', status: 402, error: 'insufficient funds' },
    rule: 'once',
  },
  {
    code: '51',
    does: '429 with `Retry-After: 1`',
    fault: { kind: 'refuse', status: 429, error: 'too many requests', retryAfterSeconds: 1 },
    rule: 'once',
  },
  {
    code: '52',
    does: '429 without `Retry-After`',
    fault: { kind: 'refuse', status: 429, error: 'too many requests' },
    rule: 'once',
  },
  {
    code: '53',
    does: '400 `invalid JSON document` for the whole request',
    fault: { kind: 'refuse', status: 400, error: 'invalid JSON document' },
    rule: 'always',
  },
  {
    code: '54',
    does: '413 unless it travels alone',
    fault: { kind: 'refuse', status: 413, error: 'request too large' },
    rule: 'in_company',
  },
  {
    code: '55',
    does: '401 `Invalid Token`',
    fault: { kind: 'refuse', status: 401, error: 'Invalid Token' },
    rule: 'once',
  },
  {
    code: '56',
    does: '403 `forbidden`',
    fault: { kind: 'refuse', status: 403, error: 'forbidden' },
    rule: 'once',
  },
];

/** Nothing is taken, but the sender cannot know. */
const SILENT_REFUSALS: readonly MagicRequest[] = [
  {
    code: '60',
    does: '500, nothing taken',
    fault: { kind: 'refuse', status: 500, error: 'internal error' },
    rule: 'once',
  },
  {
    code: '61',
    does: 'the connection is cut, nothing taken',
    fault: { kind: 'cut_before' },
    rule: 'once',
  },
  {
    code: '62',
    does: 'a captive portal: 200 with an HTML page, nothing taken',
    fault: { kind: 'page', status: 200 },
    rule: 'once',
  },
  {
    code: '63',
    does: 'a portal: 302 to its login page, nothing taken',
    fault: { kind: 'page', status: 302, location: 'http://portal.invalid/login' },
    rule: 'once',
  },
  {
    code: '64',
    does: '503 with an HTML page, nothing taken',
    fault: { kind: 'page', status: 503 },
    rule: 'once',
  },
];

/** All is taken, but the answer does not arrive as it should. */
const LOST_ANSWERS: readonly MagicRequest[] = [
  {
    code: '70',
    does: 'all taken, then the connection is cut without an answer',
    fault: { kind: 'cut_after' },
    rule: 'once',
  },
  { code: '71', does: 'all taken, then no answer at all', fault: { kind: 'stall' }, rule: 'once' },
  {
    code: '72',
    does: 'all taken, half the answer, then nothing more',
    fault: { kind: 'stall_within' },
    rule: 'once',
  },
  {
    code: '73',
    does: 'all taken, half the answer, then the connection is cut',
    fault: { kind: 'truncate' },
    rule: 'once',
  },
  {
    code: '74',
    does: 'all taken, then 500',
    fault: { kind: 'error_after' },
    rule: 'once',
  },
  {
    code: '75',
    does: 'all taken, then 200 without a body',
    fault: { kind: 'no_body' },
    rule: 'once',
  },
  {
    code: '76',
    does: 'all taken, then 200 with invalid JSON',
    fault: { kind: 'garbage' },
    rule: 'once',
  },
  {
    code: '77',
    does: 'all taken, then 200 with an HTML page',
    fault: { kind: 'page_after' },
    rule: 'once',
  },
];

/** All is taken, and the answer contradicts itself. Only the bulk call's answer can. */
const WRONG_ANSWERS: readonly MagicRequest[] = [
  {
    code: '80',
    does: 'all taken, the answer lacks its last entry',
    fault: { kind: 'entry_missing' },
    rule: 'once',
  },
  {
    code: '81',
    does: "all taken, the answer's entries are in reverse order",
    fault: { kind: 'entries_reversed' },
    rule: 'once',
  },
  {
    code: '82',
    does: 'all taken, every entry has the id of the first',
    fault: { kind: 'ids_repeated' },
    rule: 'once',
  },
  {
    code: '83',
    does: 'all taken, `acceptedMessages` is one too low',
    fault: { kind: 'count_wrong' },
    rule: 'once',
  },
];

/** Every magic number that concerns the whole request. */
export const MAGIC_REQUESTS: readonly MagicRequest[] = [
  ...REFUSALS,
  ...SILENT_REFUSALS,
  ...LOST_ANSWERS,
  ...WRONG_ANSWERS,
];

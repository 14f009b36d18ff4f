/** Magic numbers that change what happens to one message. */
import { DELIVERY_ERRORS, deliveredFate, failedFate } from './fate.ts';
import type { MessageQuirks } from './quirks.ts';

/** One magic number that concerns one message only. */
export interface MagicMessage {
  /** The number's last two digits. */
  readonly code: string;
  /** What happens, for the documentation. */
  readonly does: string;
  readonly quirks: MessageQuirks;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const REFUSED: readonly MagicMessage[] = [
  {
    code: '01',
    does: 'rejected: `invalid phone number`, with a message id all the same',
    quirks: { refusal: { error: 'invalid phone number', withId: true } },
  },
  {
    code: '02',
    does: 'rejected: `destination not supported`, without an id',
    quirks: { refusal: { error: 'destination not supported', withId: false } },
  },
];

const RECEIPTS: readonly MagicMessage[] = [
  {
    code: '03',
    does: 'handed to the operator, then never a receipt',
    quirks: { fate: { vendorAfterMs: 1000, receipt: null } },
  },
  {
    code: '04',
    does: 'delivered, but the receipt comes after 10 hours',
    quirks: { fate: deliveredFate(10 * HOUR_MS) },
  },
  {
    code: '05',
    does: 'accepted, but never handed to the operator',
    quirks: { fate: { vendorAfterMs: null, receipt: null } },
  },
  {
    code: '06',
    does: 'delivered after 2 seconds; a minute later the status says failed',
    quirks: { fate: { ...deliveredFate(2000), reversedAfterMs: MINUTE_MS } },
  },
  {
    code: '07',
    does: 'delivered after 2 seconds, always',
    quirks: { fate: deliveredFate(2000) },
  },
  {
    code: '08',
    does: 'not delivered (`unreachable`), and the charge is given back',
    quirks: { fate: failedFate('unreachable', 3000, true) },
  },
];

/** 10 … 23, in the order of the documentation. */
const UNDELIVERED: readonly MagicMessage[] = DELIVERY_ERRORS.map((deliveryError, index) => ({
  code: String(10 + index),
  does: `not delivered: \`${deliveryError}\``,
  quirks: { fate: failedFate(deliveryError, 3000) },
}));

const PRICES_AND_SENDERS: readonly MagicMessage[] = [
  {
    code: '30',
    does: 'the sender is replaced: status and list show `SMSInfo`',
    quirks: { shownSender: 'SMSInfo' },
  },
  { code: '31', does: 'the estimate is three times the price', quirks: { estimateFactor: 3 } },
  { code: '32', does: 'the charge is twice the estimate', quirks: { chargeFactor: 2 } },
];

const QUESTIONS: readonly MagicMessage[] = [
  { code: '35', does: 'the list never shows it', quirks: { listedAfterMs: null } },
  {
    code: '36',
    does: 'the list shows it after 10 minutes',
    quirks: { listedAfterMs: 10 * MINUTE_MS },
  },
  {
    code: '37',
    does: 'status and list leave out recipient, sender and text',
    quirks: { anonymous: true },
  },
  { code: '38', does: 'the status has the older fields only', quirks: { fields: 'older' } },
  { code: '39', does: 'the status has the newer fields only', quirks: { fields: 'newer' } },
  {
    code: '40',
    does: 'the status call answers 404, always',
    quirks: { statusFault: { answer: 'not_found', once: false } },
  },
  {
    code: '41',
    does: 'the status call answers 500 the first time',
    quirks: { statusFault: { answer: 'error', once: true } },
  },
  {
    code: '42',
    does: 'the status call answers an HTML page the first time',
    quirks: { statusFault: { answer: 'html', once: true } },
  },
  {
    code: '43',
    does: 'the status call answers 429 with `Retry-After: 1` the first time',
    quirks: { statusFault: { answer: 'throttled', once: true } },
  },
];

/** Every magic number that concerns one message only. */
export const MAGIC_MESSAGES: readonly MagicMessage[] = [
  ...REFUSED,
  ...RECEIPTS,
  ...UNDELIVERED,
  ...PRICES_AND_SENDERS,
  ...QUESTIONS,
];

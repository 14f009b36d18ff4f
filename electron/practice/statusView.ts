/** A message as the status call and the list show it. */
import type { BookedMessage, PracticeBooks } from './books.ts';
import type { Progress } from './fate.ts';
import { exactTime, microsecondTime } from './timestamps.ts';

/** The fields of the support page's sample, in its order. */
function olderFields(
  books: PracticeBooks,
  message: BookedMessage,
  progress: Progress,
): Record<string, unknown> {
  const { successAfterMs } = progress;
  const succeeded = progress.toVendor && !progress.refunded;
  return {
    id: message.id,
    direction: 'egress',
    created: exactTime(message.createdUs),
    sender: message.quirks.shownSender ?? message.from,
    recipient: message.to,
    contactId: 0,
    engagementId: 0,
    engagementFlowId: 0,
    engagementRunId: 0,
    engagementPartId: '',
    pricePerPart: message.pricePerPartMicro,
    successPartCount: succeeded ? message.parts : 0,
    successT:
      successAfterMs === null
        ? null
        : microsecondTime(books.wallMs(message, successAfterMs), message.index),
    message: message.text,
    deliveredToVendor: progress.toVendor,
    deliveredByVendor: progress.phone === 'confirmed',
    firstName: '',
    lastName: '',
    fullPhoneNumber: '',
  };
}

/** The fields that the vendor's newer description adds. */
function newerFields(message: BookedMessage, progress: Progress, chargedMicro: number): object {
  return {
    done: progress.done,
    error: message.error,
    deliveryError: progress.deliveryError,
    deliveredToTelco: progress.toVendor,
    deliveredToPhone: message.error === '' ? progress.phone : 'unknown',
    chargedMicro,
    client_ref: message.clientRef,
  };
}

/** What only the older generation says. */
const OLDER_ONLY = [
  'pricePerPart',
  'successPartCount',
  'successT',
  'deliveredToVendor',
  'deliveredByVendor',
];

/** What a key without the permission does not see. */
const PERSONAL = ['sender', 'recipient', 'message'];

/** A message's status now, in both generations of fields unless its magic number says otherwise. */
export function statusView(
  books: PracticeBooks,
  message: BookedMessage,
  nowMs: number,
): Record<string, unknown> {
  const progress = books.progress(message, nowMs);
  const { fields = 'both', anonymous = false } = message.quirks;
  const view = olderFields(books, message, progress);
  if (fields !== 'older') {
    Object.assign(view, newerFields(message, progress, books.chargedMicro(message, nowMs)));
  }
  const left = [...(fields === 'newer' ? OLDER_ONLY : []), ...(anonymous ? PERSONAL : [])];
  for (const name of left) Reflect.deleteProperty(view, name);
  return view;
}

/** Whether the list shows a message now. */
export function isListed(books: PracticeBooks, message: BookedMessage, nowMs: number): boolean {
  const { listedAfterMs = 0 } = message.quirks;
  return listedAfterMs !== null && books.ageMs(message, nowMs) >= listedAfterMs;
}

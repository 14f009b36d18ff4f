/** Whether the practice gateway takes a message, and for how many parts. */
import type { PhoneParser } from '../../shared/domain/phone.ts';
import { countSegments, MAX_PARTS } from '../../shared/domain/segments.ts';
import type { MessageQuirks } from './quirks.ts';

/** A message as it came in, by either send call. */
export interface Incoming {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly clientDedup: string;
  readonly clientRef: string;
}

/** What the gateway thinks of a message. */
export type Assessment =
  | { readonly taken: true; readonly country: string; readonly parts: number }
  | {
      readonly taken: false;
      readonly error: string;
      /** An id is given all the same: as recorded of the real API for an invalid number. */
      readonly withId: boolean;
    };

const refused = (error: string, withId: boolean): Assessment => ({ taken: false, error, withId });

/**
 * Checks a message as the API does.
 *
 * @param phones a parser without a default country: the API wants international numbers.
 */
export function assess(phones: PhoneParser, message: Incoming, quirks: MessageQuirks): Assessment {
  if (message.text.trim() === '') return refused('empty message', false);
  if (quirks.refusal !== undefined) return refused(quirks.refusal.error, quirks.refusal.withId);
  const phone = /^\d{5,15}$/u.test(message.to) ? phones.parse(`+${message.to}`) : null;
  if (phone === null || !phone.ok) return refused('invalid phone number', true);
  // Nothing more is asked of a sender: the support page's own sample has one of 13 letters. What is
  // too long or not registered, networks replace.
  if (message.from.trim() === '') return refused('empty sender', false);
  const { parts } = countSegments(message.text);
  if (parts > MAX_PARTS) return refused('message too long', false);
  return { taken: true, country: phone.value.country, parts };
}

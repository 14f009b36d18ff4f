/** Words as data, in short: made by pure functions, said by the views in the current language. */
import type { MessageId } from '../../i18n/en.ts';
import { messageText, type Message } from '../../i18n/message.ts';
import type { TextOf } from '../../i18n/text.tsx';

/** A message and its values. Amounts and times among them are texts of the current language. */
export type Words = Message;

/** Makes {@link Words}. */
export function words(id: MessageId, values?: Message['values']): Words {
  return values === undefined ? { id } : { id, values };
}

/** Says words in the current language. */
export function say(t: TextOf, message: Words): string {
  return messageText(t, message);
}

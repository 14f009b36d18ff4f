/** Words as data: which message, with which values; said by the view in the current language. */
import type { MessageId } from '../../i18n/en.ts';
import type { TextOf, TextValues } from '../../i18n/text.tsx';

/** A message and its values. Amounts and times among them are texts of the current language. */
export interface Words {
  readonly id: MessageId;
  readonly values?: TextValues;
}

/** Makes {@link Words}. */
export function words(id: MessageId, values?: TextValues): Words {
  return values === undefined ? { id } : { id, values };
}

/** Says words in the current language. */
export function say(t: TextOf, { id, values }: Words): string {
  return t(id, values);
}

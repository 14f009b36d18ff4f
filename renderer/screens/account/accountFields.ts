/** The fields of the account, as people type them: pure functions with their faults. */
import { toPlainText } from '../../../shared/domain/digits.ts';
import { checkSender } from '../../../shared/domain/sender.ts';
import type { MessageId } from '../../i18n/en.ts';
import { senderProblemId } from '../../i18n/errorTextList.ts';

/** Reads an organisation number; `null` for what is none. */
export function readOrg(text: string): number | null {
  const plain = toPlainText(text).trim();
  if (!/^\d{1,12}$/u.test(plain)) return null;
  const org = Number(plain);
  return org > 0 ? org : null;
}

/** What is wrong with an organisation number; an empty field is only empty. */
export function orgFault(text: string): MessageId | null {
  return text.trim() === '' || readOrg(text) !== null ? null : 'settings.org_fault';
}

/** What is wrong with a sender name; an empty field is only empty. */
export function senderFault(text: string): MessageId | null {
  if (text.trim() === '') return null;
  const checked = checkSender(text.trim());
  return checked.ok ? null : senderProblemId(checked.error);
}

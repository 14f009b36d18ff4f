/** The words on the one button that sends. */
import type { Formats } from '../../i18n/text.tsx';
import type { Plan } from './plan.ts';
import { words, type Words } from './words.ts';

/** The button's words: how many messages, at most how much, and whether it waits. */
export function sendLabel(plan: Plan, messages: number, { money }: Formats): Words {
  if (plan.budgetMicro === null) {
    return plan.wait ? words('send.go_wait', { messages }) : words('send.go_now', { messages });
  }
  const values = { messages, maximum: money(plan.budgetMicro) };
  return plan.wait ? words('send.go_wait_maximum', values) : words('send.go_now_maximum', values);
}

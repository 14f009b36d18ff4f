/** What stands in the way of a send, said before it starts. Pure. */
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { Tone } from '../../components/Notice.tsx';
import type { Formats } from '../../i18n/text.tsx';
import { isTooLate, type Plan } from './plan.ts';
import { isOpenAt, nextOpening } from './times.ts';
import { words, type Words } from './words.ts';

type App = CallOutput<'appState'>;

/** What is known before a send. */
export interface GuardFacts {
  readonly app: Pick<App, 'line' | 'key' | 'account' | 'person' | 'frozen'>;
  readonly plan: Plan;
  /** `null`: not known yet. */
  readonly check: CallOutput<'sendCheck'> | null;
  readonly queued: number;
  readonly inDoubt: number;
  /** The name of another list that is being sent. */
  readonly behind: string | null;
  readonly nowMs: number;
  /** What stands in the field of the maximum is no amount, so the one before it still counts. */
  readonly isMaximumUnreadable?: boolean;
}

/** How a guard can be satisfied with one button. */
export type Fix = 'wait' | 'maximum' | 'lower' | 'doubt' | 'line';

/** One guard. */
export interface Guard {
  readonly tone: Tone;
  readonly title: Words;
  readonly text?: Words;
  readonly fix?: Fix;
}

/** Why the send cannot be started as it stands, the first thing to do; `null`: it can. */
export function blocker(facts: GuardFacts): Words | null {
  const { app, plan, check, queued, behind, nowMs } = facts;
  if (app.frozen !== null) return words('send.need_unfrozen');
  if (queued === 0) return words('send.need_messages');
  if (app.account === null) return words('send.need_account');
  if (app.key.state !== 'set') return words('send.need_key');
  if (app.person === null) return words('send.need_person');
  if (isTooLate(plan, nowMs)) return words('send.need_later_end');
  if (behind !== null && !plan.wait) return words('send.need_turn');
  if (facts.isMaximumUnreadable === true) return words('send.need_amount');
  if (plan.budgetMicro === null || check === null) return null;
  if (check.unpriced > 0) return words('send.need_prices');
  return plan.budgetMicro < check.queuedMicro ? words('send.need_maximum') : null;
}

/** Everything that would stop or delay the send, or that the operator should know before it. */
export function guards(facts: GuardFacts, formats: Formats): readonly Guard[] {
  return [
    ...turnGuards(facts),
    ...lineGuards(facts, formats),
    ...optOutGuards(facts),
    ...moneyGuards(facts, formats),
    ...hourGuards(facts, formats),
    ...doubtGuards(facts),
  ];
}

function turnGuards({ behind, plan }: GuardFacts): readonly Guard[] {
  if (behind === null) return [];
  const title = words('send.guard_turn', { name: behind });
  return plan.wait
    ? [{ tone: 'info', title, text: words('send.guard_turn_waits') }]
    : [{ tone: 'info', title, text: words('send.guard_turn_text'), fix: 'wait' }];
}

function lineGuards({ app, plan, nowMs }: GuardFacts, { dateTime }: Formats): readonly Guard[] {
  switch (app.line.state) {
    case 'offline':
      return plan.wait
        ? [{ tone: 'info', title: words('send.guard_offline_waits'), fix: 'line' }]
        : [{ tone: 'warning', title: words('send.guard_offline'), fix: 'wait' }];
    case 'portal':
      return [
        {
          tone: 'warning',
          title: words('send.guard_portal'),
          text: words('send.guard_portal_text'),
          fix: 'line',
        },
      ];
    case 'certificate':
      return [
        {
          tone: 'warning',
          title: words('send.guard_certificate'),
          text: words('send.guard_certificate_text', { time: dateTime(nowMs) }),
          fix: 'line',
        },
      ];
    case 'online':
    case 'unknown':
      return [];
  }
}

/** A maximum of another list (a repeated one, a hundred times longer) keeps nothing from going wrong. */
const FAR_ABOVE = 4;

function isFarAbove(
  budgetMicro: number | null,
  { suggestedBudgetMicro, unpriced }: NonNullable<GuardFacts['check']>,
): boolean {
  if (budgetMicro === null || unpriced > 0 || suggestedBudgetMicro === 0) return false;
  return budgetMicro > suggestedBudgetMicro * FAR_ABOVE;
}

/** People who asked not to be written to since the list was made: said, because nobody sees them left out. */
function optOutGuards({ check }: GuardFacts): readonly Guard[] {
  if (check === null || check.optedOut === 0) return [];
  const title = words('send.guard_opted_out', { people: check.optedOut });
  return [{ tone: 'info', title, text: words('send.guard_opted_out_text') }];
}

function moneyGuards({ plan, check }: GuardFacts, { money }: Formats): readonly Guard[] {
  if (check === null) return [];
  const found: Guard[] = [];
  const { balanceMicro, queuedMicro, unpriced, autoRecharge } = check;
  if (plan.budgetMicro !== null && unpriced === 0 && plan.budgetMicro < queuedMicro) {
    // To the last digit where it must be: else two sums that look the same are held against each other.
    const values = {
      maximum: money(plan.budgetMicro, true),
      estimate: money(queuedMicro, true),
    };
    found.push({ tone: 'warning', title: words('send.guard_maximum', values), fix: 'maximum' });
  }
  if (isFarAbove(plan.budgetMicro, check)) {
    const values = { maximum: money(plan.budgetMicro ?? 0), estimate: money(queuedMicro) };
    found.push({ tone: 'info', title: words('send.guard_high', values), fix: 'lower' });
  }
  if (balanceMicro !== null && balanceMicro < queuedMicro) {
    const values = { balance: money(balanceMicro), estimate: money(queuedMicro) };
    const text = words(
      autoRecharge === true ? 'send.guard_balance_recharge' : 'send.guard_balance_text',
    );
    found.push({ tone: 'warning', title: words('send.guard_balance', values), text });
  }
  return found;
}

function hourGuards({ plan, nowMs }: GuardFacts, { dateTime }: Formats): readonly Guard[] {
  if (plan.window === null || isOpenAt(plan.window, nowMs)) return [];
  const title = words('send.guard_hours', { time: dateTime(nextOpening(plan.window, nowMs)) });
  return plan.wait
    ? [{ tone: 'info', title, text: words('send.guard_hours_waits') }]
    : [{ tone: 'warning', title, text: words('send.guard_hours_text'), fix: 'wait' }];
}

function doubtGuards({ inDoubt }: GuardFacts): readonly Guard[] {
  if (inDoubt === 0) return [];
  const title = words('send.guard_doubt', { messages: inDoubt });
  return [{ tone: 'warning', title, text: words('send.guard_doubt_text'), fix: 'doubt' }];
}

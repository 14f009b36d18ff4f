/** What the operator fixes on the send screen. Pure. */
import type { CallInput } from '../../../shared/ipc/types.ts';
import { waitEnd } from './times.ts';

/** What a send goes by. */
export type Plan = CallInput<'setPlan'>['plan'];

/** What can happen to the plan on the screen. */
export type PlanEvent =
  | { readonly type: 'set'; readonly change: Partial<Plan> }
  /** When it is to leave. Waiting ends this evening unless another time was set. */
  | { readonly type: 'when'; readonly wait: boolean; readonly nowMs: number };

/** The plan after an event. */
export function planReducer(plan: Plan, event: PlanEvent): Plan {
  if (event.type === 'set') return { ...plan, ...event.change };
  const { wait, nowMs } = event;
  const isOver = plan.notAfterMs !== null && plan.notAfterMs <= nowMs;
  const wanted = wait && (plan.notAfterMs === null || isOver);
  return { ...plan, wait, notAfterMs: wanted ? waitEnd(plan.window, nowMs) : plan.notAfterMs };
}

/**
 * The plan as the screen first shows it.
 *
 * A maximum is proposed where there is none, because a mistake in a price is then noticed before it
 * costs anything; not where messages have no price, which would keep the list from being sent at all.
 */
export function proposedPlan(
  plan: Plan,
  check: { readonly suggestedBudgetMicro: number; readonly unpriced: number },
): Plan {
  if (plan.budgetMicro !== null || check.unpriced > 0 || check.suggestedBudgetMicro === 0) {
    return plan;
  }
  return { ...plan, budgetMicro: check.suggestedBudgetMicro };
}

/** A plan that waits has an end: one that was told to wait last week (a repeated list) gets a new one. */
export function withWaitEnd(plan: Plan, nowMs: number): Plan {
  if (!plan.wait || plan.notAfterMs !== null) return plan;
  return { ...plan, notAfterMs: waitEnd(plan.window, nowMs) };
}

/** Whether the time after which nothing may leave is over already. */
export function isTooLate({ notAfterMs }: Plan, nowMs: number): boolean {
  return notAfterMs !== null && notAfterMs <= nowMs;
}

/** Whether anything under *Advanced* differs from the careful defaults. */
export function isAdvanced(plan: Plan): boolean {
  const { safe, window, canary, tolerancePercent, maxRequest, lanes, doubtLimit } = plan;
  const numbers = [window, canary, tolerancePercent, maxRequest, lanes, doubtLimit];
  // The end of a wait stands in sight; that of a send which goes now does not.
  const hasHiddenEnd = !plan.wait && plan.notAfterMs !== null;
  return hasHiddenEnd || safe === true || numbers.some((value) => value !== null);
}

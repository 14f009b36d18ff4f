/** What was filled in at a stop, and the order that a choice gives with it. Pure. */
import { isTooLate, withWaitEnd, type Plan } from './plan.ts';
import type { TypedPrices } from './PriceFields.tsx';
import type { Act, StopView } from './stopTypes.ts';
import { thisEvening } from './times.ts';
import type { StartOrder } from './useStart.ts';

type StartAct = Extract<Act, { readonly do: 'start' }>;

/** What has been filled in. */
export interface Filled {
  readonly maximumMicro: number | null;
  /** `null`: the plan's end stays as it is. */
  readonly notAfterMs: number | null;
  /** The real price is kept for next time. */
  readonly learns: boolean;
  readonly why: string;
  /** The API key as it was typed; empty: the kept one stays. */
  readonly key: string;
}

/** What stands in the fields at first. An end that is over needs a new one, whatever stopped the send. */
export function filledAtFirst({ asked }: StopView, plan: Plan, nowMs: number): Filled {
  const newEnd = isTooLate(plan, nowMs) ? thisEvening(nowMs) : null;
  return {
    maximumMicro: asked.maximumMicro ?? null,
    notAfterMs: asked.notAfterMs ?? newEnd,
    learns: true,
    why: '',
    key: '',
  };
}

/** A list that is told to wait expires, unless the operator says otherwise. */
function withEnd(plan: Plan, act: StartAct, nowMs: number): Plan {
  return act.plan?.wait === true ? withWaitEnd(plan, nowMs) : plan;
}

/** The order that a choice gives. */
export function orderOf(
  act: StartAct,
  { asked }: StopView,
  plan: Plan,
  filled: Filled,
  typed: TypedPrices,
  nowMs: number,
): StartOrder {
  const prices = new Map(typed);
  if (asked.learn !== undefined && filled.learns && act.despite?.price === true) {
    prices.set(asked.learn.country, asked.learn.microPerPart);
  }
  const changed: Plan = {
    ...plan,
    ...(asked.maximumMicro === undefined ? {} : { budgetMicro: filled.maximumMicro }),
    ...(filled.notAfterMs === null ? {} : { notAfterMs: filled.notAfterMs }),
    ...act.plan,
  };
  return {
    plan: withEnd(changed, act, nowMs),
    ...(act.despite === undefined ? {} : { despite: act.despite }),
    why: filled.why,
    prices,
    ...(filled.key.trim() === '' ? {} : { key: filled.key.trim() }),
  };
}

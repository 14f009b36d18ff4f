/** What the operator fixes on the send screen, as it is typed, and the plan that it makes. Pure. */
import type { CallInput } from '../../../shared/ipc/types.ts';
import { moneyFieldText, parseMoney } from '../../i18n/money.ts';
import { thisEvening } from './times.ts';

/** What a send goes by. */
export type Plan = CallInput<'setPlan'>['plan'];

/** The form as it stands on the screen. */
export interface PlanForm {
  /** As typed; empty: no limit. */
  readonly maximum: string;
  /** Wait for the line and the hours, and go by itself. */
  readonly wait: boolean;
  /** Nothing leaves after this; `null`: no such time. */
  readonly notAfterMs: number | null;
  readonly hours: Plan['window'];
  readonly oneByOne: boolean;
  readonly first: string;
  readonly tolerance: string;
  readonly perRequest: string;
  readonly lanes: string;
  readonly doubtLimit: string;
}

/** What can happen to the form. */
export type PlanEvent =
  | { readonly type: 'set'; readonly change: Partial<PlanForm> }
  /** When it is to leave: waiting ends this evening unless another time was set. */
  | { readonly type: 'when'; readonly wait: boolean; readonly nowMs: number };

/** The form after an event. */
export function planReducer(form: PlanForm, event: PlanEvent): PlanForm {
  if (event.type === 'set') return { ...form, ...event.change };
  const { wait, nowMs } = event;
  const notAfterMs = wait ? (form.notAfterMs ?? thisEvening(nowMs)) : form.notAfterMs;
  return { ...form, wait, notAfterMs };
}

const typed = (value: number | null): string => (value === null ? '' : String(value));

/**
 * The form for a plan.
 *
 * @param suggestedMicro The maximum to propose where the plan has none; `null`: none.
 */
export function formOf(plan: Plan, suggestedMicro: number | null, locale: string): PlanForm {
  const maximum = plan.budgetMicro ?? suggestedMicro;
  return {
    maximum: maximum === null ? '' : moneyFieldText(maximum, locale),
    wait: plan.wait,
    notAfterMs: plan.notAfterMs,
    hours: plan.window,
    oneByOne: plan.safe === true,
    first: typed(plan.canary),
    tolerance: typed(plan.tolerancePercent),
    perRequest: typed(plan.maxRequest),
    lanes: typed(plan.lanes),
    doubtLimit: typed(plan.doubtLimit),
  };
}

/** The fields of the form that can be filled in wrongly. */
export type PlanField =
  | 'maximum'
  | 'notAfterMs'
  | 'first'
  | 'tolerance'
  | 'perRequest'
  | 'lanes'
  | 'doubtLimit';

/** What the form makes: a plan, and the fields that do not allow one. */
export interface PlanReading {
  readonly plan: Plan;
  readonly wrong: ReadonlySet<PlanField>;
}

/** Lowest and highest value of the numbers under *Advanced*. */
export const PLAN_RANGES = {
  first: [1, 1000],
  tolerance: [0, 1000],
  perRequest: [1, 10_000],
  lanes: [1, 4],
  doubtLimit: [1, 1_000_000],
} as const;

/**
 * Reads the form.
 *
 * @param before The plan that the form was made for: what it does not show stays.
 */
export function readForm(form: PlanForm, before: Plan, nowMs: number): PlanReading {
  const wrong = new Set<PlanField>();
  const number = (field: keyof typeof PLAN_RANGES): number | null => {
    const text = form[field].trim();
    const [low, high] = PLAN_RANGES[field];
    if (text === '') return null;
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    wrong.add(field);
    return null;
  };
  const budgetMicro = form.maximum.trim() === '' ? null : parseMoney(form.maximum);
  if (budgetMicro === null && form.maximum.trim() !== '') wrong.add('maximum');
  if (form.notAfterMs !== null && form.notAfterMs <= nowMs) wrong.add('notAfterMs');
  const plan: Plan = {
    ...before,
    budgetMicro,
    safe: form.oneByOne ? true : before.safe === true ? null : before.safe,
    wait: form.wait,
    notAfterMs: form.notAfterMs,
    window: form.hours,
    canary: number('first'),
    tolerancePercent: number('tolerance'),
    maxRequest: number('perRequest'),
    lanes: number('lanes'),
    doubtLimit: number('doubtLimit'),
  };
  return { plan, wrong };
}

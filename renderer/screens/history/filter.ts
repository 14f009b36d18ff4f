/** Which messages are looked at: what the operator sets, and the filter that it makes. Pure. */
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import type { CallInput } from '../../../shared/ipc/types.ts';

/** What the main process is asked for. */
export type Filter = CallInput<'openView'>['filter'];

/** A state, or all of them. `queued` stands for what has not left, also while it is leaving. */
export type StateChoice = 'all' | Exclude<MessageState, 'sending'>;

/** Every choice of a state, in the order of a message's life. */
export const STATE_CHOICES: readonly StateChoice[] = [
  'all',
  ...MESSAGE_STATES.filter((state) => state !== 'sending'),
];

/** A span of time, by its name; `dates` for one that is typed. */
export const PERIODS = [
  'any',
  'today',
  'yesterday',
  'week',
  'month',
  'last_month',
  'dates',
] as const;

/** One of them. */
export type Period = (typeof PERIODS)[number];

/** What the operator sets. */
export interface FilterForm {
  readonly search: string;
  readonly state: StateChoice;
  readonly batch: string | null;
  readonly country: string | null;
  /** Exactly this reason of a failure, in the API's words. */
  readonly error: string | null;
  readonly period: Period;
  /** Days as `YYYY-MM-DD`, both included; empty: open. Only for `dates`. */
  readonly from: string;
  readonly to: string;
}

/** Nothing is set: everything is meant. */
export const EVERYTHING: FilterForm = {
  search: '',
  state: 'all',
  batch: null,
  country: null,
  error: null,
  period: 'any',
  from: '',
  to: '',
};

/** Whether anything is set beside the list that is looked at. */
export function isFiltered(form: FilterForm, batch: string | null = null): boolean {
  return JSON.stringify({ ...form, batch }) !== JSON.stringify({ ...EVERYTHING, batch });
}

/** The local midnight of a day, so many days later; `null` for what is no day. */
export function dayMs(text: string, daysLater = 0): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const ms = new Date(year, month - 1, day + daysLater).getTime();
  return Number.isNaN(ms) ? null : ms;
}

/** From when, and until before when; `null`: open. */
export interface Span {
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

const startOfDay = (nowMs: number, daysLater: number): number => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater).getTime();
};

const startOfMonth = (nowMs: number, monthsLater: number): number => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth() + monthsLater, 1).getTime();
};

/** The span of a period. */
export function spanOf({ period, from, to }: FilterForm, nowMs: number): Span {
  switch (period) {
    case 'any':
      return { sinceMs: null, untilMs: null };
    case 'today':
      return { sinceMs: startOfDay(nowMs, 0), untilMs: null };
    case 'yesterday':
      return { sinceMs: startOfDay(nowMs, -1), untilMs: startOfDay(nowMs, 0) };
    case 'week':
      return { sinceMs: startOfDay(nowMs, -6), untilMs: null };
    case 'month':
      return { sinceMs: startOfMonth(nowMs, 0), untilMs: null };
    case 'last_month':
      return { sinceMs: startOfMonth(nowMs, -1), untilMs: startOfMonth(nowMs, 0) };
    case 'dates':
      return { sinceMs: dayMs(from), untilMs: dayMs(to, 1) };
  }
}

function statesOf(state: StateChoice): MessageState[] | null {
  if (state === 'all') return null;
  return state === 'queued' ? ['queued', 'sending'] : [state];
}

/** The filter that the form makes. */
export function filterOf(form: FilterForm, nowMs: number): Filter {
  const { batch, country, error } = form;
  const search = form.search.trim();
  return { batch, country, error, search, states: statesOf(form.state), ...spanOf(form, nowMs) };
}

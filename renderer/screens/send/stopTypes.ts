/** What a stop is on the screen: a question, what must be filled in, and choices that do something. */
import type { StopReason } from '../../../shared/domain/batch.ts';
import type { Tone } from '../../components/Notice.tsx';
import type { Formats } from '../../i18n/text.tsx';
import type { Summary } from './mode.ts';
import type { Plan } from './plan.ts';
import { words, type Words } from './words.ts';

/** A country's price of one SMS. */
export interface KnownPrice {
  readonly country: string;
  readonly microPerPart: number;
}

/** What a choice does. */
export type Act =
  /** Goes on, with changes of the plan and recorded decisions. */
  | {
      readonly do: 'start';
      readonly plan?: Partial<Plan>;
      readonly despite?: { readonly price?: boolean; readonly sameText?: boolean };
    }
  | { readonly do: 'open'; readonly screen: 'doubt' | 'reports' | 'account' }
  | { readonly do: 'page'; readonly page: 'organisation' | 'profile' | 'pricing' | 'support' };

/** One button. */
export interface Choice {
  readonly label: Words;
  readonly act: Act;
}

/** What must be filled in before the first choice works. */
export interface Asked {
  /** A new maximum for the whole list, micro-USD: what is proposed. */
  readonly maximumMicro?: number;
  /** A price that can be kept for next time. */
  readonly learn?: KnownPrice;
  /** Prices of the countries that have none. */
  readonly prices?: true;
  /** A new end, UTC milliseconds: what is proposed. */
  readonly notAfterMs?: number;
  /** The API key. */
  readonly key?: true;
}

/** A stop as the screen shows it. */
export interface StopView {
  readonly tone: Tone;
  readonly title: Words;
  readonly text: readonly Words[];
  readonly asked: Asked;
  /** The first is the one that most operators want. */
  readonly choices: readonly Choice[];
}

/** What is known around a stop. */
export interface StopFacts {
  readonly summary: Summary;
  readonly plan: Plan;
  /** What is queued, by the price list. */
  readonly queuedMicro: number;
  /** The prices of the countries of this list. */
  readonly prices: readonly KnownPrice[];
  /** When the last message left; `null`: none has. */
  readonly lastSentAtMs: number | null;
  readonly nowMs: number;
}

/** Makes the view of one kind of stop. */
export type StopViewOf<Reason extends StopReason['reason']> = (
  stop: Extract<StopReason, { readonly reason: Reason }>,
  facts: StopFacts,
  formats: Formats,
) => StopView;

/** The table over every reason. */
export type StopTable = { readonly [Reason in StopReason['reason']]: StopViewOf<Reason> };

/** The button that goes on as before. */
export const CONTINUE: Choice = { label: words('send.continue'), act: { do: 'start' } };
/** The button that tries the same once more. */
export const TRY_AGAIN: Choice = { label: words('send.try_again'), act: { do: 'start' } };
/** The button that waits for the line. */
export const WAIT: Choice = {
  label: words('send.wait_and_go'),
  act: { do: 'start', plan: { wait: true } },
};
/** The button that opens the page of the vendor's support. */
export const SUPPORT: Choice = {
  label: words('send.open_support'),
  act: { do: 'page', page: 'support' },
};

/** The maximum that is enough, a little above, in whole cents. */
export function enoughMicro(micro: number): number {
  return Math.ceil((micro * 1.05) / 10_000) * 10_000;
}

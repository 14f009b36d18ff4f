/** A send list as the send screen's tests need it. */
import { zeroCounts, type MessageCounts } from '../../../../../shared/domain/message.ts';
import { formatsOf } from '../../../../../renderer/i18n/text.tsx';
import type { Summary } from '../../../../../renderer/screens/send/mode.ts';
import type { Plan } from '../../../../../renderer/screens/send/plan.ts';
import type { StopFacts } from '../../../../../renderer/screens/send/stopTypes.ts';

/** A Tuesday at half past ten in the morning, this computer's time. */
export const NOW_MS = new Date(2026, 10, 24, 10, 30).getTime();

/** English. */
export const EN = formatsOf('en');

/** A plan with nothing set. */
export const PLAN: Plan = {
  budgetMicro: null,
  safe: null,
  wait: false,
  notAfterMs: null,
  window: null,
  canary: null,
  tolerancePercent: null,
  maxRequest: null,
  lanes: null,
  doubtLimit: null,
};

/** Counts with the rest at zero. */
export const countsOf = (some: Partial<MessageCounts>): MessageCounts => ({
  ...zeroCounts(),
  ...some,
});

/** A list with these counts. */
export function summaryOf(some: Partial<MessageCounts>, more: Partial<Summary> = {}): Summary {
  const counts = countsOf(some);
  return {
    batch: '01939f2a-0000-7000-8000-000000000001',
    name: 'Visits',
    source: 'visits.csv',
    state: 'paused',
    stopped: null,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    estimateMicro: 20_000_000,
    unpriced: 0,
    acceptedMicro: 0,
    chargedMicro: 0,
    createdAtMs: NOW_MS,
    readyAtMs: NOW_MS,
    doneAtMs: null,
    ...more,
  };
}

/** What is known around a stop of a list of a thousand, of which ten have left. */
export function stopFacts(more: Partial<StopFacts> = {}): StopFacts {
  return {
    summary: summaryOf({ queued: 990, accepted: 10 }, { acceptedMicro: 340_000 }),
    plan: PLAN,
    queuedMicro: 19_800_000,
    prices: [{ country: 'KE', microPerPart: 20_000 }],
    lastSentAtMs: NOW_MS - 60_000,
    nowMs: NOW_MS,
    ...more,
  };
}

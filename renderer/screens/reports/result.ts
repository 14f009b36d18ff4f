/** What came of a send list, as numbers, bars and a sentence to pass on. Pure. */
import { MESSAGE_STATES, type MessageState } from '../../../shared/domain/message.ts';
import type { CallOutput } from '../../../shared/ipc/types.ts';
import type { Fill } from '../../components/Charts.tsx';
import type { Formats } from '../../i18n/text.tsx';
import { words, type Words } from '../send/words.ts';

/** What the main process knows of a list's delivery. */
export type Report = CallOutput<'deliveryReport'>;

/** The numbers of a result, by what they mean to the people who ask. */
export interface ResultNumbers {
  readonly total: number;
  readonly delivered: number;
  readonly failed: number;
  /** Sent, and nobody will ever say whether they arrived. */
  readonly unconfirmed: number;
  /** Sent, and reports may still come. */
  readonly underway: number;
  readonly refused: number;
  readonly inDoubt: number;
  /** Not sent: waiting, or stopped. */
  readonly unsent: number;
}

/** Sums up a report. */
export function resultNumbers({ counts, total }: Pick<Report, 'counts' | 'total'>): ResultNumbers {
  const of = (state: MessageState): number => counts[state] ?? 0;
  return {
    total,
    delivered: of('delivered'),
    failed: of('failed'),
    unconfirmed: of('no_receipt'),
    underway: of('accepted') + of('with_operator'),
    refused: of('rejected'),
    inDoubt: of('in_doubt'),
    unsent: of('queued') + of('sending') + of('cancelled'),
  };
}

/** Reports may still come, or messages leave: what it cost is not the last word. */
function mayStillCost({ counts }: Pick<Report, 'counts'>): boolean {
  const states: readonly MessageState[] = [
    'queued',
    'sending',
    'accepted',
    'with_operator',
    'in_doubt',
  ];
  return states.some((state) => (counts[state] ?? 0) > 0);
}

/** The sentence to pass on: what was sent, what came of it, what it cost. */
export function resultSentence(
  report: Report,
  name: string,
  { date, money, percent }: Formats,
): Words {
  const numbers = resultNumbers(report);
  const { delivered, total } = numbers;
  const cost = report.chargedMicro > 0 ? report.chargedMicro : report.acceptedMicro;
  return words('reports.sentence', {
    name,
    date: report.firstSentAtMs === null ? '–' : date(report.firstSentAtMs),
    total,
    delivered,
    share: percent(total === 0 ? 0 : delivered / total),
    failed: numbers.failed,
    unconfirmed: numbers.unconfirmed,
    underway: numbers.underway,
    refused: numbers.refused,
    checking: numbers.inDoubt,
    unsent: numbers.unsent,
    cost: money(cost),
    open: mayStillCost(report) ? 'yes' : 'no',
  });
}

const FILLS: Readonly<Record<MessageState, Fill>> = {
  queued: 'soft',
  sending: 'soft',
  accepted: 'accent',
  with_operator: 'accent',
  delivered: 'good',
  failed: 'bad',
  no_receipt: 'soft',
  rejected: 'bad',
  in_doubt: 'warn',
  cancelled: 'soft',
};

/** The order in which states are told: what was hoped for first. */
const ORDER: readonly MessageState[] = [
  'delivered',
  'with_operator',
  'accepted',
  'no_receipt',
  'failed',
  'rejected',
  'in_doubt',
  'queued',
  'sending',
  'cancelled',
];

/** One bar of the states. */
export interface StateBar {
  readonly state: MessageState;
  readonly value: number;
  readonly fill: Fill;
}

/** The bars of the states that have messages; delivered always. */
export function stateBars(counts: Report['counts']): readonly StateBar[] {
  return ORDER.filter((state) => state === 'delivered' || (counts[state] ?? 0) > 0).map(
    (state) => ({
      state,
      value: counts[state] ?? 0,
      fill: FILLS[state],
    }),
  );
}

/** A country and what came of its messages. */
export interface CountryResult {
  readonly country: string;
  readonly total: number;
  readonly delivered: number;
  readonly failed: number;
  /** Of those whose end is known and confirmed: 0 to 1; `null` where there are none. */
  readonly rate: number | null;
}

/** The countries, the one with most messages first. */
export function countryResults(byCountry: Report['byCountry']): readonly CountryResult[] {
  return byCountry
    .map(({ country, counts }) => {
      const total = MESSAGE_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
      const delivered = counts.delivered ?? 0;
      const failed = counts.failed ?? 0;
      const known = delivered + failed;
      return { country, total, delivered, failed, rate: known === 0 ? null : delivered / known };
    })
    .toSorted((a, b) => b.total - a.total);
}

const DAY_MS = 86_400_000;

/** What stands below a column over time: the time of day, with its day where the columns span days. */
export function columnLabel(
  fromMs: number,
  { bucketMs, overTime }: Pick<Report, 'bucketMs' | 'overTime'>,
  { date, time, dateTime }: Formats,
): string {
  if (bucketMs >= DAY_MS) return date(fromMs);
  const first = overTime[0]?.fromMs ?? fromMs;
  const last = overTime.at(-1)?.fromMs ?? fromMs;
  return last - first > DAY_MS ? dateTime(fromMs) : time(fromMs);
}

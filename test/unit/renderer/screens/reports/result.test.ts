import { describe, expect, test } from 'vitest';
import { formatsOf } from '../../../../../renderer/i18n/text.tsx';
import { isOptOut, reasonWords } from '../../../../../renderer/screens/reports/reasons.ts';
import {
  columnLabel,
  countryResults,
  resultNumbers,
  resultSentence,
  stateBars,
  type Report,
} from '../../../../../renderer/screens/reports/result.ts';
import { DELIVERY_ERRORS } from '../../../../../electron/practice/fate.ts';
import { countsOf, NOW_MS } from '../send/facts.ts';

const EN = formatsOf('en');

const REPORT: Report = {
  counts: countsOf({ delivered: 812, failed: 61, no_receipt: 20, with_operator: 90, rejected: 7 }),
  total: 1000,
  estimateMicro: 20_000_000,
  acceptedMicro: 19_860_000,
  chargedMicro: 19_200_000,
  byCountry: [
    { country: 'UG', counts: countsOf({ delivered: 3, failed: 1, accepted: 6 }) },
    { country: 'KE', counts: countsOf({ delivered: 809, failed: 60 }) },
    { country: 'TD', counts: countsOf({ accepted: 1 }) },
  ],
  bucketMs: 600_000,
  overTime: [],
  reasons: [],
  senderChanged: 0,
  arrivedAs: [],
  firstSentAtMs: NOW_MS,
  lastSentAtMs: NOW_MS,
  nextDueMs: null,
};

describe('the result', () => {
  test('sums up what it means to those who ask', () => {
    const counts = countsOf({
      delivered: 1,
      accepted: 2,
      with_operator: 4,
      queued: 8,
      cancelled: 16,
    });
    expect(resultNumbers({ counts, total: 31 })).toEqual({
      total: 31,
      delivered: 1,
      failed: 0,
      unconfirmed: 0,
      underway: 6,
      refused: 0,
      inDoubt: 0,
      unsent: 24,
    });
  });

  test('as a sentence has the charge, or what was answered while no charge is known', () => {
    expect(resultSentence(REPORT, 'Visits', EN).values).toMatchObject({
      name: 'Visits',
      date: EN.date(NOW_MS),
      share: '81%',
      cost: '$19.20',
    });
    const early = resultSentence({ ...REPORT, chargedMicro: 0 }, 'Visits', EN);
    expect(early.values?.['cost']).toBe('$19.86');
  });

  test('as a sentence says "so far" while anything is open', () => {
    expect(resultSentence(REPORT, 'Visits', EN).values).toMatchObject({ open: 'yes' });
    const over = { ...REPORT, counts: countsOf({ delivered: 812, failed: 61, cancelled: 3 }) };
    expect(resultSentence(over, 'Visits', EN).values).toMatchObject({ open: 'no' });
  });

  test('of nothing is no division by zero', () => {
    const none = { ...REPORT, counts: countsOf({}), total: 0, firstSentAtMs: null };
    expect(resultSentence(none, 'Visits', EN).values).toMatchObject({ share: '0%', date: '–' });
  });

  test('as bars: what was hoped for first, and nothing that is not there', () => {
    expect(stateBars(REPORT.counts).map(({ state, value }) => [state, value])).toEqual([
      ['delivered', 812],
      ['with_operator', 90],
      ['no_receipt', 20],
      ['failed', 61],
      ['rejected', 7],
    ]);
    expect(stateBars(countsOf({}))).toHaveLength(1);
  });

  test('by country: the largest first, the share of those whose end is known', () => {
    const rows = countryResults(REPORT.byCountry);
    expect(rows.map(({ country }) => country)).toEqual(['KE', 'UG', 'TD']);
    expect(rows[1]).toMatchObject({ total: 10, rate: 0.75 });
    expect(rows[2]?.rate).toBeNull();
  });
});

describe('the time below a column', () => {
  const column = (fromMs: number) => ({ fromMs, sent: 0, delivered: 0, failed: 0 });

  test('is the time of day; with its day over several days; the day alone for whole days', () => {
    const short = { bucketMs: 600_000, overTime: [column(NOW_MS), column(NOW_MS + 600_000)] };
    expect(columnLabel(NOW_MS, short, EN)).toBe(EN.time(NOW_MS));
    const long = { bucketMs: 600_000, overTime: [column(NOW_MS), column(NOW_MS + 2 * 86_400_000)] };
    expect(columnLabel(NOW_MS, long, EN)).toBe(EN.dateTime(NOW_MS));
    expect(columnLabel(NOW_MS, { ...long, bucketMs: 86_400_000 }, EN)).toBe(EN.date(NOW_MS));
  });
});

describe('reasons in plain words', () => {
  test.each([...DELIVERY_ERRORS, 'invalid phone number', 'destination not supported'])(
    '%s is known',
    (error) => {
      expect(reasonWords(error).title.id).not.toBe('reports.reason_other');
    },
  );

  test('one that is not known is shown as it came', () => {
    expect(reasonWords('<b>odd</b>').title).toEqual({
      id: 'reports.reason_other',
      values: { error: '<b>odd</b>' },
    });
  });

  test('who asked to stop is told apart', () => {
    expect(isOptOut('opted out of promotional messaging')).toBe(true);
    expect(isOptOut('unreachable')).toBe(false);
  });

  test('a number that is gone is not one that is off', () => {
    expect(reasonWords('contact absent (permanent)').title.id).toBe(
      'reports.reason_absent_permanent',
    );
    expect(reasonWords('contact absent (temporary)').title.id).toBe('reports.reason_absent');
  });
});

import { describe, expect, test } from 'vitest';
import { stoppedLine, stopView } from '../../../../../renderer/screens/send/stops.ts';
import type { StopReason } from '../../../../../shared/domain/batch.ts';
import { EN, NOW_MS, PLAN, stopFacts, summaryOf } from './facts.ts';

const view = (stop: StopReason, facts = stopFacts()) => stopView(stop, facts, EN);
const actsOf = (stop: StopReason, facts = stopFacts()) =>
  view(stop, facts).choices.map(({ act }) => act);

const EVERY: readonly StopReason[] = [
  { reason: 'paused' },
  { reason: 'interrupted' },
  { reason: 'canary_doubt', inDoubt: 10 },
  { reason: 'canary_rejected', rejected: 3, sent: 10 },
  { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: 340_000 },
  { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: null },
  { reason: 'doubt_limit', inDoubt: 500, limit: 500 },
  { reason: 'budget', budgetMicro: 10_000_000, neededMicro: 20_000_000 },
  { reason: 'unpriced', unpriced: 120 },
  { reason: 'balance', balanceMicro: null, neededMicro: null },
  { reason: 'not_after', notAfterMs: NOW_MS - 1 },
  { reason: 'window', fromHour: 8, toHour: 18, opensAtMs: NOW_MS + 3_600_000 },
  { reason: 'recent_same_text', messages: 412, days: 3 },
  { reason: 'refused', status: 401, detail: 'Invalid Token' },
  { reason: 'certificate', code: 'CERT_NOT_YET_VALID' },
  { reason: 'offline', code: 'ENOTFOUND' },
  { reason: 'disk_full' },
];

describe('every stop', () => {
  test.each(EVERY)('$reason offers a way on', (stop) => {
    const { choices, title } = view(stop);
    expect(choices.length).toBeGreaterThan(0);
    expect(title.id).toMatch(/^send\./u);
    const labels = choices.map(({ label }) => label.id);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('a list that was stopped for good has nothing more to choose', () => {
    expect(view({ reason: 'cancelled' }).choices).toEqual([]);
  });
});

describe('a choice does what it says', () => {
  test('no line: waits by itself, or tries again', () => {
    expect(actsOf({ reason: 'offline', code: 'ENOTFOUND' })).toEqual([
      { do: 'start', plan: { wait: true } },
      { do: 'start' },
    ]);
  });

  test('outside the hours: waits, or sends all the same', () => {
    const stop = { reason: 'window', fromHour: 8, toHour: 18, opensAtMs: NOW_MS } as const;
    expect(actsOf(stop)).toEqual([
      { do: 'start', plan: { wait: true } },
      { do: 'start', plan: { window: null } },
    ]);
  });

  test('same text: only with a recorded decision', () => {
    expect(actsOf({ reason: 'recent_same_text', messages: 4, days: 3 })).toEqual([
      { do: 'start', despite: { sameText: true } },
    ]);
  });

  test('same text: that the others get it with them stands on the button', () => {
    const stop = { reason: 'recent_same_text', days: 3 } as const;
    const some = view({ ...stop, messages: 4 });
    expect(some.choices[0]?.label.id).toBe('send.send_same_text_all');
    expect(some.text.map(({ id }) => id)).toContain('send.stop_same_text_others');
    const all = view({ ...stop, messages: 1_000_000 });
    expect(all.choices[0]?.label.id).toBe('send.send_same_text');
    expect(all.text.map(({ id }) => id)).toEqual(['send.stop_same_text_text']);
  });

  test('the time is over: asks for a new one, or goes on without', () => {
    const { asked, choices } = view({ reason: 'not_after', notAfterMs: NOW_MS - 1 });
    expect(asked.notAfterMs).toBe(new Date(2026, 10, 24, 20).getTime());
    expect(choices[1]?.act).toEqual({ do: 'start', plan: { notAfterMs: null } });
  });

  test('the maximum is not enough: a new one, a little above what is needed, is asked for', () => {
    const { asked } = view({ reason: 'budget', budgetMicro: 1, neededMicro: 20_000_000 });
    expect(asked.maximumMicro).toBe(21_000_000);
  });

  test('countries without a price: their prices, or no maximum', () => {
    const { asked, choices } = view({ reason: 'unpriced', unpriced: 2 });
    expect(asked.prices).toBe(true);
    expect(choices[1]?.act).toEqual({ do: 'start', plan: { budgetMicro: null } });
  });
});

describe('a certificate', () => {
  test.each(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'])('%s: the date is wrong', (code) => {
    const { title, text } = view({ reason: 'certificate', code });
    expect(title.id).toBe('send.stop_date');
    expect(text[0]?.values?.['time']).toBe(EN.dateTime(NOW_MS));
  });

  test('any other: something answers in place of the API', () => {
    expect(view({ reason: 'certificate', code: 'SELF_SIGNED_CERT_IN_CHAIN' }).title.id).toBe(
      'send.stop_certificate',
    );
  });
});

describe('doubt', () => {
  const stop = { reason: 'canary_doubt', inDoubt: 10 } as const;

  test('leads to the evidence first', () => {
    const facts = stopFacts({ summary: summaryOf({ queued: 990, in_doubt: 10 }) });
    expect(actsOf(stop, facts)).toEqual([{ do: 'open', screen: 'doubt' }, { do: 'start' }]);
  });

  test('once it is settled, nothing stands in the way', () => {
    const facts = stopFacts({ summary: summaryOf({ queued: 990, accepted: 10 }) });
    expect(view(stop, facts).tone).toBe('success');
    expect(actsOf(stop, facts)).toEqual([{ do: 'start' }]);
  });
});

describe('a refusal', () => {
  const refused = (status: number, call?: 'single'): StopReason => ({
    reason: 'refused',
    status,
    detail: '',
    ...(call === undefined ? {} : { call }),
  });

  test('a wrong key is asked for in place', () => {
    expect(view(refused(401)).asked.key).toBe(true);
    expect(view(refused(403)).asked.key).toBeUndefined();
  });

  test('no single call: in bulk instead', () => {
    expect(actsOf(refused(404, 'single'))[0]).toEqual({ do: 'start', plan: { safe: false } });
    expect(actsOf(refused(404))[0]).toEqual({ do: 'open', screen: 'account' });
  });

  test('too much to do: waits by itself', () => {
    expect(actsOf(refused(429))[0]).toEqual({ do: 'start', plan: { wait: true } });
  });

  test.each([
    [307, 'send.stop_moved'],
    [415, 'send.stop_refused'],
    [500, 'send.stop_refused'],
  ])('%i is told apart', (status, id) => {
    expect(view(refused(status)).title.id).toBe(id);
  });

  test('says what the API answered', () => {
    const { text } = view({ reason: 'refused', status: 400, detail: '<b>no</b>' });
    expect(text.at(-1)?.values).toEqual({ status: 400, detail: '<b>no</b>' });
  });
});

describe('the line of numbers', () => {
  const summary = summaryOf({ queued: 578, accepted: 400, delivered: 12, in_doubt: 10 });

  test('today by the clock alone', () => {
    const line = stoppedLine({ summary, lastSentAtMs: NOW_MS, nowMs: NOW_MS }, EN);
    expect(line).toEqual({
      id: 'send.stopped_line',
      values: { time: EN.time(NOW_MS), sent: 412, checked: 10, left: 578 },
    });
  });

  test('on another day with its date', () => {
    const line = stoppedLine({ summary, lastSentAtMs: NOW_MS, nowMs: NOW_MS + 86_400_000 }, EN);
    expect(line.values?.['time']).toBe(EN.dateTime(NOW_MS));
  });

  test('before anything was sent', () => {
    const line = stoppedLine({ summary, lastSentAtMs: null, nowMs: NOW_MS }, EN);
    expect(line).toEqual({ id: 'send.stopped_line_unsent', values: { left: 578 } });
  });
});

test('a plan is not changed by looking at it', () => {
  const facts = stopFacts({ plan: Object.freeze({ ...PLAN }) });
  for (const stop of EVERY) view(stop, facts);
  expect(facts.plan).toEqual(PLAN);
});

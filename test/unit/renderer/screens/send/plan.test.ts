import { describe, expect, test } from 'vitest';
import { filledAtFirst, orderOf } from '../../../../../renderer/screens/send/order.ts';
import {
  isAdvanced,
  isTooLate,
  planReducer,
  proposedPlan,
  withWaitEnd,
} from '../../../../../renderer/screens/send/plan.ts';
import { sendLabel } from '../../../../../renderer/screens/send/sendLabel.ts';
import { stopView } from '../../../../../renderer/screens/send/stops.ts';
import {
  daysFrom,
  minutesToChoose,
  thisEvening,
  timeOn,
} from '../../../../../renderer/screens/send/times.ts';
import { EN, NOW_MS, PLAN, stopFacts } from './facts.ts';

const at = (hour: number, minute = 0, day = 24): number =>
  new Date(2026, 10, day, hour, minute).getTime();

describe('waiting', () => {
  test('ends this evening', () => {
    const plan = planReducer(PLAN, { type: 'when', wait: true, nowMs: NOW_MS });
    expect(plan).toEqual({ ...PLAN, wait: true, notAfterMs: at(20) });
  });

  test('keeps an end that was set, but not one that is over', () => {
    const later = { ...PLAN, notAfterMs: at(15) };
    expect(planReducer(later, { type: 'when', wait: true, nowMs: NOW_MS }).notAfterMs).toBe(at(15));
    const over = { ...PLAN, notAfterMs: at(9) };
    expect(planReducer(over, { type: 'when', wait: true, nowMs: NOW_MS }).notAfterMs).toBe(at(20));
  });

  test('does not end before the hours begin', () => {
    const hours = { ...PLAN, window: { fromHour: 8, toHour: 18 } };
    const closed = planReducer(hours, { type: 'when', wait: true, nowMs: at(18, 30) });
    expect(closed.notAfterMs).toBe(at(20, 0, 25));
    const open = planReducer(hours, { type: 'when', wait: true, nowMs: at(10) });
    expect(open.notAfterMs).toBe(at(20));
  });

  test('has an end also where it was said of an earlier list', () => {
    const repeated = { ...PLAN, wait: true };
    expect(withWaitEnd(repeated, NOW_MS).notAfterMs).toBe(at(20));
    expect(withWaitEnd({ ...repeated, notAfterMs: at(15) }, NOW_MS).notAfterMs).toBe(at(15));
    expect(withWaitEnd(PLAN, NOW_MS)).toEqual(PLAN);
  });

  test('sending now sets no end', () => {
    expect(planReducer(PLAN, { type: 'when', wait: false, nowMs: NOW_MS })).toEqual(PLAN);
  });

  test.each([
    [10, 20, 24],
    [19, 20, 24],
    [20, 23, 24],
    [22, 23, 24],
    [23, 20, 25],
  ])('from %i o’clock until %i', (hour, end, day) => {
    expect(thisEvening(at(hour))).toBe(at(end, 0, day));
  });
});

describe('the proposed maximum', () => {
  const check = { suggestedBudgetMicro: 25_000_000, unpriced: 0 };

  test('where there is none', () => {
    expect(proposedPlan(PLAN, check).budgetMicro).toBe(25_000_000);
  });

  test('not over one that was set, nor where messages have no price', () => {
    expect(proposedPlan({ ...PLAN, budgetMicro: 1 }, check).budgetMicro).toBe(1);
    expect(proposedPlan(PLAN, { ...check, unpriced: 1 }).budgetMicro).toBeNull();
  });
});

describe('the plan', () => {
  test('is too late once its end has come', () => {
    expect(isTooLate({ ...PLAN, notAfterMs: NOW_MS }, NOW_MS)).toBe(true);
    expect(isTooLate({ ...PLAN, notAfterMs: NOW_MS + 1 }, NOW_MS)).toBe(false);
    expect(isTooLate(PLAN, NOW_MS)).toBe(false);
  });

  test('tells what is set under Advanced', () => {
    expect(isAdvanced(PLAN)).toBe(false);
    expect(isAdvanced({ ...PLAN, budgetMicro: 1, wait: true, notAfterMs: NOW_MS })).toBe(false);
    expect(isAdvanced({ ...PLAN, notAfterMs: NOW_MS })).toBe(true);
    expect(isAdvanced({ ...PLAN, lanes: 2 })).toBe(true);
    expect(isAdvanced({ ...PLAN, safe: true })).toBe(true);
  });
});

describe('the button', () => {
  test.each([
    [{}, 'send.go_now'],
    [{ wait: true }, 'send.go_wait'],
    [{ budgetMicro: 25_000_000 }, 'send.go_now_maximum'],
    [{ wait: true, budgetMicro: 25_000_000 }, 'send.go_wait_maximum'],
  ])('%o: %s', (change, id) => {
    const label = sendLabel({ ...PLAN, ...change }, 1000, EN);
    expect(label.id).toBe(id);
    expect(label.values?.['messages']).toBe(1000);
  });
});

describe('the order that a choice gives', () => {
  const plan = { ...PLAN, budgetMicro: 25_000_000 };
  const facts = stopFacts({ plan });
  const price = stopView(
    { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: 340_000 },
    facts,
    EN,
  );
  const despite = { do: 'start', despite: { price: true } } as const;

  test('takes the new maximum and keeps the real price', () => {
    const filled = filledAtFirst(price, plan, NOW_MS);
    const order = orderOf(despite, price, plan, { ...filled, why: 'agreed' }, new Map(), NOW_MS);
    expect(order).toEqual({
      plan: { ...plan, budgetMicro: 35_700_000 },
      despite: { price: true },
      why: 'agreed',
      prices: new Map([['KE', 34_000]]),
    });
  });

  test('a new key is kept without the spaces around it; an empty one is none', () => {
    const filled = filledAtFirst(price, plan, NOW_MS);
    const withKey = orderOf(despite, price, plan, { ...filled, key: ' abc ' }, new Map(), NOW_MS);
    expect(withKey.key).toBe('abc');
    const without = orderOf(despite, price, plan, { ...filled, key: ' ' }, new Map(), NOW_MS);
    expect(without).not.toHaveProperty('key');
  });

  test('does not keep the price where that was not wanted', () => {
    const filled = { ...filledAtFirst(price, plan, NOW_MS), learns: false };
    expect(orderOf(despite, price, plan, filled, new Map(), NOW_MS).prices).toEqual(new Map());
  });

  test('an end that is over is replaced, whatever stopped the send', () => {
    const over = { ...PLAN, notAfterMs: NOW_MS - 1 };
    const paused = stopView({ reason: 'paused' }, stopFacts({ plan: over }), EN);
    const filled = filledAtFirst(paused, over, NOW_MS);
    const order = orderOf({ do: 'start' }, paused, over, filled, new Map(), NOW_MS);
    expect(order.plan.notAfterMs).toBe(at(20));
  });

  test('what the button itself changes comes last', () => {
    const stop = { reason: 'not_after', notAfterMs: NOW_MS - 1 } as const;
    const view = stopView(stop, facts, EN);
    const filled = filledAtFirst(view, plan, NOW_MS);
    const act = { do: 'start', plan: { notAfterMs: null } } as const;
    expect(orderOf(act, view, plan, filled, new Map(), NOW_MS).plan.notAfterMs).toBeNull();
  });

  test('waiting expires this evening, unless an end was set', () => {
    const view = stopView({ reason: 'offline', code: 'ENOTFOUND' }, facts, EN);
    const act = { do: 'start', plan: { wait: true } } as const;
    const endOf = (waiting: typeof plan): number | null => {
      const filled = filledAtFirst(view, waiting, NOW_MS);
      return orderOf(act, view, waiting, filled, new Map(), NOW_MS).plan.notAfterMs;
    };
    expect(endOf(plan)).toBe(at(20));
    expect(endOf({ ...plan, notAfterMs: at(15) })).toBe(at(15));
  });
});

describe('days and times', () => {
  test('a week to choose from, and a later day that is set', () => {
    expect(daysFrom(NOW_MS, null)).toHaveLength(8);
    expect(daysFrom(NOW_MS, at(9, 0, 25))).toHaveLength(8);
    const late = new Date(2027, 0, 5, 9).getTime();
    expect(daysFrom(NOW_MS, late).at(-1)).toBe(new Date(2027, 0, 5).getTime());
  });

  test('half hours, and another minute that is set', () => {
    expect(minutesToChoose(600)).toHaveLength(48);
    expect(minutesToChoose(607)).toContain(607);
  });

  test('by the clock on the wall', () => {
    expect(timeOn(at(0), 20 * 60 + 30)).toBe(at(20, 30));
  });
});

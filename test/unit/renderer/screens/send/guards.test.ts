import { describe, expect, test } from 'vitest';
import { blocker, guards, type GuardFacts } from '../../../../../renderer/screens/send/guards.ts';
import { isOpenAt, nextOpening } from '../../../../../renderer/screens/send/times.ts';
import { EN, NOW_MS, PLAN } from './facts.ts';

const CHECK = {
  queued: 1000,
  queuedMicro: 20_000_000,
  unpriced: 0,
  optedOut: 0,
  optedOutMicro: 0,
  suggestedBudgetMicro: 25_000_000,
  balanceMicro: 120_000_000,
  autoRecharge: false,
  opensAtMs: null,
  atRisk: 500,
};

const READY: GuardFacts = {
  app: {
    line: { state: 'online', sinceMs: NOW_MS, checkedAtMs: NOW_MS, code: null },
    key: { state: 'set', last4: 'a1b2' },
    account: { org: 1, baseUrl: 'https://api.example.org', sender: null, country: null },
    person: 'Amina',
    frozen: null,
  },
  plan: PLAN,
  check: CHECK,
  queued: 1000,
  inDoubt: 0,
  behind: null,
  nowMs: NOW_MS,
};

const withApp = (change: Partial<GuardFacts['app']>): GuardFacts => ({
  ...READY,
  app: { ...READY.app, ...change },
});
const withPlan = (change: Partial<GuardFacts['plan']>): GuardFacts => ({
  ...READY,
  plan: { ...PLAN, ...change },
});
const lineIs = (state: GuardFacts['app']['line']['state']): GuardFacts['app']['line'] => ({
  ...READY.app.line,
  state,
});

describe('what keeps a send from starting', () => {
  test('nothing, where all is there', () => {
    expect(blocker(READY)).toBeNull();
    expect(blocker({ ...READY, check: null })).toBeNull();
  });

  test.each<[string, GuardFacts]>([
    ['send.need_unfrozen', withApp({ frozen: { kind: 'internal', id: 'x' } })],
    ['send.need_messages', { ...READY, queued: 0 }],
    ['send.need_account', withApp({ account: null })],
    ['send.need_key', withApp({ key: { state: 'must_ask', last4: null } })],
    ['send.need_person', withApp({ person: null })],
    ['send.need_later_end', withPlan({ notAfterMs: NOW_MS - 1 })],
    ['send.need_turn', { ...READY, behind: 'Other list' }],
    ['send.need_amount', { ...READY, isMaximumUnreadable: true }],
    ['send.need_maximum', withPlan({ budgetMicro: 19_999_999 })],
    [
      'send.need_prices',
      { ...withPlan({ budgetMicro: 25_000_000 }), check: { ...CHECK, unpriced: 3 } },
    ],
  ])('%s', (id, facts) => {
    expect(blocker(facts)?.id).toBe(id);
  });

  test('a list may wait for its turn', () => {
    expect(blocker({ ...withPlan({ wait: true }), behind: 'Other list' })).toBeNull();
  });

  test('messages without a price need none where there is no maximum', () => {
    expect(blocker({ ...READY, check: { ...CHECK, unpriced: 3 } })).toBeNull();
  });
});

describe('what is said before it stops anything', () => {
  const titles = (facts: GuardFacts): readonly string[] =>
    guards(facts, EN).map(({ title }) => title.id);

  test('nothing, where nothing would', () => {
    expect(titles(READY)).toEqual([]);
  });

  test('no line: offers to wait, and says so once it does', () => {
    const offline = withApp({ line: lineIs('offline') });
    expect(guards(offline, EN)[0]).toMatchObject({ tone: 'warning', fix: 'wait' });
    expect(titles({ ...offline, plan: { ...PLAN, wait: true } })).toEqual([
      'send.guard_offline_waits',
    ]);
  });

  test('a sign-in page, a wrong date', () => {
    expect(titles(withApp({ line: lineIs('portal') }))).toEqual(['send.guard_portal']);
    expect(titles(withApp({ line: lineIs('certificate') }))).toEqual(['send.guard_certificate']);
  });

  test('a balance that is not enough, with the card that would be charged', () => {
    const poor = { ...READY, check: { ...CHECK, balanceMicro: 5_000_000 } };
    expect(guards(poor, EN)[0]?.text?.id).toBe('send.guard_balance_text');
    const recharged = { ...poor, check: { ...poor.check, autoRecharge: true } };
    expect(guards(recharged, EN)[0]?.text?.id).toBe('send.guard_balance_recharge');
  });

  test('people who came onto the do-not-contact list since the list was made', () => {
    const facts = { ...READY, check: { ...CHECK, optedOut: 3, optedOutMicro: 60_000 } };
    expect(guards(facts, EN)[0]).toMatchObject({ tone: 'info', title: { values: { people: 3 } } });
    expect(blocker(facts)).toBeNull();
  });

  test('a balance that is not known says nothing', () => {
    expect(titles({ ...READY, check: { ...CHECK, balanceMicro: null } })).toEqual([]);
  });

  test('hours that are closed, another list, doubt, a low maximum', () => {
    const facts: GuardFacts = {
      ...withPlan({ window: { fromHour: 12, toHour: 18 }, budgetMicro: 1_000_000 }),
      behind: 'Other',
      inDoubt: 3,
    };
    expect(titles(facts)).toEqual([
      'send.guard_turn',
      'send.guard_maximum',
      'send.guard_hours',
      'send.guard_doubt',
    ]);
  });
});

describe('a maximum far above the estimate, as of a longer list that is repeated', () => {
  const high = (facts: GuardFacts): boolean =>
    guards(facts, EN).some(({ title }) => title.id === 'send.guard_high');

  test('is said, with a way to lower it; others are not', () => {
    expect(high(withPlan({ budgetMicro: 100_000_001 }))).toBe(true);
    expect(high(withPlan({ budgetMicro: 100_000_000 }))).toBe(false);
    expect(high(withPlan({ budgetMicro: null }))).toBe(false);
  });

  test('not where some prices are missing: nobody knows the estimate', () => {
    const facts = withPlan({ budgetMicro: 900_000_000 });
    expect(high({ ...facts, check: { ...CHECK, unpriced: 1 } })).toBe(false);
  });
});

describe('the hours', () => {
  const at = (hour: number): number => new Date(2026, 10, 24, hour, 15).getTime();

  test.each([
    [8, 20, 7, false],
    [8, 20, 8, true],
    [8, 20, 20, false],
    [22, 6, 23, true],
    [22, 6, 5, true],
    [22, 6, 6, false],
    [8, 24, 23, true],
  ])('%i to %i at %i: %s', (fromHour, toHour, hour, isOpen) => {
    expect(isOpenAt({ fromHour, toHour }, at(hour))).toBe(isOpen);
  });

  test('open next today, or tomorrow', () => {
    expect(nextOpening({ fromHour: 8, toHour: 20 }, at(7))).toBe(
      new Date(2026, 10, 24, 8).getTime(),
    );
    expect(nextOpening({ fromHour: 8, toHour: 20 }, at(21))).toBe(
      new Date(2026, 10, 25, 8).getTime(),
    );
  });
});

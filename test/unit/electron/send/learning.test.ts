/** What a run keeps in memory: canary, cost, pacing, gate, window. */
import { describe, expect, test } from 'vitest';
import { Canary } from '../../../../electron/send/canary.ts';
import { Gate } from '../../../../electron/send/gate.ts';
import { Pacing } from '../../../../electron/send/pacing.ts';
import { isOpen, opensAtMs } from '../../../../electron/send/sendWindow.ts';
import { sendSettings } from '../../../../electron/send/settings.ts';
import { Spend } from '../../../../electron/send/spend.ts';
import { unwrap } from '../../../helpers/dataFolder.ts';

const accepted = (estimateMicro: number | null) => ({ id: 'x', error: null, estimateMicro });
const refused = { id: null, error: 'no', estimateMicro: null };

describe('the canary', () => {
  const one = { country: 'PH', parts: 1, estimateMicro: 20_000 };
  const answered = (canary: Canary, micro: number, country = 'PH', parts = 1): void =>
    canary.answered([{ country, parts, estimateMicro: 20_000 * parts }], [accepted(micro)], null);

  test('waits for all its messages, then judges the price', () => {
    const canary = new Canary(2, 20);
    answered(canary, 30_000);
    expect([canary.missing, canary.problem()]).toEqual([1, null]);
    answered(canary, 30_000);
    expect(canary.problem()).toMatchObject({ reason: 'canary_price', answeredMicro: 60_000 });
  });

  test('countries do not make up for each other', () => {
    const canary = new Canary(2, 20);
    answered(canary, 10_000, 'PH');
    answered(canary, 30_000, 'KE');
    const problem = { reason: 'canary_price', expectedMicro: 40_000, answeredMicro: 40_000 };
    expect(canary.problem()).toEqual(problem);
  });

  test('price × parts and price are both good, anything between them is not', () => {
    for (const [micro, good] of [
      [60_000, true],
      [20_000, true],
      [40_000, false],
      [0, false],
    ] as const) {
      const canary = new Canary(1, 20);
      answered(canary, micro, 'PH', 3);
      expect(canary.problem() === null, `${micro}`).toBe(good);
    }
  });

  test('a message without a price says nothing of the price', () => {
    const canary = new Canary(2, 0);
    canary.answered([{ ...one, estimateMicro: null }], [accepted(5)], 5);
    canary.answered([{ ...one, estimateMicro: null }], [accepted(null)], null);
    expect(canary.problem()).toBeNull();
  });

  test('a message with a price and an answer without one: a problem', () => {
    const canary = new Canary(3, 20);
    canary.answered([one, one], [accepted(20_000), accepted(null)], null);
    canary.answered([{ ...one, estimateMicro: null }], [accepted(null)], null);
    const problem = { reason: 'canary_price', expectedMicro: 20_000, answeredMicro: null };
    expect(canary.problem()).toEqual(problem);
  });

  test.each([
    [60_000, null],
    [20_000, { reason: 'canary_price', expectedMicro: 60_000, answeredMicro: 20_000 }],
    [null, { reason: 'canary_price', expectedMicro: 40_000, answeredMicro: null }],
  ])('rows without a price: the total of %j stands for them', (totalMicro, problem) => {
    const canary = new Canary(3, 20);
    canary.answered(
      [one, one, one],
      [accepted(null), accepted(null), accepted(20_000)],
      totalMicro,
    );
    expect(canary.problem()).toEqual(problem);
  });

  test.each([
    ['a refused row', one, refused],
    ['a row without a price in the list', { ...one, estimateMicro: null }, accepted(null)],
  ])('the total does not where it is of %s, too', (_, message, row) => {
    const canary = new Canary(10, 20);
    const nine = Array.from({ length: 9 }, () => one);
    const rows = nine.map(() => accepted(null));
    canary.answered([...nine, message], [...rows, row], 180_000);
    expect(canary.problem()).toMatchObject({ reason: 'canary_price', answeredMicro: null });
  });

  test('more than a tenth refused is a problem at once', () => {
    const canary = new Canary(20, 20);
    canary.answered([one, one], [refused, refused], null);
    expect(canary.problem()).toBeNull();
    canary.answered([one], [refused], null);
    expect(canary.problem()).toEqual({ reason: 'canary_rejected', rejected: 3, sent: 3 });
  });
});

describe('the cost of a run', () => {
  const start = (queuedMicro: number, leftMicro = 0): Spend =>
    new Spend({ leftMicro, acceptedMicro: leftMicro, queuedMicro });
  const one = 20_000;

  test('what is needed stays the same while answers agree with the list', () => {
    const spend = start(100_000, 40_000);
    expect(spend.neededMicro()).toBe(140_000);
    spend.departs([one, one]);
    expect(spend.neededMicro()).toBe(140_000);
    spend.answered([one, one], [accepted(20_000), accepted(null)]);
    expect([spend.neededMicro(), spend.acceptedMicro]).toEqual([140_000, 80_000]);
  });

  test('a refused message costs nothing, one given back is queued, one in doubt counts', () => {
    const spend = start(60_000);
    spend.departs([one, one, one]);
    spend.answered([one], [refused]);
    spend.givenBack([one]);
    spend.doubted([one]);
    expect([spend.leftMicro, spend.inFlightMicro, spend.queuedMicro]).toEqual([20_000, 0, 20_000]);
    expect([spend.neededMicro(), spend.acceptedMicro]).toEqual([40_000, 0]);
  });
});

describe('pacing', () => {
  test('five messages a minute to one number, the sixth when the first is a minute old', () => {
    const pacing = new Pacing();
    expect(pacing.isEmpty).toBe(true);
    for (let i = 0; i < 5; i++) {
      expect(pacing.readyInMs(7, i * 1000)).toBe(0);
      pacing.leaves(7, i * 1000);
    }
    expect(pacing.readyInMs(7, 5000)).toBe(55_000);
    expect(pacing.readyInMs(8, 5000)).toBe(0);
    pacing.cameBack(7, 4000);
    expect(pacing.readyInMs(7, 5000)).toBe(0);
    expect(pacing.readyInMs(7, 200_000)).toBe(0);
  });

  test('forgets what is more than a minute old', () => {
    const pacing = new Pacing();
    for (let i = 0; i < 1000; i++) pacing.leaves(i, 0);
    pacing.leaves(5000, 61_000);
    expect(pacing.readyInMs(5000, 200_000)).toBe(0);
    expect(pacing.isEmpty).toBe(true);
  });
});

describe('the gate', () => {
  test('failures at the same time count once, and wait longer each time', () => {
    const gate = new Gate();
    expect([gate.lineFailed(0), gate.lineFailed(10), gate.lineFailed(499)]).toEqual([1, 1, 1]);
    expect(gate.closedForMs(100)).toBe(400);
    expect(gate.lineFailed(500)).toBe(2);
    expect(gate.closedForMs(500)).toBe(1000);
    gate.lineWorks();
    expect(gate.lineFailed(2000)).toBe(1);
  });

  test('holds still as long as the API asks, else longer each time', () => {
    const gate = new Gate();
    expect(gate.apiBusy(7000, 0)).toEqual({ waitMs: 7000, answers: 1 });
    expect(gate.closedForMs(0)).toBe(7000);
    expect(gate.apiBusy(null, 7000)).toEqual({ waitMs: 4000, answers: 2 });
    gate.apiWorks();
    expect(gate.apiBusy(null, 20_000)).toEqual({ waitMs: 2000, answers: 1 });
  });
});

describe('the window', () => {
  const at = (day: number, hour: number, minute = 0): number =>
    new Date(2025, 5, day, hour, minute).getTime();

  test.each([
    [8, 20, 7, false],
    [8, 20, 8, true],
    [8, 20, 19, true],
    [8, 20, 20, false],
    [20, 6, 19, false],
    [20, 6, 23, true],
    [20, 6, 5, true],
    [20, 6, 6, false],
    [0, 24, 23, true],
    [9, 9, 3, true],
  ])('%i to %i: at %i o’clock open is %s', (fromHour, toHour, hour, open) => {
    expect(isOpen({ fromHour, toHour }, at(10, hour, 59))).toBe(open);
  });

  test('opens the same day, or the next', () => {
    const window = { fromHour: 8, toHour: 20 };
    expect(opensAtMs(window, at(10, 7, 30))).toBe(at(10, 8));
    expect(opensAtMs(window, at(10, 20))).toBe(at(11, 8));
    expect(opensAtMs({ fromHour: 20, toHour: 6 }, at(10, 6))).toBe(at(10, 20));
  });
});

describe('settings', () => {
  test('the defaults are the careful choice', () => {
    expect(unwrap(sendSettings({}))).toEqual({
      budgetMicro: null,
      safe: null,
      canary: 10,
      tolerancePercent: 20,
      maxRequest: 500,
      lanes: 1,
      notAfterMs: null,
      window: null,
      resendRecent: false,
      wait: false,
      doubtLimit: 500,
      realPriceAccepted: false,
      sameTextDays: 3,
    });
  });

  test.each([
    [{ lanes: 4 }, 2000],
    [{ maxRequest: 1000 }, 1000],
    [{ maxRequest: 100 }, 500],
    [{ maxRequest: 1000, lanes: 2 }, 2000],
    [{ maxRequest: 1000, lanes: 2, doubtLimit: 10 }, 10],
  ])('an explicit size or number of lanes raises the doubt limit: %j', (options, limit) => {
    expect(unwrap(sendSettings(options)).doubtLimit).toBe(limit);
  });
});

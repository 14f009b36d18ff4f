import { describe, expect, test } from 'vitest';
import { priceQuestion, realPrice } from '../../../../../renderer/screens/send/priceQuestion.ts';
import { EN, PLAN, stopFacts } from './facts.ts';

const STOP = { reason: 'canary_price', expectedMicro: 200_000, answeredMicro: 340_000 } as const;

describe('the real price', () => {
  test('of one country: its price of one SMS, and what has left with the rest at it', () => {
    expect(realPrice(200_000, 340_000, stopFacts())).toEqual({
      newTotalMicro: 340_000 + 33_660_000,
      perSms: { before: 20_000, real: { country: 'KE', microPerPart: 34_000 } },
    });
  });

  test('of several countries nobody can say which price is wrong', () => {
    const prices = [
      { country: 'KE', microPerPart: 20_000 },
      { country: 'UG', microPerPart: 30_000 },
    ];
    expect(realPrice(200_000, 340_000, stopFacts({ prices })).perSms).toBeNull();
  });

  test('never above what a price may be', () => {
    const { perSms } = realPrice(1, 10_000_000, stopFacts());
    expect(perSms?.real.microPerPart).toBe(10_000_000);
  });

  test('nothing was expected: the total stays what it is', () => {
    expect(realPrice(0, 340_000, stopFacts()).newTotalMicro).toBe(20_140_000);
  });
});

describe('the question', () => {
  test('is one, with its numbers', () => {
    const { title, choices } = priceQuestion(STOP, stopFacts(), EN);
    expect(title).toEqual({
      id: 'send.stop_price',
      values: { real: '$0.034', expected: '$0.02', total: '$34.00' },
    });
    expect(choices[0]?.act).toEqual({ do: 'start', despite: { price: true } });
  });

  test('a maximum that is too low is asked for anew; one that is enough, or none, is not', () => {
    const asked = (budgetMicro: number | null) =>
      priceQuestion(STOP, stopFacts({ plan: { ...PLAN, budgetMicro } }), EN).asked;
    expect(asked(25_000_000).maximumMicro).toBe(35_700_000);
    expect(asked(40_000_000).maximumMicro).toBeUndefined();
    expect(asked(null).maximumMicro).toBeUndefined();
  });

  test('the real price can be kept', () => {
    const { asked } = priceQuestion(STOP, stopFacts(), EN);
    expect(asked.learn).toEqual({ country: 'KE', microPerPart: 34_000 });
  });

  test('several countries: the sums of the first messages', () => {
    const { title, asked } = priceQuestion(STOP, stopFacts({ prices: [] }), EN);
    expect(title.id).toBe('send.stop_price_sums');
    expect(asked.learn).toBeUndefined();
  });

  test('no answer: says that nobody knows', () => {
    const { title, asked } = priceQuestion({ ...STOP, answeredMicro: null }, stopFacts(), EN);
    expect(title.id).toBe('send.stop_price_unknown');
    expect(asked).toEqual({});
  });
});

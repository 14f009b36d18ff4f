/** The one question about a price that is not the expected one. */
import { MAX_MICRO_PER_PART } from '../../../shared/domain/pricing.ts';
import {
  enoughMicro,
  type KnownPrice,
  type StopFacts,
  type StopView,
  type StopViewOf,
} from './stopTypes.ts';
import { words } from './words.ts';

/** What the real price means for the whole list. */
export interface RealPrice {
  /** micro-USD: what has left, and the rest at the real price. */
  readonly newTotalMicro: number;
  /** The price of one SMS, before and really, where the list has one priced country; else `null`. */
  readonly perSms: { readonly before: number; readonly real: KnownPrice } | null;
}

/** Works out what a real price means. */
export function realPrice(
  expectedMicro: number,
  answeredMicro: number,
  { summary, queuedMicro, prices }: Pick<StopFacts, 'summary' | 'queuedMicro' | 'prices'>,
): RealPrice {
  const ratio = expectedMicro === 0 ? 1 : answeredMicro / expectedMicro;
  const newTotalMicro = summary.acceptedMicro + Math.round(queuedMicro * ratio);
  const [only] = prices;
  if (only === undefined || prices.length > 1) return { newTotalMicro, perSms: null };
  const microPerPart = Math.min(MAX_MICRO_PER_PART, Math.round(only.microPerPart * ratio));
  const real = { country: only.country, microPerPart };
  return { newTotalMicro, perSms: { before: only.microPerPart, real } };
}

/**
 * "Real price $0.034, not $0.020; new total $61: continue?"
 *
 * Where the list has several countries nobody can say which price is wrong, so the sums of the first
 * messages are told instead.
 */
export const priceQuestion: StopViewOf<'canary_price'> = (stop, facts, formats) => {
  const { expectedMicro, answeredMicro } = stop;
  if (answeredMicro === null) return noAnswer(expectedMicro, formats.money);
  const { money } = formats;
  const { newTotalMicro, perSms } = realPrice(expectedMicro, answeredMicro, facts);
  const total = money(newTotalMicro);
  const { budgetMicro } = facts.plan;
  const tooLow = budgetMicro !== null && budgetMicro < newTotalMicro;
  return {
    tone: 'warning',
    title:
      perSms === null
        ? words('send.stop_price_sums', {
            real: money(answeredMicro),
            expected: money(expectedMicro),
            total,
          })
        : words('send.stop_price', {
            real: money(perSms.real.microPerPart, true),
            expected: money(perSms.before, true),
            total,
          }),
    text: [words('send.stop_price_text')],
    asked: {
      ...(tooLow ? { maximumMicro: enoughMicro(newTotalMicro) } : {}),
      ...(perSms === null ? {} : { learn: perSms.real }),
    },
    choices: [
      {
        label: words('send.continue_at_price', { total }),
        act: { do: 'start', despite: { price: true } },
      },
      { label: words('send.open_pricing'), act: { do: 'page', page: 'pricing' } },
    ],
  };
};

function noAnswer(expectedMicro: number, money: (micro: number) => string): StopView {
  return {
    tone: 'warning',
    title: words('send.stop_price_unknown', { expected: money(expectedMicro) }),
    text: [words('send.stop_price_unknown_text')],
    asked: {},
    choices: [
      {
        label: words('send.continue_without_price'),
        act: { do: 'start', despite: { price: true } },
      },
      { label: words('send.open_pricing'), act: { do: 'page', page: 'pricing' } },
    ],
  };
}

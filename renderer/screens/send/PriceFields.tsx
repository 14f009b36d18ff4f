/** Fields for the prices of countries that have none. */
import { useState, type ReactElement } from 'react';
import { MAX_MICRO_PER_PART } from '../../../shared/domain/pricing.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../api/calls.ts';
import { MoneyField } from '../../components/NumberField.tsx';
import { useFormats, useText } from '../../i18n/text.tsx';

/** Prices as they are being typed, micro-USD, by country. */
export type TypedPrices = ReadonlyMap<string, number>;

/** A country without a price. */
export interface UnpricedCountry {
  readonly country: string;
  readonly recipients: number;
}

/** Keeps what is typed. */
export function useTypedPrices(): readonly [
  TypedPrices,
  (country: string, m: number | null) => void,
] {
  const [prices, setPrices] = useState<TypedPrices>(new Map());
  const set = (country: string, micro: number | null): void =>
    setPrices((before) => {
      const after = new Map(before);
      if (micro === null) after.delete(country);
      else after.set(country, micro);
      return after;
    });
  return [prices, set];
}

/** Keeps typed prices for good. */
export function useSavePrices(): {
  readonly run: (prices: TypedPrices) => Promise<AppError | null>;
  readonly isPending: boolean;
  readonly error: AppError | null;
} {
  const action = useAction('setPrices', ['listPrices', 'batch', 'sendCheck', 'listOutbox']);
  const run = async (typed: TypedPrices): Promise<AppError | null> => {
    if (typed.size === 0) return null;
    const prices = [...typed].map(([country, microPerPart]) => ({ country, microPerPart }));
    const answer = await action.run({ prices });
    return answer.ok ? null : answer.error;
  };
  return { run, isPending: action.isPending, error: action.error };
}

/** One field a country. */
export function PriceFields({
  countries,
  prices,
  onPrice,
}: {
  readonly countries: readonly UnpricedCountry[];
  readonly prices: TypedPrices;
  readonly onPrice: (country: string, micro: number | null) => void;
}): ReactElement {
  const t = useText();
  const formats = useFormats();
  return (
    <div className="send-prices">
      {countries.map(({ country, recipients }) => (
        <MoneyField
          key={country}
          label={t('send.price_of', { country: formats.country(country) })}
          help={t('send.people', { people: recipients })}
          micro={prices.get(country) ?? null}
          onChange={(micro) => onPrice(country, micro)}
          max={MAX_MICRO_PER_PART}
          isPrice
        />
      ))}
    </div>
  );
}

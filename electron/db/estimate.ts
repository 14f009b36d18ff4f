/** What a batch will cost, by the price list. */
import type { PriceList } from '../../shared/domain/pricing.ts';
import { batchQueries } from './batches.ts';
import type { Batch, CountryTotals } from './batches.ts';
import type { Db } from './connection.ts';
import { countQueries } from './counts.ts';

/** A batch's cost in one country. */
interface CountryEstimate extends CountryTotals {
  /** Micro-USD; `null`: there is no price for the country. */
  readonly estimateMicro: number | null;
}

/** A batch's cost. */
export interface BatchEstimate {
  readonly recipients: number;
  readonly parts: number;
  readonly unicode: number;
  /** Micro-USD for the priced recipients. */
  readonly estimateMicro: number;
  /** Recipients in countries without a price: shown, never guessed. */
  readonly unpriced: number;
  /** The costliest first; those without a price last, the most parts first. */
  readonly byCountry: readonly CountryEstimate[];
}

/**
 * Parts × price for the whole batch, from its kept totals (it never reads the messages).
 *
 * @param prices Micro-USD per part, by country.
 */
export function batchEstimate(db: Db, batchKey: number, prices: PriceList): BatchEstimate {
  const byCountry = batchQueries(db)
    .countries(batchKey)
    .map((totals): CountryEstimate => {
      const price = prices.get(totals.country);
      return { ...totals, estimateMicro: price === undefined ? null : totals.parts * price };
    });
  const sum = (value: (c: CountryEstimate) => number): number =>
    byCountry.reduce((total, country) => total + value(country), 0);
  return {
    recipients: sum((c) => c.recipients),
    parts: sum((c) => c.parts),
    unicode: sum((c) => c.unicode),
    estimateMicro: sum((c) => c.estimateMicro ?? 0),
    unpriced: sum((c) => (c.estimateMicro === null ? c.recipients : 0)),
    byCountry: byCountry.toSorted(
      (a, b) =>
        (b.estimateMicro ?? -1) - (a.estimateMicro ?? -1) ||
        b.parts - a.parts ||
        (a.country < b.country ? -1 : 1),
    ),
  };
}

/**
 * What the operator agreed to when the batch's send began, micro-USD; `null` until its first message
 * has left: a try that sent nothing agrees to nothing, and the price list may have changed since.
 */
export function agreedEstimateMicro(db: Db, { key, lastSeq, estimateMicro }: Batch): number | null {
  return countQueries(db).of(key).queued === lastSeq ? null : estimateMicro;
}

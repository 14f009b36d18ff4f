/** The price list, as the window's calls need it. */
import { isCountryCode } from '../../shared/domain/phone.ts';
import { err, ok } from '../../shared/errors.ts';
import type { Result } from '../../shared/errors.ts';
import type { CallInput } from '../../shared/ipc/types.ts';
import type { OwnerDb } from '../db/connection.ts';
import { priceQueries } from '../db/prices.ts';

/** Sets prices, all or none. Errors: `unknown_country`. */
export function setPrices(
  db: OwnerDb,
  { prices }: CallInput<'setPrices'>,
  nowMs: number,
): Result<Record<string, never>> {
  const wrong = prices.find(({ country }) => !isCountryCode(country));
  if (wrong !== undefined) return err({ kind: 'unknown_country', value: wrong.country });
  priceQueries(db).set(prices, 'by hand', nowMs);
  return ok({});
}

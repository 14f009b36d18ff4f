/** The price list: what one part costs in a country. */
import type { PriceList } from '../../shared/domain/pricing.ts';
import { inTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** A price to set. */
export interface PriceSetting {
  readonly country: string;
  /** Micro-USD for one part; an integer ≥ 0. */
  readonly microPerPart: number;
}

/** A price as stored. */
interface Price extends PriceSetting {
  /** Where it comes from, for the operator. */
  readonly source: string;
  readonly updatedAtMs: number;
}

/** Reads and writes prices. */
export interface PriceQueries {
  /** Sets these prices, all or none; the others stay. */
  set(prices: readonly PriceSetting[], source: string, nowMs: number): void;
  /** Takes a price off the list; messages that left keep theirs. */
  remove(country: string): void;
  /** Every price, by country. */
  list(): Price[];
  /** Micro-USD per part, by country. */
  map(): PriceList;
}

/** The queries of `price`. */
export const priceQueries: (db: Db) => PriceQueries = oncePerConnection((db) => {
  const upsert = db.sql.prepare<[string, number, string, number]>(
    `INSERT INTO price (country, micro_per_part, source, updated_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET micro_per_part = excluded.micro_per_part,
       source = excluded.source, updated_at_ms = excluded.updated_at_ms`,
  );
  const remove = db.sql.prepare<[string]>('DELETE FROM price WHERE country = ?');
  const select = db.sql.prepare<[], Price>(
    `SELECT country, micro_per_part AS microPerPart, source, updated_at_ms AS updatedAtMs
     FROM price ORDER BY country`,
  );
  return {
    set: (prices, source, nowMs) =>
      inTransaction(db, () => {
        for (const { country, microPerPart } of prices) {
          upsert.run(country, microPerPart, source, nowMs);
        }
      }),
    remove: (country) => void remove.run(country),
    list: () => select.all(),
    map: () => new Map(select.all().map(({ country, microPerPart }) => [country, microPerPart])),
  };
});

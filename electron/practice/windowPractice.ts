/**
 * Practising in the window: a practice gateway inside the application, and an account for it.
 *
 * The account's address is a fixed one, so that lists of an earlier day still belong to it; the gateway
 * is at another port each time, and whoever talks to the account is led there. No other address can be
 * reached from the practice data, whatever is written in it.
 */
import type { Result } from '../../shared/errors.ts';
import { accountQueries, type Account } from '../db/accounts.ts';
import type { Db } from '../db/connection.ts';
import { priceQueries } from '../db/prices.ts';
import type { Clock } from '../runtime.ts';
import { PRACTICE_ORG, startPracticeGateway, type PracticeGateway } from './gateway.ts';
import { PRACTICE_PRICES } from './prices.ts';

/** The base URL that every practice account has; nothing listens there. */
export const PRACTICE_BASE_URL = 'http://127.0.0.1';

/** A day of practice passes in a minute: reports come within seconds, and late ones while one looks. */
export const PRACTICE_SPEED = 1440;

/** Starts the gateway of the window. Errors: `bad_value` (no free port). */
export function startWindowPractice(
  clock: Clock,
  onBug: (error: unknown) => void,
): Promise<Result<PracticeGateway>> {
  return startPracticeGateway({ speed: PRACTICE_SPEED, clock, onBug });
}

/**
 * Writes what practising needs into a practice database, where it is missing: the account and a price
 * for every country. What the operator changed stays.
 */
export function preparePractice(db: Db, nowMs: number): Account {
  const accounts = accountQueries(db);
  const prices = priceQueries(db);
  if (prices.list().length === 0) {
    const list = [...PRACTICE_PRICES].map(([country, microPerPart]) => ({ country, microPerPart }));
    prices.set(list, 'practice', nowMs);
  }
  const current = accounts.current();
  if (current?.baseUrl === PRACTICE_BASE_URL) return current;
  const setting = { org: PRACTICE_ORG, baseUrl: PRACTICE_BASE_URL };
  return accounts.set({ ...setting, sender: 'Clinic', country: 'KE' }, nowMs);
}

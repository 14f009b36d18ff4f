/**
 * How often the messages of a batch changed since this process opened the database.
 *
 * Sums over a long list are dear; whoever keeps them asks here whether they still hold. A change that
 * was rolled back counts, too: a sum is then made once too often, never too seldom.
 */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** What changes: the messages of a batch, by its key, or the do-not-contact list. */
type Changing = number | 'opt_outs';

const revisionsOf = oncePerConnection((_db: Db) => new Map<Changing, number>());

/** Notes a change. */
export function noteChange(db: Db, what: Changing): void {
  const revisions = revisionsOf(db);
  revisions.set(what, (revisions.get(what) ?? 0) + 1);
}

/** A number that is another one after every change. */
export function revisionOf(db: Db, what: Changing): number {
  return revisionsOf(db).get(what) ?? 0;
}

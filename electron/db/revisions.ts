/**
 * How often the messages of a batch changed since this process opened the database.
 *
 * Sums over a long list are dear; whoever keeps them asks here whether they still hold. A change that
 * was rolled back counts, too: a sum is then made once too often, never too seldom.
 */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

const revisionsOf = oncePerConnection((_db: Db) => new Map<number, number>());

/** Notes that messages of a batch change. */
export function noteChange(db: Db, batchKey: number): void {
  const revisions = revisionsOf(db);
  revisions.set(batchKey, (revisions.get(batchKey) ?? 0) + 1);
}

/** A number that is another one after every change. */
export function batchRevision(db: Db, batchKey: number): number {
  return revisionsOf(db).get(batchKey) ?? 0;
}

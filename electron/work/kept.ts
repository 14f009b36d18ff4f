/** Sums over long lists: made in short pieces, and kept until the list changes. */
import { setImmediate as otherWork } from 'node:timers/promises';
import type { Batch } from '../db/batches.ts';
import type { Db } from '../db/connection.ts';
import { messageKey } from '../db/keys.ts';
import type { KeyRange } from '../db/keys.ts';
import { revisionOf } from '../db/revisions.ts';
import { pieces } from '../receipts/plan.ts';

/** Makes something of a batch. */
export type OfBatch<T> = (db: Db, batch: Batch) => Promise<T>;

/** Calls `visit` for a batch's messages, a piece of so many keys at a time; other work runs in between. */
export async function inPieces(
  { key, lastSeq }: Pick<Batch, 'key' | 'lastSeq'>,
  size: number,
  visit: (piece: KeyRange) => void,
): Promise<void> {
  if (lastSeq === 0) return;
  const range = { first: messageKey(key, 1), last: messageKey(key, lastSeq) };
  let isFirst = true;
  for (const piece of pieces([range], size)) {
    if (!isFirst) await otherWork();
    isFirst = false;
    visit(piece);
  }
}

/**
 * Keeps what was made of a batch for as long as its messages are the same. Those who ask at the same
 * time share the work.
 *
 * @param beside What else it depends on.
 */
export function keptOfBatch<T>(
  make: OfBatch<T>,
  beside: (db: Db) => string | number = () => '',
): OfBatch<T> {
  const kept = new WeakMap<Db, Map<number, { readonly name: string; readonly made: Promise<T> }>>();
  return (db, batch) => {
    const ofDb = kept.get(db) ?? new Map<number, { name: string; made: Promise<T> }>();
    kept.set(db, ofDb);
    const name = `${revisionOf(db, batch.key)} ${batch.lastSeq} ${beside(db)}`;
    const known = ofDb.get(batch.key);
    if (known?.name === name) return known.made;
    const made = make(db, batch);
    ofDb.set(batch.key, { name, made });
    made.catch(() => ofDb.delete(batch.key));
    return made;
  };
}

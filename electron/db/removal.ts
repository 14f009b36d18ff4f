/** Deleting batches of which nothing has left. */
import { AppFailure } from '../../shared/errors.ts';
import { inTransaction, oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import { keyRange } from './keys.ts';

/** Messages deleted in one step: a few milliseconds, so that the window never stalls. */
const STEP = 2000;

/** Deletes batches. */
export interface Removal {
  /**
   * Deletes a batch of which nothing has left, at once.
   *
   * @throws AppFailure `batch_state` where something has left: history is never deleted so.
   */
  remove(batchKey: number): void;
  /** The same in short steps, letting other work run in between. */
  removeInSteps(batchKey: number): Promise<void>;
  /** Deletes what unfinished imports left; tells how many batches. */
  removeImporting(): number;
}

function statements({ sql }: Db) {
  const steps = ['message', 'message_body'].map((table) =>
    sql.prepare<[number, number, number]>(
      `DELETE FROM ${table} WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?`,
    ),
  );
  const refused = sql.prepare<[number, number]>(
    'DELETE FROM refused_row WHERE batch_key = ? ORDER BY batch_key, row LIMIT ?',
  );
  return {
    steps,
    refused,
    state: sql.prepare<[number], { id: string; state: string; left: number }>(
      `SELECT id, state, EXISTS (SELECT 1 FROM request WHERE request.batch_key = batch.batch_key) AS left
       FROM batch WHERE batch_key = ?`,
    ),
    mark: sql.prepare<[number]>(`UPDATE batch SET state = 'importing' WHERE batch_key = ?`),
    // What was decided stays on record, also where the list it was about never left.
    decisions: sql.prepare<[number]>('UPDATE decision SET batch_key = NULL WHERE batch_key = ?'),
    batch: sql.prepare<[number]>('DELETE FROM batch WHERE batch_key = ?'),
    importing: sql
      .prepare<[], number>(`SELECT batch_key FROM batch WHERE state = 'importing'`)
      .pluck(),
  };
}

/** The deletion of batches. */
export const removal: (db: Db) => Removal = oncePerConnection((db) => {
  const { steps, refused, state, mark, decisions, batch, importing } = statements(db);
  const begin = (batchKey: number): boolean => {
    const found = state.get(batchKey);
    if (found === undefined) return false;
    if (found.left === 1 || !['importing', 'draft', 'ready'].includes(found.state)) {
      const { id, state: was } = found;
      throw new AppFailure({ kind: 'batch_state', batch: id, state: was, action: 'remove' });
    }
    // Half deleted it must never look whole: killed now, the next start deletes the rest.
    mark.run(batchKey);
    return true;
  };
  const step = (batchKey: number): boolean =>
    inTransaction(db, () => {
      const { first, last } = keyRange(batchKey);
      let deleted = refused.run(batchKey, STEP).changes;
      for (const statement of steps) deleted += statement.run(first, last, STEP).changes;
      if (deleted > 0) return true;
      decisions.run(batchKey);
      batch.run(batchKey);
      return false;
    });
  const remove = (batchKey: number): void => {
    if (!begin(batchKey)) return;
    while (step(batchKey));
  };
  return {
    remove,
    removeInSteps: async (batchKey) => {
      if (!begin(batchKey)) return;
      while (step(batchKey)) await new Promise((resolve) => void setImmediate(resolve));
    },
    removeImporting: () => {
      const keys = importing.all();
      for (const key of keys) remove(key);
      return keys.length;
    },
  };
});

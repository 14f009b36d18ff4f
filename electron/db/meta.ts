/** Small named values of the data folder. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** Reads and writes named values. */
export interface MetaQueries {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
}

/** The queries of `meta`. */
export const metaQueries: (db: Db) => MetaQueries = oncePerConnection(({ sql }) => {
  const select = sql.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const upsert = sql.prepare<[string, string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = sql.prepare<[string]>('DELETE FROM meta WHERE name = ?');
  return {
    get: (name) => select.get(name) ?? null,
    set: (name, value) => void upsert.run(name, value),
    remove: (name) => void remove.run(name),
  };
});

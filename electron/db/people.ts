/** The people who work with this data folder: those who left are retired, their decisions stay theirs. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** Someone who works here, or did. */
export interface Person {
  readonly name: string;
  readonly retired: boolean;
}

/** Reads and writes people. */
export interface PeopleQueries {
  /** Everyone, those who work here first, each group by name. */
  list(): Person[];
  /** Adds a name, or brings a retired one back. */
  add(name: string, nowMs: number): void;
  /** Retires a name; whether there was one that was not retired. */
  retire(name: string, nowMs: number): boolean;
}

/** The queries of `person`. */
export const peopleQueries: (db: Db) => PeopleQueries = oncePerConnection(({ sql }) => {
  const list = sql.prepare<[], { readonly name: string; readonly retired: number }>(
    `SELECT name, retired_at_ms IS NOT NULL AS retired FROM person
     ORDER BY retired, name COLLATE NOCASE`,
  );
  const add = sql.prepare<[string, number]>(
    `INSERT INTO person (name, added_at_ms) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET retired_at_ms = NULL`,
  );
  const retire = sql.prepare<[number, string]>(
    'UPDATE person SET retired_at_ms = ? WHERE name = ? AND retired_at_ms IS NULL',
  );
  return {
    list: () => list.all().map(({ name, retired }) => ({ name, retired: retired === 1 })),
    add: (name, nowMs) => void add.run(name, nowMs),
    retire: (name, nowMs) => retire.run(nowMs, name).changes === 1,
  };
});

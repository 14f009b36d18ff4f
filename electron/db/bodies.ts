/** What was imported of a message. */
import { textListOf } from './codes.ts';
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';

/** Reads the imported fields. */
export interface BodyQueries {
  /**
   * The values of a message's fields, in the order of the batch's field names.
   *
   * @throws Error where there is no such message.
   */
  fields(key: number): readonly string[];
}

/** The queries of `message_body` that need no message. */
export const bodyQueries: (db: Db) => BodyQueries = oncePerConnection(({ sql }) => {
  const fields = sql
    .prepare<[number], string>('SELECT fields FROM message_body WHERE key = ?')
    .pluck();
  return {
    fields: (key) => {
      const stored = fields.get(key);
      if (stored === undefined) throw new Error(`there is no message ${key}`);
      return textListOf(stored);
    },
  };
});

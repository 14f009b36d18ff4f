/** What stands out among the messages of a batch, a piece of its keys at a time. */
import { oncePerConnection } from './connection.ts';
import type { Db } from './connection.ts';
import type { StepRange } from './shortSteps.ts';

/** Messages of one country that take so many parts. */
export interface PartsCount {
  readonly country: string;
  readonly parts: number;
  readonly messages: number;
}

/** A message by its length. */
export interface TextLength {
  readonly key: number;
  readonly parts: number;
  /** Characters. */
  readonly length: number;
}

/** Reads what stands out. */
export interface PreviewQueries {
  /** How many messages of each country take so many parts. */
  byParts(piece: StepRange): PartsCount[];
  /** The longest texts, the longest first. */
  longest(piece: StepRange, limit: number): TextLength[];
  /** Messages of a country that take so many parts, the first ones. */
  keysOf(piece: StepRange, country: string, parts: number, limit: number): number[];
}

/** The queries of the preview. */
export const previewQueries: (db: Db) => PreviewQueries = oncePerConnection(({ sql }) => {
  const byParts = sql.prepare<[number, number], PartsCount>(
    `SELECT country, parts, count(*) AS messages FROM message
     WHERE key BETWEEN ? AND ? GROUP BY country, parts`,
  );
  const longest = sql.prepare<[number, number, number], TextLength>(
    `SELECT key, parts, length(text) AS length FROM message JOIN message_body USING (key)
     WHERE key BETWEEN ? AND ? AND parts > 0 ORDER BY parts DESC, length DESC, key LIMIT ?`,
  );
  const keysOf = sql
    .prepare<[number, number, string, number, number], number>(
      `SELECT key FROM message WHERE key BETWEEN ? AND ? AND country = ? AND parts = ?
       ORDER BY key LIMIT ?`,
    )
    .pluck();
  return {
    byParts: ({ first, last }) => byParts.all(first, last),
    longest: ({ first, last }, limit) => longest.all(first, last, limit),
    keysOf: ({ first, last }, country, parts, limit) =>
      keysOf.all(first, last, country, parts, limit),
  };
});

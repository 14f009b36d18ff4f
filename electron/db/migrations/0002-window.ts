/**
 * 0002: what the window keeps: lists being prepared, the people who work here, and the plan of a send.
 *
 * - A draft's settings are JSON, because the window alone reads them; `revision` counts the changes that
 *   need the list to be read anew, `built_revision` is the one that was read last.
 * - A draft stays when its batch is ready, as what *Repeat last send* starts from; its copy of the list
 *   does not.
 */
export const migration0002 = {
  version: 2,
  name: 'window',
  sql: `
CREATE TABLE draft (
  draft_key      INTEGER PRIMARY KEY AUTOINCREMENT,
  id             TEXT NOT NULL UNIQUE,
  batch_key      INTEGER REFERENCES batch ON DELETE SET NULL,
  source         TEXT NOT NULL,
  settings       TEXT NOT NULL,
  corrections    TEXT NOT NULL DEFAULT '[]',
  revision       INTEGER NOT NULL DEFAULT 1,
  built_revision INTEGER,
  built          TEXT,
  problem        TEXT,
  created_at_ms  INTEGER NOT NULL,
  updated_at_ms  INTEGER NOT NULL,
  readied_at_ms  INTEGER
) STRICT;

CREATE INDEX draft_by_batch ON draft (batch_key) WHERE batch_key IS NOT NULL;

CREATE TABLE person (
  name          TEXT PRIMARY KEY,
  added_at_ms   INTEGER NOT NULL,
  retired_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE send_plan (
  batch_key INTEGER PRIMARY KEY REFERENCES batch ON DELETE CASCADE,
  settings  TEXT NOT NULL
) STRICT;
`,
} as const;

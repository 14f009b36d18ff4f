/**
 * 0001: accounts, prices, the do-not-contact list, batches, messages, the request journal, doubt and
 * decisions.
 *
 * - `message` is hot and narrow; `message_body` holds text and imported fields under the same key.
 * - A message's key is `batch_key * 2^24 + seq`, so that a batch is one contiguous range of keys: an
 *   offset is a key, and no secondary index by batch is needed.
 * - A batch's key, and so a message's, is never given again after a deletion (`AUTOINCREMENT`).
 * - Estimates are frozen into a message when it leaves; before that they follow the price list. A doubt
 *   keeps the one of its request: the message may leave again.
 * - Receipts are scheduled by request (all its messages have the same age), not by message.
 */
export const migration0001 = {
  version: 1,
  name: 'outbox',
  sql: `
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  account_key   INTEGER PRIMARY KEY,
  org           INTEGER NOT NULL,
  base_url      TEXT NOT NULL,
  sender        TEXT,
  country       TEXT,
  created_at_ms INTEGER NOT NULL,
  UNIQUE (org, base_url)
) STRICT;

CREATE TRIGGER account_is_immutable BEFORE UPDATE OF org, base_url ON account
BEGIN
  SELECT RAISE(ABORT, 'an account''s organisation and base URL never change');
END;

CREATE TABLE price (
  country        TEXT PRIMARY KEY,
  micro_per_part INTEGER NOT NULL CHECK (micro_per_part >= 0),
  source         TEXT NOT NULL,
  updated_at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE opt_out (
  recipient   INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE batch (
  batch_key        INTEGER PRIMARY KEY AUTOINCREMENT,
  id               TEXT NOT NULL UNIQUE,
  account_key      INTEGER REFERENCES account,
  name             TEXT NOT NULL,
  state            TEXT NOT NULL
                   CHECK (state IN ('importing', 'draft', 'ready', 'sending', 'paused', 'done')),
  stop             TEXT,
  source           TEXT NOT NULL,
  template         TEXT,
  field_names      TEXT NOT NULL,
  allow_duplicates INTEGER NOT NULL CHECK (allow_duplicates IN (0, 1)),
  last_seq         INTEGER NOT NULL DEFAULT 0,
  row_count        INTEGER NOT NULL DEFAULT 0,
  rejected         INTEGER NOT NULL DEFAULT 0,
  duplicates       INTEGER NOT NULL DEFAULT 0,
  suppressed       INTEGER NOT NULL DEFAULT 0,
  estimate_micro   INTEGER,
  created_at_ms    INTEGER NOT NULL,
  ready_at_ms      INTEGER,
  done_at_ms       INTEGER
) STRICT;

CREATE TABLE batch_count (
  batch_key INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
  state     INTEGER NOT NULL,
  messages  INTEGER NOT NULL CHECK (messages >= 0),
  PRIMARY KEY (batch_key, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_country (
  batch_key  INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
  country    TEXT NOT NULL,
  recipients INTEGER NOT NULL,
  parts      INTEGER NOT NULL,
  unicode    INTEGER NOT NULL,
  PRIMARY KEY (batch_key, country)
) STRICT, WITHOUT ROWID;

CREATE TABLE refused_row (
  batch_key INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
  row       INTEGER NOT NULL,
  value     TEXT NOT NULL,
  reason    TEXT NOT NULL,
  cells     TEXT NOT NULL,
  PRIMARY KEY (batch_key, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  key             INTEGER PRIMARY KEY,
  row             INTEGER NOT NULL,
  state           INTEGER NOT NULL,
  recipient       INTEGER NOT NULL,
  country         TEXT NOT NULL,
  parts           INTEGER NOT NULL,
  encoding        INTEGER NOT NULL,
  attempt         INTEGER NOT NULL DEFAULT 0,
  request_key     INTEGER,
  message_id      TEXT,
  estimate_micro  INTEGER,
  answered_micro  INTEGER,
  charged_micro   INTEGER,
  sent_at_ms      INTEGER,
  delivered_at_ms INTEGER,
  error           TEXT,
  warning         TEXT
) STRICT;

CREATE INDEX message_by_id ON message (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_in_doubt ON message (key) WHERE state = 8;

CREATE TABLE message_body (
  key    INTEGER PRIMARY KEY,
  sender TEXT NOT NULL,
  text   TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;

CREATE TABLE request (
  request_key    INTEGER PRIMARY KEY,
  batch_key      INTEGER NOT NULL REFERENCES batch,
  kind           TEXT NOT NULL CHECK (kind IN ('bulk', 'single')),
  canary         INTEGER NOT NULL CHECK (canary IN (0, 1)),
  phase          TEXT NOT NULL CHECK (phase IN ('prepared', 'wire', 'settled')),
  first_key      INTEGER NOT NULL,
  last_key       INTEGER NOT NULL,
  messages       INTEGER NOT NULL,
  body_hash      TEXT NOT NULL,
  ledger_no      INTEGER UNIQUE,
  prepared_at_ms INTEGER NOT NULL,
  wire_at_ms     INTEGER,
  settled_at_ms  INTEGER,
  verdict        TEXT CHECK (verdict IN ('accepted', 'not_sent', 'refused', 'in_doubt')),
  status         INTEGER,
  detail         TEXT,
  answer         BLOB,
  answered_micro INTEGER,
  deadline_ms    INTEGER,
  due_at_ms      INTEGER,
  polls          INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX request_open ON request (request_key) WHERE phase <> 'settled';
CREATE INDEX request_due ON request (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX request_of_batch ON request (batch_key, request_key);

CREATE TABLE doubt (
  key            INTEGER NOT NULL,
  request_key    INTEGER NOT NULL REFERENCES request,
  since_ms       INTEGER NOT NULL,
  reason         TEXT NOT NULL,
  probable       INTEGER NOT NULL CHECK (probable IN (0, 1)),
  salvaged_ids   TEXT NOT NULL,
  estimate_micro INTEGER,
  outcome        TEXT CHECK (outcome IN ('confirmed', 'not_found', 'ambiguous')),
  evidence       TEXT,
  checked_at_ms  INTEGER,
  resolved_by    TEXT CHECK (resolved_by IN ('id', 'list', 'operator')),
  resolved_at_ms INTEGER,
  PRIMARY KEY (key, request_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  decision_key INTEGER PRIMARY KEY,
  at_ms        INTEGER NOT NULL,
  who          TEXT NOT NULL,
  kind         TEXT NOT NULL,
  why          TEXT NOT NULL,
  batch_key    INTEGER REFERENCES batch,
  detail       TEXT NOT NULL
) STRICT;
`,
} as const;

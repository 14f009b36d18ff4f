/**
 * 0003: under which sender names messages arrived, so that the operator can say to the vendor which name
 * to register. Counted by batch: a message itself keeps only that its sender was another one.
 */
export const migration0003 = {
  version: 3,
  name: 'arrived-senders',
  sql: `
CREATE TABLE arrived_sender (
  batch_key INTEGER NOT NULL REFERENCES batch ON DELETE CASCADE,
  ours      TEXT NOT NULL,
  theirs    TEXT NOT NULL,
  messages  INTEGER NOT NULL CHECK (messages > 0),
  PRIMARY KEY (batch_key, ours, theirs)
) STRICT, WITHOUT ROWID;
`,
} as const;

import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../../../electron/db/check.ts';
import { messageKey } from '../../../../electron/db/keys.ts';
import { sampleBatch, testDb, testReader } from '../../../helpers/dataFolder.ts';

/** What the check finds in a batch of five messages after some statements. */
function found(...statements: readonly string[]) {
  const db = testDb();
  const { key } = sampleBatch(db, { messages: 5 });
  db.sql.pragma('foreign_keys = OFF');
  for (const statement of statements) {
    db.sql.exec(statement.replaceAll(/seq(\d+)/gu, (_, seq) => `${messageKey(key, Number(seq))}`));
  }
  return { key, problems: checkDatabase(db) };
}

describe('the check', () => {
  test('finds nothing in whole data, whoever asks', () => {
    const db = testDb();
    sampleBatch(db, { messages: 500 });
    sampleBatch(db, { id: 'empty', messages: 0 });
    expect(checkDatabase(db)).toEqual([]);
    expect(checkDatabase(testReader(db.dir))).toEqual([]);
  });

  test('finds counts that are not those of the messages', () => {
    const { key, problems } = found('UPDATE message SET state = 2 WHERE key = seq4');
    expect(problems).toHaveLength(2);
    expect(problems).toContainEqual({
      kind: 'count',
      batchKey: key,
      state: 'queued',
      kept: 5,
      counted: 4,
    });
    expect(problems).toContainEqual({
      kind: 'count',
      batchKey: key,
      state: 'accepted',
      kept: 0,
      counted: 1,
    });
  });

  test('finds totals by country that are wrong, missing or too many', () => {
    const wrong = (batchKey: number, country: string) => ({
      kind: 'country_totals',
      batchKey,
      country,
    });
    const parts = found('UPDATE message SET parts = 2 WHERE key = seq1');
    expect(parts.problems).toEqual([wrong(parts.key, 'PH')]);
    const moved = found(`UPDATE message SET country = 'KE' WHERE key = seq1`);
    expect(moved.problems).toEqual([wrong(moved.key, 'PH'), wrong(moved.key, 'KE')]);
  });

  test('finds a message without a text, and a text without a message', () => {
    const lost = found('DELETE FROM message_body WHERE key IN (seq1, seq2)');
    expect(lost.problems).toEqual([{ kind: 'body', batchKey: lost.key, messages: 2 }]);
    const orphan = found(`INSERT INTO message_body VALUES (seq9, 'A', 'b', '[]')`);
    expect(orphan.problems).toEqual([{ kind: 'body', batchKey: orphan.key, messages: 1 }]);
  });

  test('finds a gap, a message beyond the last seq, and a seq below the first', () => {
    const gap = found(
      'DELETE FROM message WHERE key = seq3',
      'DELETE FROM message_body WHERE key = seq3',
      'UPDATE batch_count SET messages = 4',
      'UPDATE batch_country SET recipients = 4, parts = 4',
    );
    expect(gap.problems).toEqual([{ kind: 'seq', batchKey: gap.key, messages: 4 }]);
    const beyond = found('UPDATE batch SET last_seq = 4, row_count = 4');
    expect(beyond.problems).toEqual([{ kind: 'seq', batchKey: beyond.key, messages: 5 }]);
    const below = found(
      'UPDATE message SET key = seq1 - 1 WHERE key = seq1',
      'UPDATE message_body SET key = seq1 - 1 WHERE key = seq1',
    );
    expect(below.problems).toEqual([{ kind: 'seq', batchKey: below.key, messages: 5 }]);
  });

  test('finds messages of no batch', () => {
    const { key, problems } = found('DELETE FROM batch');
    expect(problems).toContainEqual({ kind: 'seq', batchKey: key, messages: 5 });
    expect(problems).toContainEqual({ kind: 'foreign_key', table: 'batch_count', rows: 1 });
    expect(problems).toContainEqual({ kind: 'foreign_key', table: 'batch_country', rows: 1 });
  });

  test('finds rows that do not add up', () => {
    const { key, problems } = found('UPDATE batch SET duplicates = 1');
    expect(problems).toEqual([{ kind: 'rows', batchKey: key }]);
  });

  test('tells what SQLite finds, and then compares nothing', () => {
    const db = testDb();
    sampleBatch(db, { messages: 5 });
    const sql = db.sql.unsafeMode();
    sql.pragma('writable_schema = ON');
    sql.exec(`UPDATE sqlite_schema SET sql = 'CREATE INDEX message_by_id ON message (message_id)'
      WHERE name = 'message_by_id'`);
    sql.exec('UPDATE batch_count SET messages = 9');
    db.close();
    const problems = checkDatabase(testReader(db.dir));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ kind }) => kind === 'integrity')).toBe(true);
  });
});

import { array, assert as assertProperty, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '../../../../electron/db/connection.ts';
import type { OwnerDb } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import { journalQueries } from '../../../../electron/db/journal.ts';
import { keyRange, messageKey } from '../../../../electron/db/keys.ts';
import { leavingQueries } from '../../../../electron/db/leaving.ts';
import { priceQueries } from '../../../../electron/db/prices.ts';
import { resultQueries } from '../../../../electron/db/results.ts';
import { sampleBatch, sampleMessage, testDb } from '../../../helpers/dataFolder.ts';

const db = testDb();
priceQueries(db).set([{ country: 'PH', microPerPart: 20_000 }], 'test', 1);

const everything = (batchKey: number, limit = 1000) => {
  const { first, last } = keyRange(batchKey);
  return { afterKey: first - 1, lastKey: last, attempts: [0, 0], limit } as const;
};

/** A request of these messages, departed. */
function departed(owner: OwnerDb, batchKey: number, keys: readonly number[]): number {
  const [firstKey = 0] = keys;
  const range = { firstKey, lastKey: keys.at(-1) ?? 0, messages: keys.length };
  const rest = { kind: 'bulk', canary: false, bodyHash: 'x', preparedAtMs: 1 } as const;
  const requestKey = journalQueries(owner).prepare({ batchKey, ...range, ...rest });
  leavingQueries(owner).depart(requestKey, keys, null);
  return requestKey;
}

const ids = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `id-${i}`, error: null, estimateMicro: 7 }));

describe('picking', () => {
  test('both ways give the same messages, whatever the texts are', () => {
    const nasty = constantFrom('"', '\\', '\0', '\u{1F600}', '\u2028', '\u001f', '</script>', "'");
    const text = oneof(string({ unit: 'binary', minLength: 1 }), nasty);
    assertProperty(
      property(array(text, { minLength: 1, maxLength: 8 }), (texts) => {
        const batch = sampleBatch(db, {
          messages: texts.map((own, i) =>
            sampleMessage(i + 1, { text: own, country: i % 2 === 0 ? 'PH' : 'XX', parts: i + 1 }),
          ),
        });
        const leaving = leavingQueries(db);
        const each = leaving.pick(everything(batch.key));
        const bulk = leaving.pickBulk(everything(batch.key));
        const wire = each.map(({ to, from, message }) => ({ to, from, message }));
        expect(JSON.parse(bulk?.json.toString('utf8') ?? '')).toEqual(wire);
        expect(bulk?.keys).toEqual(each.map(({ key }) => key));
        expect(bulk?.estimates).toEqual(each.map(({ estimateMicro }) => estimateMicro));
        expect(each.map(({ message }) => message)).toEqual(texts.map((own) => own.toWellFormed()));
      }),
    );
  });

  test('nothing queued is nothing', () => {
    const batch = sampleBatch(db, { messages: 2 });
    inTransaction(db, () => leavingQueries(db).cancelQueued(batch.key));
    expect(leavingQueries(db).pick(everything(batch.key))).toEqual([]);
    expect(leavingQueries(db).pickBulk(everything(batch.key))).toBeNull();
  });

  test('a limit takes the first ones, without and with a price', () => {
    const messages = [sampleMessage(1), sampleMessage(2, { country: 'XX' }), sampleMessage(3)];
    const batch = sampleBatch(db, { messages });
    const bulk = leavingQueries(db).pickBulk(everything(batch.key, 2));
    expect(bulk?.keys).toEqual([messageKey(batch.key, 1), messageKey(batch.key, 2)]);
    expect(bulk?.estimates).toEqual([20_000, null]);
  });
});

describe('moves', () => {
  test('an answer is applied message by message, over gaps between the keys, too', () => {
    const batch = sampleBatch(db, { messages: 6 });
    const keys = [1, 3, 4, 6].map((seq) => messageKey(batch.key, seq));
    const answer = ids(4).map((row, i) =>
      i === 1 ? { id: null, error: 'blocked', estimateMicro: null } : { ...row, estimateMicro: i },
    );
    inTransaction(db, () => {
      const requestKey = departed(db, batch.key, keys);
      const range = { requestKey, firstKey: keys[0] ?? 0, lastKey: keys[3] ?? 0, messages: 4 };
      expect(resultQueries(db).answer(range, keys, answer, 99)).toBe(3);
    });
    const rows = db.sql
      .prepare(
        'SELECT state, message_id, answered_micro, error FROM message WHERE key BETWEEN ? AND ?',
      )
      .raw()
      .all(messageKey(batch.key, 1), messageKey(batch.key, 6));
    expect(rows).toEqual([
      [2, 'id-0', 0, null],
      [0, null, null, null],
      [7, null, null, 'blocked'],
      [2, 'id-2', 2, null],
      [0, null, null, null],
      [2, 'id-3', 3, null],
    ]);
    const counts = countQueries(db).of(batch.key);
    expect(counts).toMatchObject({ queued: 2, accepted: 3, rejected: 1, sending: 0 });
  });

  test('what does not move exactly as asked is a bug, and changes nothing', () => {
    const batch = sampleBatch(db, { messages: 4 });
    const keys = [1, 2].map((seq) => messageKey(batch.key, seq));
    const [firstKey = 0, lastKey = 0] = keys;
    const requestKey = inTransaction(db, () => departed(db, batch.key, keys));
    const range = { requestKey, firstKey, lastKey, messages: 2 };
    const before = countQueries(db).of(batch.key);
    const wrong: (() => unknown)[] = [
      () => leavingQueries(db).depart(requestKey, keys, null),
      () => leavingQueries(db).giveBack({ ...range, messages: 3 }),
      () => leavingQueries(db).giveBack({ ...range, requestKey: requestKey + 1 }),
      () => resultQueries(db).answer(range, keys, ids(1), 1),
      () => resultQueries(db).answer(range, [firstKey, lastKey + 1], ids(2), 1),
    ];
    for (const run of wrong) expect(() => inTransaction(db, run)).toThrow(/not|another|nothing/);
    expect(countQueries(db).of(batch.key)).toEqual(before);
  });

  test('outside a transaction nothing moves', () => {
    const batch = sampleBatch(db, { messages: 1 });
    const leaving = leavingQueries(db);
    const moves: (() => unknown)[] = [
      () => leaving.depart(1, [messageKey(batch.key, 1)], null),
      () => leaving.cancelQueued(batch.key),
      () => leaving.cancelOptedOut(1, 2),
    ];
    for (const move of moves) expect(move).toThrow('inside a transaction');
  });
});

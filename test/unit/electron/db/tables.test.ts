import { describe, expect, test } from 'vitest';
import { messageStateCode } from '../../../../shared/domain/message.ts';
import { accountQueries } from '../../../../electron/db/accounts.ts';
import { encodingCode, encodingOf, textListOf } from '../../../../electron/db/codes.ts';
import { inTransaction, inUnsyncedTransaction } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import { batchEstimate } from '../../../../electron/db/estimate.ts';
import { messageQueries } from '../../../../electron/db/messages.ts';
import { metaQueries } from '../../../../electron/db/meta.ts';
import type { OwnerDb } from '../../../../electron/db/open.ts';
import { optOutQueries } from '../../../../electron/db/optOuts.ts';
import { priceQueries } from '../../../../electron/db/prices.ts';
import { sampleBatch, sampleMessage, testDb, testReader } from '../../../helpers/dataFolder.ts';

describe('accounts', () => {
  const one = { org: 7, baseUrl: 'https://one.example' };

  test('there is none at first', () => {
    expect(accountQueries(testDb()).current()).toBeNull();
  });

  test('setting one makes it the current one', () => {
    const accounts = accountQueries(testDb());
    const account = accounts.set({ ...one, sender: 'OFFICE', country: 'PH' }, 1);
    expect(account).toEqual({ key: account.key, ...one, sender: 'OFFICE', country: 'PH' });
    expect(accounts.current()).toEqual(account);
    expect(accounts.byKey(account.key)).toEqual(account);
    expect(accounts.byKey(99)).toBeNull();
  });

  test('what is left out stays, what is null goes', () => {
    const accounts = accountQueries(testDb());
    accounts.set({ ...one, sender: 'OFFICE', country: 'PH' }, 1);
    expect(accounts.set({ ...one, country: 'KE' }, 2)).toMatchObject({
      sender: 'OFFICE',
      country: 'KE',
    });
    expect(accounts.set({ ...one, sender: null }, 3)).toMatchObject({ sender: null });
  });

  test('another organisation or base URL is another account, and coming back finds the first', () => {
    const accounts = accountQueries(testDb());
    const first = accounts.set({ ...one, sender: 'OFFICE' }, 1);
    const second = accounts.set({ ...one, org: 8 }, 2);
    const third = accounts.set({ ...one, baseUrl: 'https://two.example' }, 3);
    expect(new Set([first.key, second.key, third.key]).size).toBe(3);
    expect(second.sender).toBeNull();
    expect(accounts.set(one, 4)).toEqual(first);
    expect(accounts.current()).toEqual(first);
  });

  test('an account never becomes another one', () => {
    const db = testDb();
    accountQueries(db).set(one, 1);
    expect(() => db.sql.exec('UPDATE account SET org = 9')).toThrow(/never change/u);
    expect(() => db.sql.exec(`UPDATE account SET base_url = 'x'`)).toThrow(/never change/u);
  });

  test('stays over a restart', () => {
    const db = testDb();
    const account = accountQueries(db).set(one, 1);
    db.close();
    expect(accountQueries(testDb(db.dir)).current()).toEqual(account);
  });
});

describe('prices', () => {
  test('are set, replaced and listed by country', () => {
    const prices = priceQueries(testDb());
    prices.set(
      [
        { country: 'PH', microPerPart: 20_000 },
        { country: 'KE', microPerPart: 0 },
      ],
      'a',
      1,
    );
    prices.set([{ country: 'PH', microPerPart: 34_500 }], 'b', 2);
    expect(prices.list()).toEqual([
      { country: 'KE', microPerPart: 0, source: 'a', updatedAtMs: 1 },
      { country: 'PH', microPerPart: 34_500, source: 'b', updatedAtMs: 2 },
    ]);
    expect(prices.map()).toEqual(
      new Map([
        ['KE', 0],
        ['PH', 34_500],
      ]),
    );
  });

  test('all of them or none', () => {
    const prices = priceQueries(testDb());
    const bad = [
      { country: 'PH', microPerPart: 1 },
      { country: 'KE', microPerPart: -1 },
    ];
    expect(() => prices.set(bad, 'a', 1)).toThrow(/CHECK/u);
    const fraction = [{ country: 'PH', microPerPart: 0.5 }];
    expect(() => prices.set(fraction, 'a', 1)).toThrow(/INTEGER/u);
    expect(prices.list()).toEqual([]);
  });
});

describe('opt-outs', () => {
  test('count only what is new', () => {
    const optOuts = optOutQueries(testDb());
    const many = Array.from({ length: 123 }, (_, i) => 639_170_000_000 + i);
    expect(optOuts.add(many, 'file', 1)).toBe(123);
    expect(optOuts.add([...many, 254_700_000_000, 254_700_000_000], 'file', 2)).toBe(1);
    expect(optOuts.add([], 'file', 3)).toBe(0);
    expect(optOuts.count()).toBe(124);
    expect(optOuts.has(254_700_000_000)).toBe(true);
    expect(optOuts.has(254_700_000_001)).toBe(false);
    expect(optOuts.all()).toEqual([254_700_000_000, ...many]);
  });
});

describe('meta', () => {
  test('holds named values', () => {
    const meta = metaQueries(testDb());
    expect(meta.get('a')).toBeNull();
    meta.set('a', '1');
    meta.set('a', '2');
    expect(meta.get('a')).toBe('2');
    meta.remove('a');
    expect(meta.get('a')).toBeNull();
  });
});

describe('counts', () => {
  test('follow moves, zeros included', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 5 });
    const counts = countQueries(db);
    inTransaction(db, () => {
      counts.move(key, 'queued', 'sending', 4);
      counts.move(key, 'sending', 'in_doubt', 4);
      counts.move(key, 'in_doubt', 'accepted', 1);
      counts.move(key, 'queued', 'queued', 1);
      counts.move(key, 'rejected', 'queued', 0);
    });
    const expected = { queued: 1, sending: 0, in_doubt: 3, accepted: 1, rejected: 0, failed: 0 };
    expect(counts.of(key)).toMatchObject(expected);
    expect(counts.all().get(key)).toEqual(counts.of(key));
    expect(counts.all().size).toBe(1);
  });

  test('never below zero, never from nowhere, never outside a transaction', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 5 });
    const counts = countQueries(db);
    const move = (...args: Parameters<typeof counts.move>) => {
      inTransaction(db, () => counts.move(...args));
    };
    expect(() => move(key, 'queued', 'sending', 6)).toThrow(/CHECK/u);
    expect(() => move(key, 'accepted', 'delivered', 1)).toThrow(/no messages are counted/u);
    expect(() => counts.move(key, 'queued', 'sending', 1)).toThrow(/inside a transaction/u);
    expect(counts.of(key)).toMatchObject({ queued: 5, sending: 0 });
  });
});

describe('transactions', () => {
  test('do not nest', () => {
    const db = testDb();
    const nested = (): void => inTransaction(db, () => inTransaction(db, () => {}));
    expect(nested).toThrow(/do not nest/u);
    expect(db.sql.inTransaction).toBe(false);
  });

  test('give back the value, and nothing of a failed one stays', () => {
    const db = testDb();
    const meta = metaQueries(db);
    expect(inTransaction(db, () => 5)).toBe(5);
    const bug = new Error('bug');
    const failing = (): void =>
      inTransaction(db, () => {
        meta.set('a', '1');
        throw bug;
      });
    expect(failing).toThrow(bug);
    expect(meta.get('a')).toBeNull();
  });
});

describe('transactions that are not synced', () => {
  const level = (db: OwnerDb) => db.sql.pragma('synchronous', { simple: true });

  test('leave the connection at full syncing, also when they fail', () => {
    const db = testDb();
    expect(inUnsyncedTransaction(db, () => level(db))).toBe(1);
    expect(level(db)).toBe(2);
    const failing = (): void =>
      inUnsyncedTransaction(db, () => {
        throw new Error('bug');
      });
    expect(failing).toThrow('bug');
    expect(level(db)).toBe(2);
    inTransaction(db, () => expect(level(db)).toBe(2));
  });

  test('cannot be put inside another one, whose syncing they would change', () => {
    const db = testDb();
    const nested = (): void => inTransaction(db, () => inUnsyncedTransaction(db, () => {}));
    expect(nested).toThrow(/inside a transaction/u);
    expect(level(db)).toBe(2);
  });
});

describe('statements', () => {
  test('are prepared once for a connection, and again for another', () => {
    const db = testDb();
    expect(metaQueries(db)).toBe(metaQueries(db));
    expect(metaQueries(testReader(db.dir))).not.toBe(metaQueries(db));
  });
});

describe('stored codes', () => {
  test('give back the encoding', () => {
    expect(encodingOf(encodingCode('gsm7'))).toBe('gsm7');
    expect(encodingOf(encodingCode('ucs2'))).toBe('ucs2');
    expect(() => encodingOf(2)).toThrow(/unknown/u);
  });

  test('a damaged list of texts is not read as one', () => {
    expect(textListOf('["a",""]')).toEqual(['a', '']);
    for (const json of ['{}', '[1]', '"a"', 'null']) {
      expect(() => textListOf(json)).toThrow(/damaged/u);
    }
  });
});

describe('the estimate', () => {
  const list = [
    sampleMessage(1, { parts: 2 }),
    sampleMessage(2),
    sampleMessage(3, { country: 'KE', parts: 3, encoding: 'ucs2' }),
    sampleMessage(4, { country: 'ET', parts: 7 }),
    sampleMessage(5, { country: 'UG', parts: 1 }),
    sampleMessage(6, { country: 'UG', parts: 1 }),
  ];

  test('is parts × price; without a price it is shown, not guessed', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: list });
    const prices = new Map([
      ['PH', 10_000],
      ['KE', 34_500],
    ]);
    const estimate = batchEstimate(db, key, prices);
    expect(estimate).toMatchObject({ recipients: 6, parts: 15, unicode: 1, unpriced: 3 });
    expect(estimate.estimateMicro).toBe(3 * 10_000 + 3 * 34_500);
    const short = estimate.byCountry.map((c) => [
      c.country,
      c.recipients,
      c.parts,
      c.estimateMicro,
    ]);
    expect(short).toEqual([
      ['KE', 1, 3, 103_500],
      ['PH', 2, 3, 30_000],
      ['ET', 1, 7, null],
      ['UG', 2, 2, null],
    ]);
  });

  test('a price of nothing is a price', () => {
    const db = testDb();
    const { key } = sampleBatch(db);
    const estimate = batchEstimate(db, key, new Map([['PH', 0]]));
    expect(estimate).toMatchObject({ estimateMicro: 0, unpriced: 0 });
  });

  test('of an empty batch is nothing', () => {
    const db = testDb();
    const { key } = sampleBatch(db, { messages: 0 });
    const nothing = { recipients: 0, parts: 0, unicode: 0, estimateMicro: 0, unpriced: 0 };
    expect(batchEstimate(db, key, new Map())).toEqual({ ...nothing, byCountry: [] });
  });
});

describe('a page of messages', () => {
  test('holds what was asked for, wherever it is', () => {
    const db = testDb();
    sampleBatch(db, { id: 'before', messages: 7 });
    const { key } = sampleBatch(db, { messages: 300 });
    sampleBatch(db, { id: 'after', messages: 7 });
    const seqs = (offset: number, limit: number) =>
      messageQueries(db)
        .page(key, offset, limit)
        .map(({ seq }) => seq);
    expect(seqs(0, 2)).toEqual([1, 2]);
    expect(seqs(299, 5)).toEqual([300]);
    expect(seqs(300, 5)).toEqual([]);
    expect(seqs(20_000_000, 5)).toEqual([]);
    expect(seqs(0, 0)).toEqual([]);
    expect(seqs(0, 1000)).toHaveLength(300);
  });

  test('a queued message follows the price list, one that left keeps what was frozen', () => {
    const db = testDb();
    const { key } = sampleBatch(db, {
      messages: [1, 2, 3, 4].map((n) => sampleMessage(n, { parts: n })),
    });
    const leave = db.sql.prepare('UPDATE message SET state = ?, estimate_micro = ? WHERE row = ?');
    leave.run(messageStateCode('delivered'), 500, 3);
    leave.run(messageStateCode('accepted'), null, 4);
    const estimates = () =>
      messageQueries(db)
        .page(key, 0, 10)
        .map(({ state, estimateMicro }) => [state, estimateMicro]);
    expect(estimates()[0]).toEqual(['queued', null]);
    priceQueries(db).set([{ country: 'PH', microPerPart: 1000 }], 'a', 1);
    expect(estimates()).toEqual([
      ['queued', 1000],
      ['delivered', 500],
      ['accepted', null],
      ['queued', 4000],
    ]);
  });
});

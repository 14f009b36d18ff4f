import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { batchQueries } from '../../../../electron/db/batches.ts';
import { inTransaction } from '../../../../electron/db/connection.ts';
import type { OwnerDb } from '../../../../electron/db/connection.ts';
import { countQueries } from '../../../../electron/db/counts.ts';
import { departureQueries } from '../../../../electron/db/departures.ts';
import { journalQueries } from '../../../../electron/db/journal.ts';
import { messageKey } from '../../../../electron/db/keys.ts';
import { leavingQueries } from '../../../../electron/db/leaving.ts';
import { dataPaths } from '../../../../electron/db/paths.ts';
import { openLedger } from '../../../../electron/send/ledger.ts';
import type { Ledger } from '../../../../electron/send/ledger.ts';
import { recover } from '../../../../electron/send/recover.ts';
import { countSameText } from '../../../../electron/send/sameText.ts';
import { breaches } from '../../../helpers/checker.ts';
import {
  dataFolder,
  sampleBatch,
  sampleMessage,
  testClock,
  testDb,
  unwrap,
  unwrapError,
} from '../../../helpers/dataFolder.ts';

const HASH = 'ab'.repeat(32);

interface Scene {
  readonly db: OwnerDb;
  readonly ledger: Ledger;
  readonly batchKey: number;
  readonly batch: string;
}

/** A batch in the middle of a send. */
function scene(dir = dataFolder()): Scene {
  const db = testDb(dir);
  const ledger = unwrap(openLedger(dataPaths(dir).ledger));
  const batch = sampleBatch(db, { messages: 10 });
  batchQueries(db).apply(batch.key, { type: 'send_started' }, { atMs: 1 });
  return { db, ledger, batchKey: batch.key, batch: batch.id };
}

/** Brings a request of three messages as far as `phase`. */
function request(
  { db, ledger, batch, batchKey }: Scene,
  firstSeq: number,
  phase: 'prepared' | 'ledger' | 'wire',
  bodyHash = HASH,
): number {
  const [firstKey, lastKey] = [messageKey(batchKey, firstSeq), messageKey(batchKey, firstSeq + 2)];
  const keys = [firstKey, firstKey + 1, lastKey];
  const common = { batchKey, kind: 'bulk', canary: false, bodyHash } as const;
  const requestKey = inTransaction(db, () => {
    const range = { firstKey, lastKey, messages: 3, preparedAtMs: 5 };
    const key = journalQueries(db).prepare({ ...common, ...range });
    leavingQueries(db).depart(key, keys, null);
    return key;
  });
  if (phase === 'prepared') return requestKey;
  const runs = `${firstSeq}-${firstSeq + 2}`;
  const entry = { batch, requestKey, kind: 'bulk', runs, count: 3, bodyHash } as const;
  const no = ledger.append(entry);
  if (phase === 'wire') journalQueries(db).wire(requestKey, no, 7);
  return requestKey;
}

const recoverIn = ({ db, ledger }: Scene) => recover({ db, ledger, clock: testClock });

describe('recovery', () => {
  test('what never reached the ledger goes back; what did, or was on the wire, is in doubt', () => {
    const stage = scene();
    request(stage, 1, 'prepared');
    request(stage, 4, 'ledger');
    const wire = request(stage, 7, 'wire');
    expect(unwrap(recoverIn(stage))).toEqual({
      returned: 3,
      inDoubt: 6,
      interrupted: [stage.batch],
    });
    const counts = countQueries(stage.db).of(stage.batchKey);
    expect(counts).toMatchObject({ queued: 4, in_doubt: 6, sending: 0 });
    expect(batchQueries(stage.db).get(stage.batchKey)).toMatchObject({
      state: 'paused',
      stop: { reason: 'interrupted' },
    });
    const doubts = stage.db.sql.prepare('SELECT * FROM doubt WHERE request_key = ?').all(wire);
    expect(doubts).toHaveLength(3);
    expect(doubts[0]).toMatchObject({ reason: 'interrupted', probable: 0, since_ms: 7 });
    expect(breaches(stage.db, stage.batchKey, [])).toEqual([]);
  });

  test('what reached the ledger only has left, for every guard and for the ledger', async () => {
    const stage = scene();
    request(stage, 1, 'prepared');
    const requestKey = request(stage, 4, 'ledger');
    unwrap(recoverIn(stage));
    const departures = departureQueries(stage.db);
    const left = departures.since(5);
    expect(left).toMatchObject([{ requestKey, wireAtMs: 5 }]);
    expect(left.flatMap((departure) => departures.standing(departure))).toHaveLength(3);
    const messages = [4, 5, 6].map((row) => sampleMessage(row));
    const other = sampleBatch(stage.db, { messages });
    expect(await countSameText(stage.db, other.key, 1, 6)).toBe(3);
    expect(journalQueries(stage.db).find(requestKey)).toMatchObject({ ledgerNo: 1 });
    // Later requests are numbered on from it.
    request(stage, 7, 'wire');
    expect(unwrap(recoverIn(stage))).toMatchObject({ inDoubt: 3 });
    expect(unwrap(recoverIn(stage))).toMatchObject({ inDoubt: 0 });
  });

  test('does nothing the second time, nor after a clean end', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    unwrap(recoverIn(stage));
    const nothing = { returned: 0, inDoubt: 0, interrupted: [] };
    expect(unwrap(recoverIn(stage))).toEqual(nothing);
  });

  test('a batch with nothing left in the queue is done', () => {
    const stage = scene();
    for (const seq of [1, 4, 7]) request(stage, seq, 'wire');
    inTransaction(stage.db, () => leavingQueries(stage.db).cancelQueued(stage.batchKey));
    unwrap(recoverIn(stage));
    expect(batchQueries(stage.db).get(stage.batchKey)).toMatchObject({ state: 'done', stop: null });
  });

  test('a torn last ledger line was never sent', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    request(stage, 4, 'ledger');
    const { file } = stage.ledger;
    truncateSync(file, readFileSync(file).length - 20);
    const ledger = unwrap(openLedger(file));
    expect(unwrap(recoverIn({ ...stage, ledger }))).toMatchObject({ returned: 3, inDoubt: 3 });
  });

  test('killed in it, it begins again', () => {
    const stage = scene();
    request(stage, 1, 'prepared');
    const killed = (): never => {
      throw new Error('killed');
    };
    const deps = { db: stage.db, ledger: stage.ledger, clock: testClock, journalPoint: killed };
    expect(() => recover(deps)).toThrow('killed');
    expect(countQueries(stage.db).of(stage.batchKey).sending).toBe(3);
    expect(unwrap(recoverIn(stage))).toMatchObject({ returned: 3 });
  });
});

/** The whole database as text, to see that nothing was changed. */
const contents = ({ db }: Scene): string =>
  JSON.stringify(
    ['batch', 'message', 'request', 'doubt', 'batch_count'].map((table) =>
      db.sql.prepare(`SELECT * FROM ${table}`).all(),
    ),
  );

function expectFrozen(stage: Scene, detail: RegExp): void {
  const before = contents(stage);
  expect(unwrapError(recoverIn(stage))).toEqual({
    kind: 'data_frozen',
    path: stage.db.dir,
    detail: expect.stringMatching(detail) as string,
  });
  expect(contents(stage)).toBe(before);
}

describe('frozen, with nothing changed', () => {
  test('a ledger that lost what recovery found in it', () => {
    const stage = scene();
    request(stage, 1, 'ledger');
    unwrap(recoverIn(stage));
    writeFileSync(stage.ledger.file, '');
    expectFrozen(stage, /up to ledger number 1, the ledger ends at 0/);
  });

  test('a ledger that is missing', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    rmSync(stage.ledger.file);
    const ledger = unwrap(openLedger(stage.ledger.file));
    expectFrozen({ ...stage, ledger }, /up to ledger number 1, the ledger ends at 0/);
  });

  test('a ledger that is empty', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    writeFileSync(stage.ledger.file, '');
    expectFrozen(stage, /the ledger ends at 0/);
  });

  test('a ledger that is an older copy', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    const copy = `${stage.ledger.file}.copy`;
    copyFileSync(stage.ledger.file, copy);
    request(stage, 4, 'wire');
    copyFileSync(copy, stage.ledger.file);
    expectFrozen(stage, /up to ledger number 2, the ledger ends at 1/);
  });

  test('a last line that was whole once, but is damaged', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    const bytes = readFileSync(stage.ledger.file);
    bytes[bytes.length - 5] = 0x7a;
    writeFileSync(stage.ledger.file, bytes);
    const ledger = unwrap(openLedger(stage.ledger.file));
    expectFrozen({ ...stage, ledger }, /the ledger ends at 0/);
    expect(readFileSync(stage.ledger.file)).toEqual(bytes);
  });

  test('a database that is new', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    const fresh = scene();
    expectFrozen({ ...fresh, ledger: stage.ledger }, /does not know ledger number 1 of 1/);
  });

  test('a database restored from before', () => {
    const stage = scene();
    request(stage, 1, 'wire');
    const old = dataFolder();
    stage.db.sql.prepare('VACUUM INTO ?').run(dataPaths(old).database);
    request(stage, 4, 'wire');
    const db = testDb(old);
    expectFrozen(
      { ...stage, db },
      /does not know ledger number 2 of 2: batch .* 3 messages \(4-6\)/,
    );
  });

  test('a restored database that went on by itself: the same numbers, other contents', () => {
    const stage = scene();
    const other = scene();
    request(stage, 1, 'wire');
    request(other, 1, 'wire');
    expectFrozen({ ...stage, ledger: other.ledger }, /does not know ledger number 1/);
  });

  test('a copy that sent other messages of the same list under the same number', () => {
    const stage = scene();
    const copied = dataFolder();
    stage.db.sql.prepare('VACUUM INTO ?').run(dataPaths(copied).database);
    request(stage, 1, 'wire');
    const db = testDb(copied);
    const ledger = unwrap(openLedger(dataPaths(copied).ledger));
    request({ ...stage, db, ledger }, 4, 'wire', 'cd'.repeat(32));
    expectFrozen({ ...stage, db }, /does not know ledger number 1 of 1: .* \(1-3\)/);
  });
});

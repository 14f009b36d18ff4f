/**
 * Many sends on a hostile line, with everything left to chance: faults, lanes, sizes, pauses, refused
 * messages, decisions to send again, and a cancel in the end. After every run the promise must hold.
 *
 * A few seeds a commit; hundreds with `POSTBAG_LONG=1`, or as many as `POSTBAG_SEEDS` says.
 */
import { expect, test } from 'vitest';
import { inTransaction } from '../../electron/db/connection.ts';
import { doubtQueries } from '../../electron/db/doubts.ts';
import { requestPause } from '../../electron/send/control.ts';
import type { SendOptions } from '../../electron/send/sendBatch.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import { cancelBatch } from '../../electron/send/stopBatch.ts';
import { systemClock } from '../../electron/runtime.ts';
import { isSent } from '../../shared/domain/batch.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { unwrap } from '../helpers/dataFolder.ts';
import { printedSeed, seedCount } from '../helpers/seed.ts';
import { sendLine } from '../helpers/sendLine.ts';
import type { SendLineSetup } from '../helpers/sendLine.ts';
import { tally } from '../helpers/tally.ts';
import { dice, faultsFromSeed } from '../helpers/truthGatewayFaults.ts';

const seed = printedSeed('sendRandom');
const MESSAGES = 80;
const RUNS = 4;

/** Whole numbers below `sides` that depend on the seed and the place alone. */
const roller = (own: number) => (place: number, sides: number) =>
  Math.floor(dice(own, place) * sides);
type Roll = ReturnType<typeof roller>;

function randomOptions(roll: Roll, run: number): SendOptions {
  const safe = [true, false, undefined, undefined][roll(run + 10, 4)];
  return {
    canary: 1 + roll(run + 20, 8),
    maxRequest: 1 + roll(run + 30, 40),
    lanes: 1 + roll(run + 40, 4),
    doubtLimit: 1 + roll(run + 50, 100),
    tolerancePercent: 1000,
    ...(safe === undefined ? null : { safe }),
  };
}

/** The operator decides to send some of what is in doubt again; tells how many. */
function decide({ db, batch }: SendLineSetup, roll: Roll, run: number): number {
  const doubtful = doubtQueries(db)
    .ofBatch(batch.key)
    .filter((_, i) => roll(1000 * run + i, 5) === 0);
  if (doubtful.length === 0) return 0;
  inTransaction(db, () => doubtQueries(db).decide(doubtful, 'send_again', Date.now()));
  if (batchQueries(db).get(batch.key).state === 'done') {
    batchQueries(db).apply(batch.key, { type: 'reopened' }, { atMs: Date.now() });
  }
  return doubtful.length;
}

const SEEDS = Array.from({ length: seedCount(12, 300) }, (_, i) => seed + i);

test.for(SEEDS)('seed %i', async (own, context) => {
  const roll = roller(own);
  const refuse = ({ text }: { text: string }) =>
    roll(5000 + Number(text.slice(6)), 25) === 0 ? 'blocked' : null;
  const line = await sendLine({
    messages: MESSAGES,
    gateway: { refuse, refuseWhole: roll(1, 2) === 0 },
    timeouts: { connectMs: 300, headersMs: 300, bodyMs: 300, readMs: 300 },
  });
  line.plan(faultsFromSeed(own, 0.3));
  let decisions = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const options = randomOptions(roll, run);
    const pauseAt = roll(run + 60, 3) === 0 ? roll(run + 70, 10) : Infinity;
    let wires = 0;
    const journalPoint = (name: JournalPoint): void => {
      if (name === 'wire' && (wires += 1) === pauseAt) requestPause(line.db.dir, line.batch.id);
    };
    const report = await line.send(options, {}, { journalPoint });
    const seen = { own, run, options, report };
    expect({ ...seen, breaches: line.breaches() }).toEqual({ ...seen, breaches: [] });
    expect({ ...seen, sent: report.stopped === null }).toEqual({
      ...seen,
      sent: isSent(report.counts),
    });
    decisions += decide(line, roll, run);
  }
  // Whatever was still to be sent, and whatever it was before, is cancelled.
  unwrap(cancelBatch({ db: line.db, clock: systemClock }, line.batch.id));
  const breaches = line.breaches();
  const taken = line.gateway.truth.length;
  const counts = countQueries(line.db).of(line.batch.key);
  tally(context, counts, { seed: own, kills: 0, taken, decisions, breaches: breaches.length });
  expect({ own, breaches }).toEqual({ own, breaches: [] });
});

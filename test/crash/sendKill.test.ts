/**
 * `kill -9` at every journal point, then the same command again: the promise must hold, whatever the
 * gateway took in between.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { countQueries } from '../../electron/db/counts.ts';
import type { SendOptions, SendReport } from '../../electron/send/sendBatch.ts';
import type { JournalPoint } from '../../electron/send/types.ts';
import type { Result } from '../../shared/errors.ts';
import { breaches } from '../helpers/checker.ts';
import { dataFolder, sampleBatch, testDb, testReader, unwrap } from '../helpers/dataFolder.ts';
import { printedSeed, seedCount } from '../helpers/seed.ts';
import { tally } from '../helpers/tally.ts';
import { startTruthGateway } from '../helpers/truthGateway.ts';
import type { TruthGateway, TruthGatewayOptions } from '../helpers/truthGateway.ts';
import { dice, faultsFromSeed } from '../helpers/truthGatewayFaults.ts';
import type { SendChildArguments } from './sendChild.ts';

const SCRIPT = fileURLToPath(new URL('sendChild.ts', import.meta.url));
const MESSAGES = 60;
const OPTIONS: SendOptions = { canary: 5, maxRequest: 20, doubtLimit: 1000 };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Scene {
  readonly gateway: TruthGateway;
  readonly args: SendChildArguments;
  readonly batchKey: number;
}

async function scene(gatewayOptions: TruthGatewayOptions = {}): Promise<Scene> {
  const gateway = await startTruthGateway({ balance: false, ...gatewayOptions });
  closing.push(() => gateway.close());
  const dir = dataFolder();
  const db = testDb(dir);
  const { url: baseUrl, apiKey, org } = gateway;
  const account = accountQueries(db).set({ org, baseUrl }, Date.now());
  const batch = sampleBatch(db, { accountKey: account.key, messages: MESSAGES });
  db.close();
  const args = { dir, batch: batch.id, baseUrl, apiKey, org, options: OPTIONS };
  return { gateway, args, batchKey: batch.key };
}

function start(
  args: SendChildArguments,
): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(args)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closing.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  return child;
}

/** Runs until it kills itself. */
async function runKilled(args: SendChildArguments): Promise<void> {
  const child = start(args);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal, `at ${JSON.stringify(args.killAt)}`).toBe('SIGKILL');
}

/** Runs to its end. */
async function run(args: SendChildArguments): Promise<SendReport> {
  const child = start(args);
  const output = await text(child.stdout);
  return unwrap(JSON.parse(output) as Result<SendReport>);
}

/** What is left after everything: the database as the next process finds it. */
function after({ args, batchKey, gateway }: Scene) {
  const db = testReader(args.dir);
  const counts = countQueries(db).of(batchKey);
  const found = breaches(db, batchKey, gateway.truth);
  db.close();
  return { counts, found, taken: gateway.truth.length };
}

/** What the messages of the request that was under way must be after the kill and another run. */
const POINTS: readonly (readonly [JournalPoint, 'sent' | 'in doubt'])[] = [
  ['before_prepare', 'sent'],
  ['prepared', 'sent'],
  ['before_ledger', 'sent'],
  ['ledger', 'in doubt'],
  ['wire', 'in doubt'],
  ['answered', 'in doubt'],
  ['settled', 'sent'],
];

/** The request under way when the `nth` of a point is reached: 5, then 10, then 20, and so on. */
const SIZES = [5, 10, 20, 20, 5];

describe.each(POINTS)('killed at %s', (point, fate) => {
  test.each([1, 2, 4])('for the %i. time, then again', async (nth) => {
    const stage = await scene();
    await runKilled({ ...stage.args, killAt: { point, nth } });
    const report = await run(stage.args);
    // Point `before_prepare` of a request comes before its predecessor's result is committed.
    const lost = point === 'before_prepare' && nth > 2 ? (SIZES[nth - 2] ?? 0) : 0;
    const inDoubt = fate === 'in doubt' ? (SIZES[nth - 1] ?? 0) : lost;
    expect(report).toMatchObject({ state: 'done', stopped: null });
    expect(report.counts).toMatchObject({ in_doubt: inDoubt, accepted: MESSAGES - inDoubt });
    expect(after(stage).found).toEqual([]);
  });
});

test.each(['none', 'stall_accepted', 'stall'] as const)(
  'killed while the answer is awaited (%s)',
  async (fault) => {
    const faults = ['none', 'none', fault === 'none' ? 'slow_5000' : fault] as const;
    const stage = await scene({ faults });
    const child = start(stage.args);
    while (!stage.gateway.requests.some(({ no, complete }) => no === 3 && complete)) await pause(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const report = await run(stage.args);
    expect(report).toMatchObject({ state: 'done', counts: { in_doubt: 20, accepted: 40 } });
    expect(after(stage).found).toEqual([]);
  },
);

describe('killed during recovery', () => {
  test.each(['recovering', 'recovered'] as const)('at %s, twice', async (point) => {
    const stage = await scene();
    await runKilled({ ...stage.args, killAt: { point: 'wire', nth: 2 } });
    await runKilled({ ...stage.args, killAt: { point, nth: 1 } });
    // Once recovery is committed, there is nothing to recover.
    if (point === 'recovering') await runKilled({ ...stage.args, killAt: { point, nth: 1 } });
    const report = await run(stage.args);
    expect(report.counts).toMatchObject({ in_doubt: 10, accepted: 50 });
    expect(after(stage).found).toEqual([]);
  });
});

describe('killed again and again, at random, on a bad line', () => {
  const seed = printedSeed('sendKill');
  const seeds = Array.from({ length: seedCount(3, 100) }, (_, i) => seed + i);
  test.for(seeds)('seed %i', { timeout: 60_000 }, async (roundSeed, context) => {
    const roll = (place: number, sides: number) => Math.floor(dice(roundSeed, place) * sides);
    const stage = await scene({ faults: faultsFromSeed(roundSeed, 0.15) });
    const options = { ...OPTIONS, lanes: 1 + roll(1, 4), safe: roll(2, 4) === 0 };
    let kills = 0;
    const end = async (killAt: NonNullable<SendChildArguments['killAt']>): Promise<void> => {
      const ended = await once(start({ ...stage.args, options, killAt }), 'exit');
      if (ended[1] === 'SIGKILL') kills += 1;
    };
    for (let kill = 0; kill < 4; kill += 1) {
      const [point] = POINTS[roll(10 + kill, POINTS.length)] ?? ['wire'];
      await end({ point, nth: 1 + roll(20 + kill, 4) });
      if (roll(30 + kill, 3) > 0) continue;
      await end({ point: 'recovering', nth: 1 });
    }
    const report = await run({ ...stage.args, options });
    const { found, counts, taken } = after(stage);
    const breachCount = found.length;
    tally(context, counts, { seed: roundSeed, kills, taken, decisions: 0, breaches: breachCount });
    const circumstances = { options, report, counts };
    expect({ circumstances, found }).toEqual({ circumstances, found: [] });
  });
});

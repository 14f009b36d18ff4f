/**
 * The question before a send: the same text went to the same number a short while ago.
 *
 * Compared by number and exact text with everything that left in the last days and may have arrived.
 * The batch itself does not count: in it a number is either unique, or was imported several times on
 * purpose. Asked once, at the start: only one send runs at a time, so nothing else can leave meanwhile.
 */
import type { Db } from '../db/connection.ts';
import { departureQueries } from '../db/departures.ts';
import type { DepartureQueries } from '../db/departures.ts';
import { keyRange } from '../db/keys.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Messages looked at before other work may run: a few milliseconds. */
const STEP = 5000;

const yieldToOthers = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Recipient → the keys of the messages that left for it. */
type Recent = ReadonlyMap<number, readonly number[]>;

/** How many queued messages of a batch repeat what left in the last `days` days. */
export async function countSameText(
  db: Db,
  batchKey: number,
  days: number,
  nowMs: number,
): Promise<number> {
  const departures = departureQueries(db);
  const recent = await recentOfOthers(departures, batchKey, nowMs - days * DAY_MS);
  if (recent.size === 0) return 0;
  let same = 0;
  let afterKey = keyRange(batchKey).first - 1;
  for (;;) {
    const queued = departures.queued(batchKey, afterKey, STEP);
    const last = queued.at(-1);
    if (last === undefined) return same;
    for (const { key, recipient } of queued) {
      const keys = recent.get(recipient);
      if (keys === undefined) continue;
      const text = departures.text(key);
      if (keys.some((other) => departures.text(other) === text)) same += 1;
    }
    afterKey = last.key;
    await yieldToOthers();
  }
}

async function recentOfOthers(
  departures: DepartureQueries,
  batchKey: number,
  sinceMs: number,
): Promise<Recent> {
  const recent = new Map<number, number[]>();
  let seen = 0;
  for (const departure of departures.since(sinceMs)) {
    if (departure.batchKey === batchKey) continue;
    for (const { key, recipient } of departures.standing(departure)) {
      const keys = recent.get(recipient);
      if (keys === undefined) recent.set(recipient, [key]);
      else keys.push(key);
      seen += 1;
    }
    if (seen < STEP) continue;
    seen = 0;
    await yieldToOthers();
  }
  return recent;
}

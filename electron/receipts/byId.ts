/** Receipts by id: one question a message, sixteen at a time. */
import { receiptQueries } from '../db/receipts.ts';
import type { OpenMessage } from '../db/receipts.ts';
import type { ApiStatus } from '../api/types.ts';
import type { ApiError } from '../../shared/errors.ts';
import { rangesOf } from './plan.ts';
import type { OpenRequest } from './plan.ts';
import { record } from './record.ts';
import type { ReceiptRun } from './run.ts';
import type { SeenKeys } from './seenKeys.ts';

/** Questions at a time. */
const QUESTIONS_AT_A_TIME = 16;

/** Open messages read from the database at once. */
const SLICE = 1000;

/** Statuses written in one transaction… */
const GROUP = 500;
/** …or fewer, where they come slowly: what was learnt must not wait long for the disk. */
const GROUP_MS = 2000;

/** What asking about some requests' messages left open. */
export interface AskedById {
  /** Requests with messages whose question got no usable answer. */
  readonly unanswered: ReadonlySet<number>;
  /** Whether all questions were asked. */
  readonly isWhole: boolean;
}

interface Work {
  readonly run: ReceiptRun;
  readonly messages: Iterator<Asked>;
  readonly unanswered: Set<number>;
  /** Statuses that are not written yet. */
  readonly read: ApiStatus[];
  writtenAtMs: number;
  /** Failures without any success between them. */
  failuresInARow: number;
  isWhole: boolean;
  /** Something threw: nothing more is asked. */
  isBroken: boolean;
}

interface Asked extends OpenMessage {
  readonly id: string;
}

/** Asks for every open message of the requests that was not seen yet. */
export async function pollById(
  run: ReceiptRun,
  requests: readonly OpenRequest[],
  seen: SeenKeys,
): Promise<AskedById> {
  const work: Work = {
    run,
    messages: unseen(run, requests, seen),
    unanswered: new Set(),
    read: [],
    writtenAtMs: run.deps.clock.monotonicMs(),
    failuresInARow: 0,
    isWhole: true,
    isBroken: false,
  };
  // All of them end before this does, also where one throws (a full disk): nothing goes on behind it.
  const askers = Array.from({ length: QUESTIONS_AT_A_TIME }, () => askUntilBroken(work));
  const broken = (await Promise.allSettled(askers)).find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
  write(work);
  return { unanswered: work.unanswered, isWhole: work.isWhole };
}

function* unseen(
  { deps }: ReceiptRun,
  requests: readonly OpenRequest[],
  seen: SeenKeys,
): Generator<Asked> {
  const queries = receiptQueries(deps.db);
  const asked = new Set(requests.map(({ requestKey }) => requestKey));
  for (const { first, last } of rangesOf(requests)) {
    for (let after = first - 1; after < last;) {
      const slice = queries.openAfter(after, last, SLICE);
      for (const message of slice) {
        const { key, requestKey, id } = message;
        if (id !== null && asked.has(requestKey) && !seen.has(key)) yield { ...message, id };
      }
      after = slice.length < SLICE ? last : (slice.at(-1)?.key ?? last);
    }
  }
}

async function askUntilBroken(work: Work): Promise<void> {
  try {
    await askInTurn(work);
  } catch (error) {
    work.isBroken = true;
    throw error;
  }
}

async function askInTurn(work: Work): Promise<void> {
  const { run } = work;
  for (;;) {
    if (run.found.stopped !== null || work.isBroken) break;
    const next = work.messages.next();
    if (next.done === true) return;
    if (!(await run.gate.pass())) break;
    await askOne(work, next.value);
  }
  // Whatever was not asked stays due.
  work.isWhole = false;
}

async function askOne(work: Work, { id, requestKey }: Asked): Promise<void> {
  const { found, deps, patience } = work.run;
  const answer = await patience.ask(() => deps.api.status(id));
  if (!answer.ok) {
    noteFailure(work, requestKey, answer.error);
    return;
  }
  work.failuresInARow = 0;
  if (answer.value.id === id) {
    work.read.push(answer.value);
  } else {
    found.warnings.id_differs += 1;
    work.unanswered.add(requestKey);
  }
  const waitedMs = deps.clock.monotonicMs() - work.writtenAtMs;
  if (work.read.length >= GROUP || waitedMs >= GROUP_MS) write(work);
}

function noteFailure(work: Work, requestKey: number, error: ApiError): void {
  const { found } = work.run;
  if (error.kind === 'api_not_found') {
    found.unknown += 1;
    work.failuresInARow = 0;
    return;
  }
  found.failed += 1;
  found.lastError = error;
  work.unanswered.add(requestKey);
  work.failuresInARow += 1;
  if (isHopeless(error) || work.failuresInARow >= QUESTIONS_AT_A_TIME) found.stopped = error;
}

/**
 * Whether asking on is pointless: the key is refused, the API still asks to wait after all the waiting
 * there may be, or it is not the API.
 */
function isHopeless(error: ApiError): boolean {
  if (error.kind === 'api_refused') return [401, 403, 429].includes(error.status);
  return ['certificate', 'api_key_missing', 'api_key_unusable'].includes(error.kind);
}

function write(work: Work): void {
  const statuses = work.read.splice(0);
  if (statuses.length > 0) record(work.run, statuses);
  work.writtenAtMs = work.run.deps.clock.monotonicMs();
}

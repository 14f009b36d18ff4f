/**
 * One send in a process of its own, which ends itself as `kill -9` does at a named point.
 *
 * `node sendChild.ts '<SendChildArguments as JSON>'` recovers, sends, and prints the outcome as JSON.
 */
import { createApiClient } from '../../electron/api/client.ts';
import { openOwner } from '../../electron/db/open.ts';
import { dataPaths } from '../../electron/db/paths.ts';
import { systemClock, systemSleep } from '../../electron/runtime.ts';
import { openLedger } from '../../electron/send/ledger.ts';
import { recover } from '../../electron/send/recover.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import type { JournalPoint, SendOptions } from '../../electron/send/types.ts';
import type { Result } from '../../shared/errors.ts';

/** What the process is to do. */
export interface SendChildArguments {
  readonly dir: string;
  readonly batch: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly org: number;
  readonly options?: SendOptions;
  /** Where to end: at the `nth` time (from 1) that the point is reached. */
  readonly killAt?: { readonly point: JournalPoint; readonly nth: number };
}

const args = JSON.parse(process.argv[2] ?? '{}') as SendChildArguments;

let left = args.killAt?.nth ?? 0;
const journalPoint = (name: JournalPoint): void => {
  if (name !== args.killAt?.point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  console.log(JSON.stringify(result));
  process.exit(6);
}

const { dir, batch, baseUrl, apiKey, org, options = {} } = args;
const clock = systemClock;
const db = unwrap(openOwner(dir, { clock }));
const ledger = unwrap(openLedger(dataPaths(dir).ledger));
unwrap(recover({ db, ledger, clock, journalPoint }));
const timeouts = { connectMs: 1000, headersMs: 1000, bodyMs: 1000, readMs: 1000 };
const api = unwrap(createApiClient({ baseUrl, apiKey, org, timeouts }, { clock }));
const deps = { db, ledger, api, clock, sleep: systemSleep, journalPoint };
const outcome = await sendBatch(deps, batch, options);
await api.close();
ledger.close();
db.close();
console.log(JSON.stringify(outcome));

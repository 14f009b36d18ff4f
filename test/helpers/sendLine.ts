/** A data folder with a batch in it, a gateway, and everything that a send between the two needs. */
import { afterEach } from 'vitest';
import { accountQueries } from '../../electron/db/accounts.ts';
import { batchQueries } from '../../electron/db/batches.ts';
import type { Batch, ImportedMessage } from '../../electron/db/batches.ts';
import type { OwnerDb } from '../../electron/db/connection.ts';
import { messageKey } from '../../electron/db/keys.ts';
import { dataPaths } from '../../electron/db/paths.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import type { ApiClient, ApiTimeouts } from '../../electron/api/types.ts';
import { systemClock } from '../../electron/runtime.ts';
import { openLedger } from '../../electron/send/ledger.ts';
import type { Ledger } from '../../electron/send/ledger.ts';
import { sendBatch } from '../../electron/send/sendBatch.ts';
import type {
  SendDeps,
  SendHooks,
  SendOptions,
  SendReport,
} from '../../electron/send/sendBatch.ts';
import type { Result } from '../../shared/errors.ts';
import { messageStateOf } from '../../shared/domain/message.ts';
import type { MessageState } from '../../shared/domain/message.ts';
import { clientOf } from './apiLine.ts';
import { breaches } from './checker.ts';
import { dataFolder, sampleBatch, sampleMessage, testDb, unwrap } from './dataFolder.ts';
import { startTruthGateway } from './truthGateway.ts';
import type { Fault, TruthGateway, TruthGatewayOptions } from './truthGateway.ts';

/** What to set up; everything may be left out. */
export interface SendLineOptions {
  /** How many messages, or changes to each. */
  readonly messages?: number | readonly Partial<ImportedMessage>[];
  readonly allowDuplicates?: boolean;
  readonly gateway?: TruthGatewayOptions;
  readonly timeouts?: Partial<ApiTimeouts>;
  readonly dir?: string;
  /** `none`: the folder has no account yet. */
  readonly account?: 'none';
}

/** A message as the tests of sending look at it. */
interface SentMessage {
  readonly state: MessageState;
  readonly messageId: string | null;
  readonly error: string | null;
  readonly estimateMicro: number | null;
  readonly answeredMicro: number | null;
  readonly sentAtMs: number | null;
}

/** Everything between a batch and a gateway. */
export interface SendLineSetup {
  readonly db: OwnerDb;
  readonly ledger: Ledger;
  readonly api: ApiClient;
  readonly gateway: TruthGateway;
  readonly batch: Batch;
  /** Waits that were asked for, milliseconds; none of them is waited for. */
  readonly slept: number[];
  send(options?: SendOptions, hooks?: SendHooks, deps?: Partial<SendDeps>): Promise<SendReport>;
  sendResult(
    options?: SendOptions,
    hooks?: SendHooks,
    deps?: Partial<SendDeps>,
  ): Promise<Result<SendReport>>;
  plan(faults: readonly Fault[] | ((requestNo: number) => Fault)): void;
  /** The states of the batch's messages, in order. */
  states(): readonly MessageState[];
  messages(): readonly SentMessage[];
  /** Every breach of the promise. */
  breaches(): readonly string[];
  /** How many messages each POST that arrived whole carried. */
  sizes(): readonly number[];
}

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A clock on which every sleep takes its time at once. */
export function leapingClock(): Pick<SendDeps, 'clock' | 'sleep'> & { readonly slept: number[] } {
  let leaptMs = 0;
  const slept: number[] = [];
  return {
    slept,
    clock: {
      nowMs: () => Math.round(systemClock.nowMs() + leaptMs),
      monotonicMs: () => systemClock.monotonicMs() + leaptMs,
    },
    sleep: async (ms, signal) => {
      if (signal?.aborted === true) return;
      slept.push(ms);
      leaptMs += ms;
      await new Promise((resolve) => void setTimeout(resolve, 1));
    },
  };
}

/** So many messages of a list, each with what is changed of it. */
function listOf(messages: SendLineOptions['messages'] = 3): readonly ImportedMessage[] {
  const changes =
    typeof messages === 'number' ? Array.from({ length: messages }, () => ({})) : messages;
  return changes.map((change, i) => sampleMessage(i + 1, change));
}

/** Sets everything up; it is taken down after the test. */
export async function sendLine(options: SendLineOptions = {}): Promise<SendLineSetup> {
  const gateway = await startTruthGateway({ balance: false, ...options.gateway });
  const db = testDb(options.dir ?? dataFolder());
  const ledger = unwrap(openLedger(dataPaths(db.dir).ledger));
  const api = clientOf(gateway, options.timeouts);
  closing.push(
    () => gateway.close(),
    () => api.close(),
    () => db.close(),
    () => ledger.close(),
  );
  const { org, url: baseUrl } = gateway;
  const setting = { org, baseUrl };
  const account = options.account === 'none' ? null : accountQueries(db).set(setting, Date.now());
  priceQueries(db).set([{ country: 'PH', microPerPart: 20_000 }], 'test', Date.now());
  const batch = sampleBatch(db, {
    accountKey: account?.key ?? null,
    messages: listOf(options.messages),
    allowDuplicates: options.allowDuplicates ?? false,
  });
  const time = leapingClock();
  const sendResult: SendLineSetup['sendResult'] = (send = {}, hooks = {}, deps = {}) =>
    sendBatch({ db, ledger, api, ...time, ...deps }, batch.id, send, hooks);
  return {
    db,
    ledger,
    api,
    gateway,
    batch,
    slept: time.slept,
    sendResult,
    send: async (...args) => unwrap(await sendResult(...args)),
    plan: (faults) => gateway.plan(faults),
    states: () => messagesOf(db, batch).map((message) => message.state),
    messages: () => messagesOf(db, batch),
    breaches: () => breaches(db, batch.key, gateway.truth),
    sizes: () =>
      gateway.requests
        .filter((request) => request.method === 'POST' && request.complete)
        .map((request) => messagesIn(request.json)),
  };
}

function messagesIn(json: unknown): number {
  const { messages } = json as { readonly messages?: readonly unknown[] };
  return messages?.length ?? 1;
}

function messagesOf(db: OwnerDb, batch: Batch): readonly SentMessage[] {
  return db.sql
    .prepare<[number, number], Omit<SentMessage, 'state'> & { readonly state: number }>(
      `SELECT state, message_id AS messageId, error, estimate_micro AS estimateMicro,
         answered_micro AS answeredMicro, sent_at_ms AS sentAtMs
       FROM message WHERE key BETWEEN ? AND ? ORDER BY key`,
    )
    .all(messageKey(batch.key, 1), messageKey(batch.key, batchQueries(db).get(batch.key).lastSeq))
    .map((row) => ({ ...row, state: messageStateOf(row.state) }));
}

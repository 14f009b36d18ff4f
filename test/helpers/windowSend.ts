/** The window's handlers of sending over real data and a gateway that records the truth. */
import { afterEach } from 'vitest';
import type { Batch, ImportedMessage } from '../../electron/db/batches.ts';
import type { OwnerDb } from '../../electron/db/connection.ts';
import { decisionQueries } from '../../electron/db/decisions.ts';
import { DEFAULT_PLAN } from '../../electron/db/sendPlans.ts';
import type { SendPlan } from '../../electron/db/sendPlans.ts';
import { createSendHandlers } from '../../electron/ipc/handlers/send.ts';
import type { SendArea } from '../../electron/ipc/handlers/send.ts';
import type { AppError } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { callError, callValue } from './calls.ts';
import { breaches } from './checker.ts';
import { sampleBatch, sampleMessage } from './dataFolder.ts';
import { testWindow, until } from './testWindow.ts';
import type { TestWindow, TestWindowOptions } from './testWindow.ts';
import { startTruthGateway } from './truthGateway.ts';
import type { TruthGateway, TruthGatewayOptions } from './truthGateway.ts';

type SendState = CallOutput<'sendState'>;

/** What of a send may be said; the rest is the careful choice. */
export interface StartChoice {
  readonly plan?: Partial<SendPlan>;
  readonly despite?: CallInput<'startSend'>['despite'];
  readonly why?: string;
}

/** An office with a list to send. */
export interface Office {
  readonly window: TestWindow;
  readonly gateway: TruthGateway;
  readonly area: SendArea;
  readonly db: OwnerDb;
  readonly batch: Batch;
  /** Another list: so many other people, or these. */
  anotherList(messages?: number | readonly Partial<ImportedMessage>[]): Batch;
  /** The careful choice with something else in it. */
  plan(changes?: Partial<SendPlan>): SendPlan;
  start(choice?: StartChoice, batch?: Batch): Promise<SendState>;
  startError(choice?: StartChoice, batch?: Batch): Promise<AppError>;
  state(): Promise<SendState>;
  summary(batch?: Batch): Promise<CallOutput<'batch'>['summary']>;
  /** Waits until nothing runs and nothing waits for its turn. */
  ended(): Promise<void>;
  /** What was decided, oldest first, as `who: kind`. */
  decided(batch?: Batch): readonly string[];
  breaches(batch?: Batch): readonly string[];
}

/** What to set up; everything may be left out. */
export interface OfficeOptions extends Omit<TestWindowOptions, 'gateway'> {
  readonly messages?: number | readonly Partial<ImportedMessage>[];
  readonly gateway?: TruthGatewayOptions;
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Sets an office up; it is taken down after the test. */
export async function office(options: OfficeOptions = {}): Promise<Office> {
  const { messages = 3, gateway: gatewayOptions, ...windowOptions } = options;
  const gateway = await startTruthGateway({ balance: false, ...gatewayOptions });
  const window = testWindow({ ...windowOptions, gateway });
  const area = createSendHandlers(window.context);
  closing.push(async () => {
    await window.close([area.work]);
    await gateway.close();
  });
  const { db } = window.session.services;
  const changes =
    typeof messages === 'number' ? Array.from({ length: messages }, () => ({})) : messages;
  const list = changes.map((change, place) => sampleMessage(place + 1, change));
  const batch = sampleBatch(db, { messages: list });
  let lists = 0;
  const { handlers } = area;
  const input = (choice: StartChoice, { id }: Batch): CallInput<'startSend'> => ({
    batch: id,
    plan: { ...DEFAULT_PLAN, ...choice.plan },
    despite: choice.despite ?? {},
    why: choice.why ?? '',
  });
  return {
    window,
    gateway,
    area,
    db,
    batch,
    anotherList: (people = 3) => {
      lists += 1;
      const others =
        typeof people === 'number'
          ? Array.from({ length: people }, (_, place) => ({
              recipient: 639_180_000_000 + lists * 10_000 + place,
            }))
          : people;
      const list = others.map((change, place) => sampleMessage(place + 1, change));
      return sampleBatch(db, { name: `List ${lists}`, messages: list });
    },
    plan: (changes = {}) => ({ ...DEFAULT_PLAN, ...changes }),
    start: (choice = {}, of = batch) => callValue(handlers, 'startSend', input(choice, of)),
    startError: (choice = {}, of = batch) => callError(handlers, 'startSend', input(choice, of)),
    state: () => callValue(handlers, 'sendState', {}),
    summary: async (of = batch) => (await callValue(handlers, 'batch', { batch: of.id })).summary,
    ended: () => until(() => area.work.busyWith() === null),
    decided: (of = batch) =>
      decisionQueries(db)
        .ofBatch(of.key)
        .map(({ who, kind }) => `${who}: ${kind}`),
    breaches: (of = batch) => breaches(db, of.key, gateway.truth),
  };
}

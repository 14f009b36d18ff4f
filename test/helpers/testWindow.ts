/**
 * What handlers of the window work with in tests: a real data folder, real clients of a gateway, and a
 * desktop and a window that only remember what they were told.
 */
import { v7 } from 'uuid';
import { afterEach } from 'vitest';
import { err, ok } from '../../shared/errors.ts';
import type { EventName, EventPayload } from '../../shared/ipc/types.ts';
import { events as eventContract } from '../../shared/ipc/contract.ts';
import { createApiClient } from '../../electron/api/client.ts';
import type { ApiTimeouts } from '../../electron/api/types.ts';
import { accountQueries } from '../../electron/db/accounts.ts';
import { priceQueries } from '../../electron/db/prices.ts';
import type { Desktop, HandlerContext, LongWork, Session } from '../../electron/ipc/context.ts';
import { createLog } from '../../electron/log.ts';
import { systemClock, systemSleep } from '../../electron/runtime.ts';
import type { Clock, Sleep } from '../../electron/runtime.ts';
import { openOwnerServices } from '../../electron/services.ts';
import { SHORT_TIMEOUTS } from './apiLine.ts';
import { dataFolder, unwrap } from './dataFolder.ts';
import { EXPORT_WORKER, IMPORT_WORKER } from './workers.ts';

/** Whom the window's clients talk to. */
interface Target {
  readonly url: string;
  readonly apiKey: string;
  readonly org: number;
}

/** What to set up; everything may be left out. */
export interface TestWindowOptions {
  readonly dir?: string;
  /** Its account is set, with a price for the Philippines; none: no account, and no client can be had. */
  readonly gateway?: Target;
  /** `none`: the gateway is there, but no account is set. */
  readonly account?: 'none';
  readonly mode?: Session['mode'];
  readonly receiptSpeed?: number;
  readonly timeouts?: Partial<ApiTimeouts>;
  readonly clock?: Clock;
  readonly sleep?: Sleep;
  /** Who is working; `Ada` by default. */
  readonly person?: string | null;
}

/** One event that the window was sent. */
export interface SentEvent {
  readonly name: EventName;
  readonly payload: unknown;
}

/** A window without a window. */
export interface TestWindow {
  readonly context: HandlerContext;
  readonly session: Session;
  /** Every event so far; each was held against the contract. */
  readonly events: readonly SentEvent[];
  /** Whether the computer is kept awake now. */
  isAwake(): boolean;
  /** Who is working from now on. */
  setPerson(name: string | null): void;
  /** Whether a key is kept; without one no client can be had. */
  setKey(isKept: boolean): void;
  /** The answers of the file dialogs to come, in order; then `null`. */
  readonly chosen: string[];
  /** Payloads of one kind of event, in order. */
  sent<Name extends EventName>(name: Name): readonly EventPayload<Name>[];
  /** Settles work and closes the data, as the shell does. */
  close(work?: readonly LongWork[]): Promise<void>;
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Opens a data folder for handlers; it is closed after the test. */
export function testWindow(options: TestWindowOptions = {}): TestWindow {
  const { clock = systemClock, sleep = systemSleep, gateway, dir = dataFolder() } = options;
  const services = unwrap(openOwnerServices(dir, clock));
  if (gateway !== undefined && options.account !== 'none') setAccount(services.db, gateway);
  const ended = new AbortController();
  const told: SentEvent[] = [];
  const desk = fakeDesktop();
  let person = options.person === undefined ? 'Ada' : options.person;
  let hasKey = gateway !== undefined;
  const session: Session = {
    mode: options.mode ?? 'live',
    services,
    signal: ended.signal,
    receiptSpeed: options.receiptSpeed ?? 1,
    openApi: async ({ org }) => {
      if (!hasKey || gateway === undefined) return err({ kind: 'api_key_missing' });
      const { url: baseUrl, apiKey } = gateway;
      const timeouts = options.timeouts ?? SHORT_TIMEOUTS;
      return createApiClient({ org, baseUrl, apiKey, timeouts }, { clock });
    },
  };
  let isClosed = false;
  const close: TestWindow['close'] = async (work = []) => {
    if (isClosed) return;
    isClosed = true;
    await Promise.all(work.map((one) => one.settle()));
    ended.abort();
    services.close();
  };
  closing.push(() => close());
  return {
    context: {
      session: () => session,
      emit: (name, payload) => {
        const promised = eventContract[name].parse(structuredClone(payload));
        told.push({ name, payload: promised });
      },
      desktop: desk.desktop,
      resources: {
        importWorker: IMPORT_WORKER,
        exportWorker: EXPORT_WORKER,
        sampleList: 'docs/sample-list.csv',
      },
      person: { current: () => person },
      clock,
      sleep,
      newId: () => v7(),
      log: createLog(`${dir}/logs`, { nowMs: clock.nowMs, newId: () => v7() }),
    },
    session,
    events: told,
    isAwake: desk.isAwake,
    setPerson: (name) => {
      person = name;
    },
    setKey: (isKept) => {
      hasKey = isKept;
    },
    chosen: desk.chosen,
    sent: <Name extends EventName>(wanted: Name) =>
      told
        .filter(({ name }) => name === wanted)
        .map(({ payload }) => payload as EventPayload<Name>),
    close,
  };
}

function setAccount(db: Parameters<typeof accountQueries>[0], { org, url: baseUrl }: Target): void {
  accountQueries(db).set({ org, baseUrl, country: 'PH' }, Date.now());
  priceQueries(db).set([{ country: 'PH', microPerPart: 20_000 }], 'test', Date.now());
}

function fakeDesktop(): {
  readonly desktop: Desktop;
  readonly chosen: string[];
  readonly isAwake: () => boolean;
} {
  const chosen: string[] = [];
  let isAwake = false;
  return {
    chosen,
    isAwake: () => isAwake,
    desktop: {
      chooseFile: async () => chosen.shift() ?? null,
      chooseSaveFile: async () => chosen.shift() ?? null,
      takeDropped: (token) => ok(token),
      openLink: async () => undefined,
      openGuide: async () => undefined,
      showDataFolder: async () => undefined,
      keepAwake: (on) => {
        isAwake = on;
      },
    },
  };
}

/** Waits until something holds; fails the test after a while. */
export async function until(holds: () => boolean, withinMs = 10_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error('it did not come to hold');
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
}

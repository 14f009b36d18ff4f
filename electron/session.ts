/**
 * One opened data folder: the real one, or the one for practising.
 *
 * Both have the same shape, so that nothing behind the window knows which it works on. What practice may
 * not do (reach the real API, touch real data, see a real key) it cannot: its folder, its keys and its
 * gateway are its own.
 */
import { join } from 'node:path';
import { err, ok, type Result } from '../shared/errors.ts';
import { createApiClient } from './api/client.ts';
import type { ProbeTarget } from './api/probe.ts';
import { parseBaseUrl } from './api/settings.ts';
import type { ApiClient } from './api/types.ts';
import { accountQueries, type Account } from './db/accounts.ts';
import type { Session } from './ipc/context.ts';
import type { Log } from './log.ts';
import type { PracticeGateway } from './practice/gateway.ts';
import { PRACTICE_SPEED, preparePractice, startWindowPractice } from './practice/windowPractice.ts';
import type { Clock } from './runtime.ts';
import { memoryKeyStore, type KeyStore } from './secrets/keyStore.ts';
import { openOwnerServices, type OwnerServices } from './services.ts';

/** A session, as its owner sees it. */
export interface OpenSession extends Session {
  readonly keys: KeyStore;
  /** Whom the line must reach; `null` while no account is set. */
  readonly lineTarget: () => ProbeTarget | null;
  /** Aborts what hangs on the session, then closes its data. Work must have been settled before. */
  readonly close: () => Promise<void>;
}

/** What opening a session needs. */
export interface SessionDeps {
  /** The real data folder; practice lies in a folder of its own within. */
  readonly dir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The keys of the real accounts. */
  readonly keys: KeyStore;
}

/** The data folder for practising, within the real one. */
export const practiceDir = (dir: string): string => join(dir, 'practice');

/**
 * Opens a session.
 *
 * Errors: those of opening a data folder; `bad_value` where the practice gateway finds no free port.
 */
export function openSession(
  mode: Session['mode'],
  deps: SessionDeps,
): Promise<Result<OpenSession>> {
  return mode === 'live' ? openLive(deps) : openPractice(deps);
}

async function openLive({ dir, clock, keys }: SessionDeps): Promise<Result<OpenSession>> {
  const services = openOwnerServices(dir, clock);
  if (!services.ok) return services;
  const ended = new AbortController();
  return ok({
    mode: 'live',
    services: services.value,
    signal: ended.signal,
    receiptSpeed: 1,
    keys,
    openApi: async ({ org, baseUrl }) => {
      const apiKey = await keys.key({ org, baseUrl });
      if (!apiKey.ok) return apiKey;
      return createApiClient({ org, baseUrl, apiKey: apiKey.value }, { clock });
    },
    lineTarget: () => {
      const account = accountQueries(services.value.db).current();
      return account === null ? null : { baseUrl: account.baseUrl, org: account.org };
    },
    close: async () => {
      ended.abort();
      services.value.close();
    },
  });
}

async function openPractice({ dir, clock, log }: SessionDeps): Promise<Result<OpenSession>> {
  const services = openOwnerServices(practiceDir(dir), clock);
  if (!services.ok) return services;
  const gateway = await startWindowPractice(clock, (error) => void log.bug(error, 'practice'));
  if (!gateway.ok) {
    services.value.close();
    return gateway;
  }
  return practiceSession(services.value, gateway.value, clock);
}

async function practiceSession(
  services: OwnerServices,
  gateway: PracticeGateway,
  clock: Clock,
): Promise<Result<OpenSession>> {
  const account = preparePractice(services.db, clock.nowMs());
  const keys = memoryKeyStore();
  const kept = await keys.set(account, gateway.apiKey);
  if (!kept.ok) return kept;
  const ended = new AbortController();
  return ok({
    mode: 'practice',
    services,
    signal: ended.signal,
    receiptSpeed: PRACTICE_SPEED,
    keys,
    openApi: async (wanted) => practiceClient(wanted, gateway, clock),
    lineTarget: () => ({ baseUrl: gateway.url, org: gateway.org }),
    close: async () => {
      ended.abort();
      await gateway.close();
      services.close();
    },
  });
}

/** Whatever account the practice data names, the gateway inside this program is what answers. */
function practiceClient(
  { org }: Account,
  gateway: PracticeGateway,
  clock: Clock,
): Result<ApiClient> {
  const base = parseBaseUrl(gateway.url);
  if (!base.ok || !base.value.isLoopback) throw new Error('practice must stay on this computer');
  if (org !== gateway.org) return err({ kind: 'account_missing' });
  return createApiClient({ org, baseUrl: gateway.url, apiKey: gateway.apiKey }, { clock, env: {} });
}

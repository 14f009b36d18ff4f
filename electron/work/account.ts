/** The account of the window, its key, and whether the two are right. */
import { isCountryCode } from '../../shared/domain/phone.ts';
import { checkSender } from '../../shared/domain/sender.ts';
import { err, ok, type ApiError, type Result } from '../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../shared/ipc/types.ts';
import { parseBaseUrl } from '../api/settings.ts';
import type { ApiClient, Balance } from '../api/types.ts';
import { accountQueries, type Account } from '../db/accounts.ts';
import type { AppState, Emit } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import type { OpenSession } from '../session.ts';

/** The vendor's own server. */
const DEFAULT_BASE_URL = 'https://api.engagespark.com';

/** What the service works with. */
export interface AccountDeps {
  readonly session: () => OpenSession;
  readonly state: () => Promise<AppState>;
  readonly emit: Emit;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Whom the line must reach may be another one now. */
  readonly accountChanged: () => void;
  readonly newId: () => string;
}

/** The account, as the window's calls need it. */
export interface AccountService {
  /**
   * Sets the account. Errors: `bad_base_url`, `unknown_country`, `bad_sender`; `bad_value` for another
   * organisation or server in practice mode.
   */
  set(setting: CallInput<'setAccount'>): Promise<Result<AppState>>;
  /** Keeps the key of the current account. Errors: `account_missing`, `api_key_…`, `file_…`. */
  setKey(typed: string): Promise<Result<AppState>>;
  forgetKey(): Promise<Result<AppState>>;
  /** Asks the API whether key and organisation are right; nothing is sent and nothing changes. */
  test(): Promise<Result<CallOutput<'testAccount'>>>;
}

/** Makes the service. */
export function createAccountService(deps: AccountDeps): AccountService {
  const session = (): OpenSession => deps.session();
  const accounts = () => accountQueries(session().services.db);
  const current = (): Result<Account> => {
    const account = accounts().current();
    return account === null ? err({ kind: 'account_missing' }) : ok(account);
  };
  const changed = async (): Promise<Result<AppState>> => {
    deps.accountChanged();
    deps.emit('appChanged', {});
    return ok(await deps.state());
  };
  const withKeys = async (
    work: (keys: KeyStore, account: Account) => Promise<Result<unknown>>,
  ): Promise<Result<AppState>> => {
    const account = current();
    if (!account.ok) return account;
    if (session().mode === 'practice') return notInPractice('key');
    const done = await work(session().keys, account.value);
    return done.ok ? changed() : done;
  };
  return {
    set: async (setting) => {
      const checked = checkSetting(setting, accounts().current(), session().mode);
      if (!checked.ok) return checked;
      accounts().set(checked.value, deps.clock.nowMs());
      return changed();
    },
    setKey: (typed) => withKeys((keys, account) => keys.set(account, typed)),
    forgetKey: () => withKeys((keys, account) => keys.forget(account)),
    test: async () => {
      const account = current();
      return account.ok ? testOf(session(), account.value, deps.newId()) : account;
    },
  };
}

async function testOf(
  session: OpenSession,
  account: Account,
  inventedId: string,
): Promise<Result<Tested>> {
  const api = await session.openApi(account);
  if (!api.ok) return api;
  try {
    return ok(await testAccount(api.value, inventedId));
  } finally {
    await api.value.close();
  }
}

/** Practice has an account and a key of its own, and nobody may lead it elsewhere. */
function notInPractice(name: string): Result<never> {
  return err({ kind: 'bad_value', name, value: '', expected: 'unchanged in practice mode' });
}

type CheckedSetting = Parameters<ReturnType<typeof accountQueries>['set']>[0];

function checkSetting(
  { org, baseUrl, sender, country }: CallInput<'setAccount'>,
  current: Account | null,
  mode: OpenSession['mode'],
): Result<CheckedSetting> {
  const usual = current?.org === org ? current.baseUrl : DEFAULT_BASE_URL;
  const base = parseBaseUrl(baseUrl ?? usual);
  if (!base.ok) return base;
  const url = base.value.origin + base.value.pathPrefix;
  if (mode === 'practice') {
    if (org !== current?.org) return notInPractice('org');
    if (url !== current.baseUrl) return notInPractice('baseUrl');
  }
  if (typeof country === 'string' && !isCountryCode(country)) {
    return err({ kind: 'unknown_country', value: country });
  }
  const name = typeof sender === 'string' ? checkSender(sender) : null;
  if (name !== null && !name.ok) {
    return err({ kind: 'bad_sender', value: sender ?? '', problem: name.error });
  }
  return ok({ org, baseUrl: url, country, sender: name === null ? sender : name.value });
}

type Tested = CallOutput<'testAccount'>;

const NO_BALANCE = { balanceMicro: null, autoRecharge: null } as const;

/**
 * The balance says it all, where the API gives it. Where it does not, an invented message id does: 401
 * and 403 are a wrong key or organisation, 404 is what a right key gets, and so might a wrong one.
 */
export async function testAccount(api: ApiClient, inventedId: string): Promise<Tested> {
  const balance = await api.balance();
  if (balance.ok) return confirmed(balance.value);
  if (isRefusedKey(balance.error, [401])) return outcome('wrong_key', balance.error);
  if (isLineTrouble(balance.error)) return outcome('failed', balance.error);
  const status = await api.status(inventedId);
  if (status.ok || status.error.kind === 'api_not_found') return outcome('not_confirmed', null);
  if (isRefusedKey(status.error, [401, 403])) return outcome('wrong_key', status.error);
  return outcome('failed', status.error);
}

const confirmed = ({ balanceMicro, autoRecharge }: Balance): Tested => ({
  outcome: 'confirmed',
  balanceMicro,
  autoRecharge,
  error: null,
});

const outcome = (kind: Tested['outcome'], error: ApiError | null): Tested => ({
  outcome: kind,
  ...NO_BALANCE,
  error,
});

function isRefusedKey(error: ApiError, statuses: readonly number[]): boolean {
  return error.kind === 'api_refused' && statuses.includes(error.status);
}

function isLineTrouble({ kind }: ApiError): boolean {
  return kind === 'offline' || kind === 'timeout' || kind === 'certificate';
}

/** What the window is set to: its preferences, who is working, which data it is on. */
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CallInput } from '../../shared/ipc/types.ts';
import type { AppSettingsChange, AppSettingsStore } from '../appSettings.ts';
import { accountQueries } from '../db/accounts.ts';
import { peopleQueries } from '../db/people.ts';
import type { AppState, Emit, PersonChoice } from '../ipc/context.ts';
import type { Clock } from '../runtime.ts';
import type { OpenSession } from '../session.ts';
import type { Line } from './line.ts';

/** What the service works with. */
export interface AppDeps {
  readonly session: () => OpenSession;
  readonly settings: AppSettingsStore;
  readonly line: Pick<Line, 'state'>;
  readonly emit: Emit;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly version: string;
  readonly platform: string;
  readonly systemLocale: () => string;
  /** How this system writes dates and numbers, the preferred locale first. */
  readonly formatLocales: () => readonly string[];
  /** Language or theme changed: the menu and the system's part of the window follow. */
  readonly preferencesChanged: () => void;
  /** Changes the data that the window is on. Errors: `work_running`, those of opening. */
  readonly switchTo: (mode: OpenSession['mode']) => Promise<Result<null>>;
}

/** The settings of the window, as its calls need them. */
export interface AppService {
  state(): Promise<AppState>;
  setPreferences(change: CallInput<'setPreferences'>): Promise<Result<AppState>>;
  choosePerson(name: string | null): Promise<Result<AppState>>;
  addPerson(name: string): Promise<Result<AppState>>;
  retirePerson(name: string): Promise<Result<AppState>>;
  setPracticeMode(isOn: boolean): Promise<Result<Record<string, never>>>;
  readonly person: PersonChoice;
}

/** Makes the service. */
export function createAppService(deps: AppDeps): AppService {
  const people = () => peopleQueries(deps.session().services.db);
  const person: PersonChoice = { current: () => currentPerson(deps) };
  const state = (): Promise<AppState> => appState(deps);
  const answer = async (): Promise<Result<AppState>> => {
    deps.emit('appChanged', {});
    return ok(await state());
  };
  const change = async (settings: AppSettingsChange): Promise<Result<AppState>> => {
    const written = deps.settings.set(settings);
    return written.ok ? answer() : written;
  };
  return {
    state,
    person,
    setPreferences: async (preferences) => {
      const changed = await change(withoutUndefined(preferences));
      deps.preferencesChanged();
      return changed;
    },
    choosePerson: async (name) => {
      if (name !== null && !worksHere(deps, name)) return unknownPerson(name);
      return change({ person: name });
    },
    addPerson: async (name) => {
      people().add(name, deps.clock.nowMs());
      return change({ person: name });
    },
    retirePerson: async (name) => {
      if (!people().retire(name, deps.clock.nowMs())) return unknownPerson(name);
      return deps.settings.get().person === name ? change({ person: null }) : answer();
    },
    setPracticeMode: async (isOn) => {
      const switched = await deps.switchTo(isOn ? 'practice' : 'live');
      return switched.ok ? ok({}) : switched;
    },
  };
}

/** A choice on one data folder's list may be nobody on the other's. */
function currentPerson(deps: AppDeps): string | null {
  const { person } = deps.settings.get();
  return person !== null && worksHere(deps, person) ? person : null;
}

function worksHere({ session }: AppDeps, wanted: string): boolean {
  return peopleQueries(session().services.db)
    .list()
    .some(({ name, retired }) => name === wanted && !retired);
}

function unknownPerson(name: string): Result<never> {
  return err({ kind: 'bad_value', name: 'name', value: name, expected: 'a name on the list' });
}

/** zod leaves a missing field out; its type cannot say so. */
function withoutUndefined(change: CallInput<'setPreferences'>): AppSettingsChange {
  const set = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as AppSettingsChange;
}

async function appState(deps: AppDeps): Promise<AppState> {
  const { mode, services, keys } = deps.session();
  const { language, theme, firstStartDone } = deps.settings.get();
  const account = accountQueries(services.db).current();
  return {
    version: deps.version,
    platform: deps.platform,
    mode,
    dataFolder: services.db.dir,
    preferences: { language, theme, firstStartDone },
    systemLocale: deps.systemLocale(),
    formatLocales: [...deps.formatLocales()],
    people: peopleQueries(services.db).list(),
    person: currentPerson(deps),
    account: account && {
      org: account.org,
      baseUrl: account.baseUrl,
      sender: account.sender,
      country: account.country,
    },
    key: account === null ? { state: 'not_set', last4: null } : await keys.state(account),
    line: deps.line.state(),
    frozen: services.sending.ok ? null : services.sending.error,
  };
}

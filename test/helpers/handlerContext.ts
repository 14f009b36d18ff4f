/** The handlers' context in tests: a real data folder, the real workers, and a desktop that is told. */
import { v7 } from 'uuid';
import { afterAll } from 'vitest';
import type {
  Desktop,
  HandlerContext,
  LinkName,
  Resources,
  Session,
} from '../../electron/ipc/context.ts';
import type { Account } from '../../electron/db/accounts.ts';
import type { ApiClient } from '../../electron/api/types.ts';
import type { Log, LogValue } from '../../electron/log.ts';
import { systemClock, systemSleep, type Clock } from '../../electron/runtime.ts';
import { openOwnerServices } from '../../electron/services.ts';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { EventName, EventPayload } from '../../shared/ipc/types.ts';
import { dataFolder, unwrap } from './dataFolder.ts';
import { listFile } from './importRun.ts';
import { EXPORT_WORKER, IMPORT_WORKER } from './workers.ts';

const WORKERS = {
  importWorker: IMPORT_WORKER,
  exportWorker: EXPORT_WORKER,
};

/** One event that was sent to the window. */
export type Told = {
  readonly [Name in EventName]: { readonly name: Name; readonly payload: EventPayload<Name> };
}[EventName];

/** What a test says about the surroundings; left out, it is nothing. */
export interface Surroundings {
  /** A data folder; a new one where none is named. */
  readonly dir?: string;
  readonly clock?: Clock;
  readonly person?: string | null;
  readonly resources?: Partial<Resources>;
  readonly openApi?: (account: Account) => Promise<Result<ApiClient>>;
}

/** A context with what a test looks at and sets. */
export interface TestContext {
  readonly context: HandlerContext;
  readonly session: Session;
  /** Every event, in order. */
  readonly told: Told[];
  /** What was logged as a bug: there should be none. */
  readonly bugs: unknown[];
  /** What was logged. */
  readonly logged: { readonly name: string; readonly data: Readonly<Record<string, LogValue>> }[];
  /** What the operator does in the dialogs that come next. */
  readonly answers: {
    file: string | null;
    saveFile: string | null;
    dropped: Map<string, string>;
    person: string | null;
  };
  /** What was asked of the desktop. */
  readonly asked: string[];
  /** Ends the session: signal first, then the data. */
  close(): void;
}

const opened: TestContext[] = [];

afterAll(() => {
  for (const one of opened) one.close();
});

function desktopOf(answers: TestContext['answers'], asked: string[]): Desktop {
  const note = (what: string): Promise<void> => {
    asked.push(what);
    return Promise.resolve();
  };
  return {
    chooseFile: (purpose) => note(`file ${purpose}`).then(() => answers.file),
    chooseSaveFile: (name, extension) =>
      note(`save ${name} ${extension}`).then(() => answers.saveFile),
    takeDropped: (token) => {
      const path = answers.dropped.get(token);
      answers.dropped.delete(token);
      return path === undefined ? err({ kind: 'choice_expired' }) : ok(path);
    },
    openLink: (link: LinkName) => note(`link ${link}`),
    openGuide: () => note('guide'),
    showDataFolder: () => note('folder'),
    keepAwake: (on) => void asked.push(`awake ${on}`),
  };
}

/** Opens a data folder for the window's handlers. */
export function handlerContext(surroundings: Surroundings = {}): TestContext {
  const { dir = dataFolder(), clock = systemClock, person = 'Ana', resources } = surroundings;
  const services = unwrap(openOwnerServices(dir, clock));
  const ended = new AbortController();
  const session: Session = {
    mode: 'live',
    services,
    signal: ended.signal,
    receiptSpeed: 1,
    openApi:
      surroundings.openApi ?? (() => Promise.resolve(err({ kind: 'api_key_missing' } as const))),
  };
  const answers: TestContext['answers'] = {
    file: null,
    saveFile: null,
    dropped: new Map(),
    person,
  };
  const [told, bugs, asked]: [Told[], unknown[], string[]] = [[], [], []];
  const logged: TestContext['logged'] = [];
  const log: Log = {
    bug: (error) => {
      bugs.push(error);
      return v7();
    },
    event: (name, data = {}) => void logged.push({ name, data }),
  };
  const context: HandlerContext = {
    session: () => session,
    emit: (name, payload) => void told.push({ name, payload } as Told),
    desktop: desktopOf(answers, asked),
    resources: {
      ...WORKERS,
      sampleList: resources?.sampleList ?? listFile('phone,name\n+639171234567,Ana\n'),
      ...resources,
    },
    person: { current: () => answers.person },
    clock,
    sleep: systemSleep,
    newId: () => v7(),
    log,
  };
  const close = (): void => {
    ended.abort();
    services.close();
  };
  const made = { context, session, told, bugs, logged, answers, asked, close };
  opened.push(made);
  return made;
}

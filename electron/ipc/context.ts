/** What the handlers of the window's calls work with. */
import type { LINKS } from '../../shared/ipc/contract/app.ts';
import type { CallOutput, EventName, EventPayload } from '../../shared/ipc/types.ts';
import type { Result } from '../../shared/errors.ts';
import type { ApiClient } from '../api/types.ts';
import type { Account } from '../db/accounts.ts';
import type { Log } from '../log.ts';
import type { Clock, NewId, Sleep } from '../runtime.ts';
import type { OwnerServices } from '../services.ts';

/** A page that the window may open. */
export type LinkName = (typeof LINKS)[number];

/** What stands behind the window, as `appState` shows it. */
export type AppState = CallOutput<'appState'>;

/** One opened data folder: the real one, or the one for practising. */
export interface Session {
  readonly mode: 'live' | 'practice';
  readonly services: OwnerServices;
  /** Nothing lasts longer than this: aborted when the session is being closed. */
  readonly signal: AbortSignal;
  /**
   * A client for an account, with the key that is kept for it; the caller closes it.
   *
   * Errors: `api_key_missing`, `bad_base_url`.
   */
  openApi(account: Account): Promise<Result<ApiClient>>;
  /** How much faster than real time receipts come: 1, more in practice. */
  readonly receiptSpeed: number;
}

/** The doors to the desktop, so that no service needs Electron. */
export interface Desktop {
  /** Asks for a file to read; `null`: none was chosen. */
  chooseFile(purpose: 'list' | 'numbers'): Promise<string | null>;
  /** Asks where to write; `null`: nowhere. */
  chooseSaveFile(suggestedName: string, extension: string): Promise<string | null>;
  /** The path behind a token that was given for a dropped file. Errors: `choice_expired`. */
  takeDropped(token: string): Result<string>;
  openLink(link: LinkName): Promise<void>;
  openGuide(): Promise<void>;
  showDataFolder(): Promise<void>;
  /** Keeps the computer awake, or no longer. */
  keepAwake(on: boolean): void;
}

/** Where the bundled scripts of the worker threads and the sample list are. */
export interface Resources {
  readonly importWorker: URL;
  readonly exportWorker: URL;
  readonly sampleList: string;
}

/** Sends an event to the window; dropped where no window is open. */
export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

/** Who is working: said in the window, kept in its settings. */
export interface PersonChoice {
  current(): string | null;
}

/** What every handler may use. */
export interface HandlerContext {
  /** The data that the window is on. Changes when practice mode is switched: ask each time. */
  session(): Session;
  readonly emit: Emit;
  readonly desktop: Desktop;
  readonly resources: Resources;
  readonly person: PersonChoice;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * Long work of one session. Made by the handlers' side, ended by the shell's: before a session closes,
 * and before the window does.
 */
export interface LongWork {
  /** What is under way that closing would interrupt. */
  busyWith(): 'send' | 'build' | 'reports' | 'export' | null;
  /** Stops in order: what is on its way is settled. Resolves when nothing runs any more. */
  settle(): Promise<void>;
}

/** What every command gets, and what it answers. */
import type { Result } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import type { Clock, NewId, Sleep } from '../runtime.ts';
import type { AskSecret } from './apiKey.ts';
import type { CliError } from './errors.ts';
import type { ExitCode } from './exitCodes.ts';
import type { CliIo } from './io.ts';

/** Files beside the program, resolved in the entry file (bundled chunks lie elsewhere). */
export interface CliPaths {
  /** The import worker's script. */
  readonly importWorker: URL;
  /** The export worker's script. */
  readonly exportWorker: URL;
  /** The list that `demo` sends. */
  readonly sampleList: URL;
}

/** The outside world of the command line, so that tests can give their own. */
export interface CliHost {
  readonly io: CliIo;
  readonly env: Record<string, string | undefined>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly version: string;
  readonly paths: CliPaths;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly newId: NewId;
  /** Asks on the terminal; `null` where nobody sits at one. */
  readonly askSecret: AskSecret | null;
  /** Calls back on the first Ctrl-C (or termination); answers how to stop listening. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

/** What a command works with. */
export interface CliContext extends CliHost {
  /** The data folder, absolute. */
  readonly dataDir: string;
  /** Standard output is one JSON document. */
  readonly json: boolean;
  readonly log: Log;
  /** A warning on standard error; the command goes on. */
  readonly warn: (text: string) => void;
  /** Runs work that ends early, in order, when the operator presses Ctrl-C. */
  readonly interruptible: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
}

/** What a command answers, for programs and for people. */
export interface Answer {
  /** The JSON document. */
  readonly json: object;
  /** The same as lines of text. */
  readonly lines: readonly string[];
  /** 0 unless said otherwise. */
  readonly exit?: ExitCode;
}

/** A command; `null` means that it wrote its own answer. */
export type Handler = (context: CliContext) => Promise<Result<Answer | null, CliError>>;

/** Hands over the handler of the command that was parsed. */
export type Dispatch = (handler: Handler) => void;

/** The types that follow from the contract; nothing here is written by hand twice. */
import type { z } from 'zod';
import type { Result } from '../errors.ts';
import type { calls, events } from './contract.ts';

/** The name of a call. */
export type CallName = keyof typeof calls;

/** What a call takes. */
export type CallInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;

/** What a call answers when it succeeds. */
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;

/** The name of an event. */
export type EventName = keyof typeof events;

/** What an event carries. */
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/** One handler for each call; a missing one does not compile. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: CallInput<Name>,
  ) => Result<CallOutput<Name>> | Promise<Result<CallOutput<Name>>>;
};

/** A `File` of the browser's, as far as this folder knows browsers. */
export interface BrowserFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

/** What the preload script puts on `window.postbag`. */
export interface PostbagBridge {
  /** Sends a call; the main process parses the input and wraps the result. */
  call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<Result<CallOutput<Name>>>;
  /** Listens to an event; the returned function stops listening. */
  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void;
  /**
   * Announces a file that was dropped on the window, by the browser's own `File` object. The window
   * never learns the path; the token can be used once, in `openList`.
   *
   * Errors: `file_not_found` (also for what is no file of this computer), `file_unreadable` (a folder),
   * `file_empty`.
   */
  dropFile(file: BrowserFile): Promise<Result<{ readonly token: string; readonly name: string }>>;
}

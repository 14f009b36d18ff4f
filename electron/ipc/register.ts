/**
 * The one place where a call from the window is checked, parsed, run and wrapped.
 *
 * A call is rejected (not ignored) unless it comes from the application's own main frame; a frame that
 * is already gone (`null`) is rejected too. An input that the contract does not allow never reaches a
 * handler. A bug is logged once with an id, and reaches the screen as `internal` with that id.
 */
import { AppFailure, err, type Result } from '../../shared/errors.ts';
import { CALL_CHANNEL, DROP_CHANNEL } from '../../shared/ipc/channels.ts';
import { calls } from '../../shared/ipc/contract.ts';
import type { CallName, Handlers } from '../../shared/ipc/types.ts';

/** The part of an IPC event that the check needs. */
export interface CallEvent {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** The part of Electron's `ipcMain` that is used. */
export interface IpcMain {
  handle(
    channel: string,
    listener: (event: CallEvent, ...args: unknown[]) => Promise<unknown>,
  ): void;
}

/** What `register` needs besides the handlers. */
export interface RegisterDeps {
  readonly ipcMain: IpcMain;
  /** The origin of the application's own pages, such as `app://postbag`. */
  readonly origin: string;
  /** Takes the path of a file that was dropped on the window. */
  readonly announceDrop: (path: unknown) => Promise<Result<unknown>>;
  /** The expected failure behind a thrown error (a full disk, a damaged page), else the error itself. */
  readonly explain: (error: unknown) => unknown;
  /** Logs a bug and returns its id. */
  readonly reportBug: (error: unknown) => string;
}

/** Whether the sender is the application's own main frame. */
export function isOwnMainFrame(event: CallEvent, origin: string): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  return URL.canParse(frame.url) && sameOrigin(new URL(frame.url), new URL(origin));
}

// `URL.origin` is the string "null" for custom schemes, so scheme and host are compared.
function sameOrigin(url: URL, own: URL): boolean {
  return url.protocol === own.protocol && url.host === own.host;
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

/** Registers every call of the contract, and the one channel of its own for dropped files. */
export function register(handlers: Handlers, deps: RegisterDeps): void {
  const checkSender = (event: CallEvent): void => {
    if (!isOwnMainFrame(event, deps.origin)) throw new Error('call from a foreign frame');
  };
  deps.ipcMain.handle(CALL_CHANNEL, async (event, name, input) => {
    checkSender(event);
    if (!isCallName(name)) throw new Error('unknown call');
    return answer(name, input, handlers, deps);
  });
  deps.ipcMain.handle(DROP_CHANNEL, async (event, path) => {
    checkSender(event);
    return guarded(() => deps.announceDrop(path), deps);
  });
}

async function answer(
  name: CallName,
  input: unknown,
  handlers: Handlers,
  deps: RegisterDeps,
): Promise<Result<unknown>> {
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) {
    const expected = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return err({ kind: 'bad_value', name, value: '', expected });
  }
  // The name chose both the schema and the handler; TypeScript does not follow that over a union.
  const handle = handlers[name] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
  return guarded(() => handle(parsed.data), deps);
}

async function guarded(
  run: () => Result<unknown> | Promise<Result<unknown>>,
  deps: RegisterDeps,
): Promise<Result<unknown>> {
  try {
    return await run();
  } catch (error) {
    // A disk that fills up or a damaged page shows in the middle of the work: that is no bug.
    const explained = deps.explain(error);
    if (explained instanceof AppFailure) return err(explained.error);
    return err({ kind: 'internal', id: deps.reportBug(error) });
  }
}

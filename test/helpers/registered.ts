/** Registers handlers with a recorder in place of Electron's `ipcMain`. */
import {
  register,
  type CallEvent,
  type IpcMain,
  type RegisterDeps,
} from '../../electron/ipc/register.ts';
import { ok } from '../../shared/errors.ts';
import { CALL_CHANNEL, DROP_CHANNEL } from '../../shared/ipc/channels.ts';
import { calls } from '../../shared/ipc/contract.ts';
import type { CallName, Handlers } from '../../shared/ipc/types.ts';

/** The origin of the application's pages in these tests. */
export const ORIGIN = 'app://postbag';

/** A call from where calls come from. */
export const OWN_FRAME: CallEvent = {
  senderFrame: { url: `${ORIGIN}/index.html`, parent: null },
};

/** Senders that are not the application's own main frame, by what they are. */
export const HOSTILE_FRAMES: readonly (readonly [string, CallEvent])[] = [
  ['a frame that is gone', { senderFrame: null }],
  ['a sub-frame of our own page', { senderFrame: { url: `${ORIGIN}/index.html`, parent: {} } }],
  ['a web page', { senderFrame: { url: 'https://postbag/index.html', parent: null } }],
  ['an empty URL', { senderFrame: { url: '', parent: null } }],
  ['about:blank', { senderFrame: { url: 'about:blank', parent: null } }],
  ['another host of our scheme', { senderFrame: { url: 'app://evil/index.html', parent: null } }],
  ['our origin as user info', { senderFrame: { url: 'app://postbag@evil/', parent: null } }],
  ['our origin as a sub-domain', { senderFrame: { url: 'app://postbag.evil/', parent: null } }],
  ['our host with a port', { senderFrame: { url: 'app://postbag:99/', parent: null } }],
  ['a file', { senderFrame: { url: 'file:///app/index.html', parent: null } }],
  ['data', { senderFrame: { url: 'data:text/html,app://postbag/', parent: null } }],
];

type Listener = (event: CallEvent, ...args: unknown[]) => Promise<unknown>;

/** What was registered, and what reached the handlers. */
export interface Registered {
  readonly call: Listener;
  readonly drop: Listener;
  /** Every call that reached its handler, with what it was given. */
  readonly reached: (readonly [CallName, unknown])[];
  readonly dropped: unknown[];
  readonly bugs: unknown[];
}

/** Registers handlers that only record, but for those that are given. */
export function registered(
  handlers: Partial<Handlers> = {},
  deps: Partial<RegisterDeps> = {},
): Registered {
  const listeners = new Map<string, Listener>();
  const reached: [CallName, unknown][] = [];
  const dropped: unknown[] = [];
  const bugs: unknown[] = [];
  const ipcMain: IpcMain = {
    handle: (channel, listener) => void listeners.set(channel, listener),
  };
  const recorders = Object.fromEntries(
    (Object.keys(calls) as CallName[]).map((name) => [
      name,
      (input: unknown) => {
        reached.push([name, input]);
        return ok({});
      },
    ]),
  );
  register(
    { ...(recorders as unknown as Handlers), ...handlers },
    {
      ipcMain,
      origin: ORIGIN,
      announceDrop: async (path) => {
        dropped.push(path);
        return ok({ token: 'token', name: 'a.csv' });
      },
      explain: (error) => error,
      reportBug: (error) => {
        bugs.push(error);
        return 'bug-1';
      },
      ...deps,
    },
  );
  const listener = (channel: string): Listener => {
    const found = listeners.get(channel);
    if (found === undefined) throw new Error(`nothing registered on ${channel}`);
    return found;
  };
  return { call: listener(CALL_CHANNEL), drop: listener(DROP_CHANNEL), reached, dropped, bugs };
}

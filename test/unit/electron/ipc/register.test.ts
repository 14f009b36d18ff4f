import { describe, expect, test } from 'vitest';
import {
  isOwnMainFrame,
  register,
  type CallEvent,
  type IpcMain,
} from '../../../../electron/ipc/register.ts';
import { ok } from '../../../../shared/errors.ts';
import { CALL_CHANNEL } from '../../../../shared/ipc/channels.ts';
import { calls } from '../../../../shared/ipc/contract.ts';
import type { Handlers } from '../../../../shared/ipc/types.ts';

const ORIGIN = 'app://postbag';
const OWN: CallEvent = { senderFrame: { url: `${ORIGIN}/index.html`, parent: null } };

type Listener = (event: CallEvent, ...args: unknown[]) => Promise<unknown>;

/** Registers handlers with a recorder in place of Electron's `ipcMain`. */
function registered(handlers: Partial<Handlers> = {}): {
  readonly call: Listener;
  readonly bugs: unknown[];
} {
  const bugs: unknown[] = [];
  const listeners = new Map<string, Listener>();
  const ipcMain: IpcMain = {
    handle: (channel, listener) => {
      listeners.set(channel, listener);
    },
  };
  const all: Handlers = {
    listBatches: () => ok([]),
    appInfo: () => ok({ version: '0.1.0', dataFolder: '/data' }),
    ...handlers,
  };
  register(all, {
    ipcMain,
    origin: ORIGIN,
    reportBug: (error) => {
      bugs.push(error);
      return 'bug-1';
    },
  });
  const call = listeners.get(CALL_CHANNEL);
  if (call === undefined) throw new Error('nothing registered');
  return { call, bugs };
}

describe('the sender check', () => {
  test.each<[string, CallEvent]>([
    ['a frame that is gone', { senderFrame: null }],
    ['a sub-frame of our own page', { senderFrame: { url: `${ORIGIN}/index.html`, parent: {} } }],
    ['a web page', { senderFrame: { url: 'https://postbag/index.html', parent: null } }],
    ['an empty URL', { senderFrame: { url: '', parent: null } }],
    ['about:blank', { senderFrame: { url: 'about:blank', parent: null } }],
    ['another host of our scheme', { senderFrame: { url: 'app://evil/index.html', parent: null } }],
    [
      'our origin as user info',
      { senderFrame: { url: 'app://postbag@evil/index.html', parent: null } },
    ],
    ['a file', { senderFrame: { url: 'file:///app/index.html', parent: null } }],
  ])('rejects %s', async (_name, event) => {
    expect(isOwnMainFrame(event, ORIGIN)).toBe(false);
    let ran = false;
    const { call } = registered({
      listBatches: () => {
        ran = true;
        return ok([]);
      },
    });
    await expect(call(event, 'listBatches', {})).rejects.toThrow('foreign frame');
    expect(ran).toBe(false);
  });

  test('accepts the own main frame', async () => {
    const { call } = registered();
    await expect(call(OWN, 'listBatches', {})).resolves.toEqual({ ok: true, value: [] });
  });
});

describe('calls', () => {
  test.each(['constructor', '__proto__', 'toString', 'nothing', '', 7, null])(
    'an unknown call is rejected: %s',
    async (name) => {
      const { call } = registered();
      await expect(call(OWN, name, {})).rejects.toThrow('unknown call');
    },
  );

  test.each(Object.keys(calls))('%s: malformed input never reaches the handler', async (name) => {
    let ran = false;
    const trap = (): never => {
      ran = true;
      throw new Error('reached');
    };
    const { call } = registered({ listBatches: trap, appInfo: trap });
    for (const input of [undefined, null, 7, 'x', [], { extra: 1 }]) {
      await expect(call(OWN, name, input)).resolves.toMatchObject({
        ok: false,
        error: { kind: 'bad_value' },
      });
    }
    expect(ran).toBe(false);
  });

  test('a bug is reported once and reaches the window as an id only', async () => {
    const { call, bugs } = registered({
      listBatches: () => {
        throw new Error('secret detail');
      },
    });
    await expect(call(OWN, 'listBatches', {})).resolves.toEqual({
      ok: false,
      error: { kind: 'internal', id: 'bug-1' },
    });
    expect(bugs).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';
import { isOwnMainFrame } from '../../../../electron/ipc/register.ts';
import { AppFailure, ok } from '../../../../shared/errors.ts';
import { HOSTILE_FRAMES, ORIGIN, OWN_FRAME, registered } from '../../../helpers/registered.ts';

describe('the sender check', () => {
  test.each(HOSTILE_FRAMES)('rejects %s', (_name, event) => {
    expect(isOwnMainFrame(event, ORIGIN)).toBe(false);
  });

  test('accepts the own main frame', async () => {
    expect(isOwnMainFrame(OWN_FRAME, ORIGIN)).toBe(true);
    const { call, reached } = registered();
    await expect(call(OWN_FRAME, 'appState', {})).resolves.toEqual({ ok: true, value: {} });
    expect(reached).toEqual([['appState', {}]]);
  });
});

describe('calls', () => {
  test.each([
    'constructor',
    '__proto__',
    'toString',
    'nothing',
    '',
    7,
    null,
    undefined,
    ['appState'],
  ])('an unknown call is rejected: %j', async (name) => {
    const { call, reached } = registered();
    await expect(call(OWN_FRAME, name, {})).rejects.toThrow('unknown call');
    expect(reached).toEqual([]);
  });

  test('a bug is reported once and reaches the window as an id only', async () => {
    const { call, bugs } = registered({
      appState: () => {
        throw new Error('secret detail');
      },
    });
    await expect(call(OWN_FRAME, 'appState', {})).resolves.toEqual({
      ok: false,
      error: { kind: 'internal', id: 'bug-1' },
    });
    expect(bugs).toHaveLength(1);
  });

  test('a promise that is rejected is a bug too', async () => {
    const { call, bugs } = registered({ appState: () => Promise.reject(new Error('late')) });
    const answer = await call(OWN_FRAME, 'appState', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'internal' } });
    expect(bugs).toHaveLength(1);
  });

  test('a full disk in the middle of the work is told, and is no bug', async () => {
    const full = new AppFailure({ kind: 'data_full', path: '/data' });
    const { call, bugs } = registered(
      {
        appState: () => {
          throw new Error('SQLITE_FULL');
        },
      },
      { explain: () => full },
    );
    await expect(call(OWN_FRAME, 'appState', {})).resolves.toEqual({
      ok: false,
      error: full.error,
    });
    expect(bugs).toEqual([]);
  });
});

describe('dropped files', () => {
  test.each(HOSTILE_FRAMES)('are not taken from %s', async (_name, event) => {
    const { drop, dropped } = registered();
    await expect(drop(event, '/lists/a.csv')).rejects.toThrow('foreign frame');
    expect(dropped).toEqual([]);
  });

  test('are announced from the own page', async () => {
    const { drop, dropped } = registered();
    await expect(drop(OWN_FRAME, '/lists/a.csv')).resolves.toEqual(
      ok({ token: 'token', name: 'a.csv' }),
    );
    expect(dropped).toEqual(['/lists/a.csv']);
  });

  test('a path cannot be given to a call', async () => {
    const { call, reached } = registered();
    await call(OWN_FRAME, 'openList', { token: 'x', path: '/etc/passwd' });
    expect(reached).toEqual([]);
  });
});

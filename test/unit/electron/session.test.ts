import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openAppSettings } from '../../../electron/appSettings.ts';
import { accountQueries } from '../../../electron/db/accounts.ts';
import { priceQueries } from '../../../electron/db/prices.ts';
import type { LongWork } from '../../../electron/ipc/context.ts';
import { createLog } from '../../../electron/log.ts';
import { PRACTICE_BASE_URL } from '../../../electron/practice/windowPractice.ts';
import { systemClock } from '../../../electron/runtime.ts';
import { memoryKeyStore } from '../../../electron/secrets/keyStore.ts';
import { openSession, practiceDir, type OpenSession } from '../../../electron/session.ts';
import { startSessions, type Sessions } from '../../../electron/sessions.ts';
import { dataFolder, unwrap, unwrapError } from '../../helpers/dataFolder.ts';

const REAL_URL = 'https://api.engagespark.com';
const REAL_KEY = 'a-real-key-0123456789';
const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const one of open) await one.close();
  open.clear();
});

function deps(dir: string) {
  const log = createLog(join(dir, 'logs'), { nowMs: systemClock.nowMs, newId: () => 'id' });
  return { dir, clock: systemClock, log, keys: memoryKeyStore() };
}

async function session(mode: 'live' | 'practice', dir = dataFolder()): Promise<OpenSession> {
  const opened = unwrap(await openSession(mode, deps(dir)));
  open.add(opened);
  return opened;
}

/** Every path below a folder, with its bytes. */
function snapshot(dir: string): Map<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'latin1')];
    }),
  );
}

describe('practice', () => {
  test('is ready at once: account, key, prices, and a gateway that answers', async () => {
    const practice = await session('practice');
    const { mode, services, keys, receiptSpeed } = practice;
    expect(mode).toBe('practice');
    expect(receiptSpeed).toBeGreaterThan(100);
    const account = accountQueries(services.db).current();
    if (account === null) throw new Error('no account');
    expect(account).toMatchObject({ sender: 'Clinic', country: 'KE', baseUrl: PRACTICE_BASE_URL });
    expect((await keys.state(account)).state).toBe('set');
    expect(priceQueries(services.db).map().get('KE')).toBe(20_000);
    const api = unwrap(await practice.openApi(account));
    expect(unwrap(await api.balance()).balanceMicro).toBe(10_000_000_000);
    await api.close();
  });

  test('lies in a folder of its own, and writes nowhere else', async () => {
    const dir = dataFolder();
    const live = await session('live', dir);
    accountQueries(live.services.db).set({ org: 7, baseUrl: REAL_URL }, 0);
    await live.close();
    open.delete(live);
    const before = snapshot(dir);
    const practice = await session('practice', dir);
    expect(practice.services.db.dir).toBe(practiceDir(dir));
    accountQueries(practice.services.db).set({ org: 1234, baseUrl: PRACTICE_BASE_URL }, 0);
    await practice.close();
    open.delete(practice);
    for (const [path, bytes] of before) expect(readFileSync(path, 'latin1') === bytes).toBe(true);
    const added = [...snapshot(dir).keys()].filter((path) => !before.has(path));
    expect(added.length).toBeGreaterThan(0);
    expect(added.filter((path) => !path.startsWith(practiceDir(dir)))).toEqual([]);
  });

  test('never reaches the real API, whatever its data says', async () => {
    const practice = await session('practice');
    // As after a mistake, or by a hand that edits the database.
    const wrong = accountQueries(practice.services.db).set({ org: 1234, baseUrl: REAL_URL }, 0);
    const api = unwrap(await practice.openApi(wrong));
    // The gateway on this computer answers: nothing else has this balance.
    expect(unwrap(await api.balance()).balanceMicro).toBe(10_000_000_000);
    await api.close();
    expect(new URL(practice.lineTarget()?.baseUrl ?? '').hostname).toBe('127.0.0.1');
    expect(unwrapError(await practice.openApi({ ...wrong, org: 99 })).kind).toBe('account_missing');
  });

  test('keeps what the operator changed, and its account over restarts', async () => {
    const dir = dataFolder();
    const first = await session('practice', dir);
    const accounts = accountQueries(first.services.db);
    const { org, baseUrl, key } = accounts.current() ?? { org: 0, baseUrl: '', key: 0 };
    accounts.set({ org, baseUrl, sender: 'OFFICE' }, 1);
    priceQueries(first.services.db).set([{ country: 'KE', microPerPart: 1 }], 'operator', 1);
    await first.close();
    open.delete(first);
    const second = await session('practice', dir);
    expect(accountQueries(second.services.db).current()).toMatchObject({ key, sender: 'OFFICE' });
    expect(priceQueries(second.services.db).map().get('KE')).toBe(1);
  });

  test('its gateway ends with it', async () => {
    const practice = await session('practice');
    const url = practice.lineTarget()?.baseUrl ?? '';
    expect((await fetch(url)).status).toBeGreaterThan(0);
    await practice.close();
    open.delete(practice);
    expect(practice.signal.aborted).toBe(true);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});

describe('the real data', () => {
  test('a client has the key that is kept for its account', async () => {
    const dir = dataFolder();
    const given = deps(dir);
    const live = unwrap(await openSession('live', given));
    open.add(live);
    expect(live.lineTarget()).toBeNull();
    const account = accountQueries(live.services.db).set({ org: 7, baseUrl: REAL_URL }, 0);
    expect(unwrapError(await live.openApi(account)).kind).toBe('api_key_missing');
    unwrap(await given.keys.set(account, REAL_KEY));
    await unwrap(await live.openApi(account)).close();
    expect(live.lineTarget()).toEqual({ org: 7, baseUrl: REAL_URL });
    expect(live.receiptSpeed).toBe(1);
  });
});

describe('changing between them', () => {
  const idle: LongWork = { busyWith: () => null, settle: async () => undefined };

  async function sessions(dir: string, work: readonly LongWork[] = [idle]) {
    const happened: string[] = [];
    const given = deps(dir);
    const settings = openAppSettings(dir, 0);
    const started: Sessions = unwrap(
      await startSessions({
        settings,
        open: (mode) => openSession(mode, given),
        work: () => work,
        changed: () => void happened.push('changed'),
      }),
    );
    open.add(started);
    return { started, settings, happened };
  }

  test('opens the other data, closes this, and remembers', async () => {
    const dir = dataFolder();
    const { started, settings, happened } = await sessions(dir);
    const live = started.current();
    expect(started.practiceRefused).toBeNull();
    unwrap(await started.switchTo('practice'));
    expect(started.current().mode).toBe('practice');
    expect(live.signal.aborted).toBe(true);
    expect(settings.get().practiceMode).toBe(true);
    expect(happened).toEqual(['changed']);
    unwrap(await started.switchTo('practice'));
    expect(happened).toEqual(['changed']);
    unwrap(await started.switchTo('live'));
    expect(started.current().mode).toBe('live');
    expect(openAppSettings(dir, 0).get().practiceMode).toBe(false);
  });

  test('practice that cannot be opened at the start is told, with the real data open', async () => {
    const dir = dataFolder();
    openAppSettings(dir, 0).set({ practiceMode: true });
    mkdirSync(practiceDir(dir), { recursive: true });
    writeFileSync(join(practiceDir(dir), 'postbag.db'), 'not a database'.repeat(100));
    const { started, settings } = await sessions(dir);
    expect(started.current().mode).toBe('live');
    expect(started.practiceRefused?.kind).toBe('data_corrupt');
    expect(settings.get().practiceMode).toBe(false);
  });

  test.each(['send', 'build', 'export'] as const)('is refused while there is %s', async (work) => {
    const busy: LongWork = { ...idle, busyWith: () => work };
    const { started, happened } = await sessions(dataFolder(), [idle, busy]);
    expect(unwrapError(await started.switchTo('practice'))).toEqual({ kind: 'work_running', work });
    expect(started.current().mode).toBe('live');
    expect(happened).toEqual([]);
  });

  test('a send is named first, whatever runs beside it: leaving asks about it alone', async () => {
    const build: LongWork = { ...idle, busyWith: () => 'build' };
    const send: LongWork = { ...idle, busyWith: () => 'send' };
    const { started } = await sessions(dataFolder(), [build, send]);
    expect(started.busyWith()).toBe('send');
  });

  test('delivery reports are settled first, on the data that they belong to', async () => {
    const modes: string[] = [];
    const holder: { current: () => string } = { current: () => '' };
    const reports: LongWork = {
      busyWith: () => 'reports',
      settle: async () => void modes.push(holder.current()),
    };
    const { started } = await sessions(dataFolder(), [reports]);
    holder.current = () => started.current().mode;
    expect(started.busyWith()).toBeNull();
    unwrap(await started.switchTo('practice'));
    expect(modes).toEqual(['live']);
  });

  test('a second click while the first one opens changes nothing', async () => {
    const { started, happened } = await sessions(dataFolder());
    await Promise.all([started.switchTo('practice'), started.switchTo('practice')]);
    expect(happened).toEqual(['changed']);
  });

  test('where the other data cannot be opened, everything stays', async () => {
    const dir = dataFolder();
    writeFileSync(practiceDir(dir), 'a file where the folder should be');
    const { started, settings } = await sessions(dir);
    expect(unwrapError(await started.switchTo('practice')).kind).toBe('data_unusable');
    expect(started.current().mode).toBe('live');
    expect(started.current().signal.aborted).toBe(false);
    expect(settings.get().practiceMode).toBe(false);
  });

  test('a start in practice mode opens no real data; one that fails opens the real data', async () => {
    const dir = dataFolder();
    unwrap(openAppSettings(dir, 0).set({ practiceMode: true }));
    const first = await sessions(dir);
    expect(first.started.current().mode).toBe('practice');
    expect(existsSync(join(dir, 'postbag.db'))).toBe(false);
    await first.started.close();
    open.clear();
    const broken = dataFolder();
    unwrap(openAppSettings(broken, 0).set({ practiceMode: true }));
    writeFileSync(practiceDir(broken), 'a file where the folder should be');
    const second = await sessions(broken);
    expect(second.started.current().mode).toBe('live');
    expect(second.settings.get().practiceMode).toBe(false);
  });
});

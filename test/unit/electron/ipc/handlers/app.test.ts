/** The calls of the application and of its account, over real data folders and a real gateway. */
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openAppSettings } from '../../../../../electron/appSettings.ts';
import type { Desktop } from '../../../../../electron/ipc/context.ts';
import { createAccountHandlers } from '../../../../../electron/ipc/handlers/account.ts';
import { createAppHandlers } from '../../../../../electron/ipc/handlers/app.ts';
import { createLog } from '../../../../../electron/log.ts';
import {
  startPracticeGateway,
  type PracticeGateway,
} from '../../../../../electron/practice/gateway.ts';
import { memoryKeyStore } from '../../../../../electron/secrets/keyStore.ts';
import { openSession, type OpenSession } from '../../../../../electron/session.ts';
import { createAccountService } from '../../../../../electron/work/account.ts';
import { createAppService } from '../../../../../electron/work/app.ts';
import type { LineState } from '../../../../../electron/work/line.ts';
import { err, ok } from '../../../../../shared/errors.ts';
import { systemClock } from '../../../../../electron/runtime.ts';
import { callError, callValue } from '../../../../helpers/calls.ts';
import { dataFolder, unwrap } from '../../../../helpers/dataFolder.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const LINE: LineState = { state: 'online', sinceMs: 1, checkedAtMs: 2, code: null };

/** The handlers, over a session of their own. */
async function application(mode: OpenSession['mode'] = 'live') {
  const dir = dataFolder();
  const log = createLog(join(dir, 'logs'), { nowMs: systemClock.nowMs, newId: () => 'id' });
  const keys = memoryKeyStore();
  const session = unwrap(await openSession(mode, { dir, clock: systemClock, log, keys }));
  closers.push(() => session.close());
  const settings = openAppSettings(dir, 0);
  const happened: string[] = [];
  const world = { isBusy: false };
  const app = createAppService({
    session: () => session,
    settings,
    line: { state: () => LINE },
    emit: (name) => void happened.push(name),
    clock: systemClock,
    version: '1.2.3',
    platform: 'win32',
    systemLocale: () => 'fr-CD',
    formatLocales: () => ['fr-CD', 'en-KE'],
    preferencesChanged: () => void happened.push('preferences'),
    switchTo: async (to) => {
      happened.push(`to ${to}`);
      return world.isBusy ? err({ kind: 'work_running', work: 'send' }) : ok(null);
    },
  });
  const account = createAccountService({
    session: () => session,
    state: () => app.state(),
    emit: (name) => void happened.push(name),
    clock: systemClock,
    accountChanged: () => void happened.push('account'),
    newId: () => 'SMS-invented',
  });
  const desktop = {
    openLink: async (link: string) => void happened.push(`open ${link}`),
    openGuide: async () => void happened.push('guide'),
    showDataFolder: async () => void happened.push('folder'),
  } as Partial<Desktop> as Desktop;
  const line = { state: () => LINE, check: async () => LINE, start: () => {}, stop: () => {} };
  return {
    handlers: {
      ...createAppHandlers({
        app,
        line,
        desktop,
        copyText: async (text) => void happened.push(`copy ${text}`),
      }),
      ...createAccountHandlers(account),
    },
    app,
    session,
    settings,
    keys,
    happened,
    world,
  };
}

async function gateway(): Promise<PracticeGateway> {
  const started = unwrap(await startPracticeGateway());
  closers.push(() => started.close());
  return started;
}

describe('the state of the application', () => {
  test('on a new computer', async () => {
    const { handlers, session } = await application();
    expect(await callValue(handlers, 'appState', {})).toEqual({
      version: '1.2.3',
      platform: 'win32',
      mode: 'live',
      dataFolder: session.services.db.dir,
      preferences: { language: null, theme: 'system', firstStartDone: false },
      systemLocale: 'fr-CD',
      formatLocales: ['fr-CD', 'en-KE'],
      people: [],
      person: null,
      account: null,
      key: { state: 'not_set', last4: null },
      line: LINE,
      frozen: null,
    });
  });

  test('in practice everything is there', async () => {
    const { handlers } = await application('practice');
    const state = await callValue(handlers, 'appState', {});
    expect(state).toMatchObject({
      mode: 'practice',
      account: { sender: 'Clinic', country: 'KE' },
      key: { state: 'set' },
    });
  });

  test('preferences are kept, told, and followed', async () => {
    const { handlers, settings, happened } = await application();
    const state = await callValue(handlers, 'setPreferences', { language: 'ar', theme: 'dark' });
    expect(state.preferences).toEqual({ language: 'ar', theme: 'dark', firstStartDone: false });
    expect(happened).toEqual(['appChanged', 'preferences']);
    await callValue(handlers, 'setPreferences', { firstStartDone: true });
    expect(settings.get()).toMatchObject({ language: 'ar', firstStartDone: true });
  });

  test('practice mode is asked for; where work runs it is refused', async () => {
    const { handlers, happened, world } = await application();
    await callValue(handlers, 'setPracticeMode', { on: true });
    await callValue(handlers, 'setPracticeMode', { on: false });
    expect(happened).toEqual(['to practice', 'to live']);
    world.isBusy = true;
    const error = await callError(handlers, 'setPracticeMode', { on: true });
    expect(error).toEqual({ kind: 'work_running', work: 'send' });
  });

  test('the doors to the desktop', async () => {
    const { handlers, happened } = await application();
    await callValue(handlers, 'openLink', { link: 'pricing' });
    await callValue(handlers, 'openGuide', {});
    await callValue(handlers, 'showDataFolder', {});
    await callValue(handlers, 'copyText', { text: '412 delivered' });
    expect(happened).toEqual(['open pricing', 'guide', 'folder', 'copy 412 delivered']);
    expect(await callValue(handlers, 'checkLine', {})).toEqual(LINE);
  });

  test('every country once, with its dialling code', async () => {
    const countries = await callValue((await application()).handlers, 'countries', {});
    expect(countries.length).toBeGreaterThan(200);
    expect(new Set(countries.map(({ country }) => country)).size).toBe(countries.length);
    expect(countries).toContainEqual({ country: 'KE', diallingCode: '254' });
  });
});

describe('the people who work here', () => {
  test('are added, chosen, retired, and brought back; their history stays', async () => {
    const { handlers, app, settings } = await application();
    await callValue(handlers, 'addPerson', { name: 'Baraka' });
    const added = await callValue(handlers, 'addPerson', { name: 'Amina' });
    expect(added.people.map(({ name }) => name)).toEqual(['Amina', 'Baraka']);
    expect(added.person).toBe('Amina');
    const chosen = await callValue(handlers, 'choosePerson', { name: 'Baraka' });
    expect(chosen.person).toBe('Baraka');
    const retired = await callValue(handlers, 'retirePerson', { name: 'Baraka' });
    expect(retired.people).toEqual([
      { name: 'Amina', retired: false },
      { name: 'Baraka', retired: true },
    ]);
    expect(retired.person).toBeNull();
    expect(app.person.current()).toBeNull();
    const back = await callValue(handlers, 'addPerson', { name: 'Baraka' });
    expect(back.people.filter((person) => person.retired)).toEqual([]);
    expect(app.person.current()).toBe('Baraka');
    const nobody = await callValue(handlers, 'choosePerson', { name: null });
    expect(nobody.person).toBeNull();
    expect(settings.get().person).toBeNull();
  });

  test('somebody else is refused, and so is who left', async () => {
    const { handlers } = await application();
    await callValue(handlers, 'addPerson', { name: 'Amina' });
    await callValue(handlers, 'retirePerson', { name: 'Amina' });
    for (const name of ['Amina', 'Nobody', '']) {
      const error = await callError(handlers, 'choosePerson', { name });
      expect(error).toMatchObject({ kind: 'bad_value', name: 'name', value: name });
    }
    expect((await callError(handlers, 'retirePerson', { name: 'Amina' })).kind).toBe('bad_value');
  });

  test('a choice counts only where the name is on the list of the data', async () => {
    const { handlers, settings } = await application();
    unwrap(settings.set({ person: 'Somebody of the other folder' }));
    expect((await callValue(handlers, 'appState', {})).person).toBeNull();
  });
});

describe('the account', () => {
  test('is set; the same organisation stays where it is', async () => {
    const { handlers, happened } = await application();
    const input = { org: 7, baseUrl: 'https://api.example/', sender: 'Clinic', country: 'KE' };
    const state = await callValue(handlers, 'setAccount', input);
    const expected = { org: 7, baseUrl: 'https://api.example', sender: 'Clinic', country: 'KE' };
    expect(state.account).toEqual(expected);
    expect(happened).toEqual(['account', 'appChanged']);
    const again = await callValue(handlers, 'setAccount', { org: 7, sender: null });
    expect(again.account).toEqual({ ...expected, sender: null });
    const other = await callValue(handlers, 'setAccount', { org: 8 });
    expect(other.account).toMatchObject({ org: 8, baseUrl: 'https://api.engagespark.com' });
  });

  test.each([
    [{ org: 7, baseUrl: 'http://api.example' }, 'bad_base_url'],
    [{ org: 7, baseUrl: 'nonsense' }, 'bad_base_url'],
    [{ org: 7, country: 'ZZ' }, 'unknown_country'],
    [{ org: 7, sender: 'more than eleven' }, 'bad_sender'],
  ])('%j is refused: %s', async (input, kind) => {
    const { handlers } = await application();
    expect((await callError(handlers, 'setAccount', input)).kind).toBe(kind);
    expect((await callValue(handlers, 'appState', {})).account).toBeNull();
  });

  test('its key is kept, shown by four characters, and forgotten', async () => {
    const { handlers } = await application();
    expect((await callError(handlers, 'setApiKey', { key: 'x' })).kind).toBe('account_missing');
    await callValue(handlers, 'setAccount', { org: 7 });
    const state = await callValue(handlers, 'setApiKey', { key: 'Token secret-key-0123456789' });
    expect(state.key).toEqual({ state: 'set', last4: '6789' });
    expect(JSON.stringify(state)).not.toContain('0123456789');
    const error = await callError(handlers, 'setApiKey', { key: 'two words' });
    expect(error).toEqual({ kind: 'api_key_unusable', problem: 'bad_character' });
    expect((await callValue(handlers, 'forgetApiKey', {})).key.state).toBe('not_set');
  });

  test('practice has its own account and key, and nobody leads it elsewhere', async () => {
    const { handlers } = await application('practice');
    const kept = await callValue(handlers, 'setAccount', { org: 1234, sender: 'OFFICE' });
    expect(kept.account?.sender).toBe('OFFICE');
    for (const input of [{ org: 7 }, { org: 1234, baseUrl: 'https://api.engagespark.com' }]) {
      expect((await callError(handlers, 'setAccount', input)).kind).toBe('bad_value');
    }
    expect((await callError(handlers, 'setApiKey', { key: 'a-real-one' })).kind).toBe('bad_value');
    expect((await callError(handlers, 'forgetApiKey', {})).kind).toBe('bad_value');
    expect((await callValue(handlers, 'testAccount', {})).outcome).toBe('confirmed');
  });
});

describe('testing the account', () => {
  async function tested(org: number, key: string, baseUrl: string) {
    const { handlers } = await application();
    await callValue(handlers, 'setAccount', { org, baseUrl });
    await callValue(handlers, 'setApiKey', { key });
    return callValue(handlers, 'testAccount', {});
  }

  test('right: with the balance', async () => {
    const { url, apiKey, org } = await gateway();
    expect(await tested(org, apiKey, url)).toMatchObject({
      outcome: 'confirmed',
      balanceMicro: 10_000_000_000,
      error: null,
    });
  });

  test('a wrong key', async () => {
    const { url, org } = await gateway();
    expect(await tested(org, 'another-key', url)).toMatchObject({
      outcome: 'wrong_key',
      balanceMicro: null,
      error: { kind: 'api_refused', status: 401 },
    });
  });

  test('nobody answers', async () => {
    const gone = await gateway();
    await gone.close();
    expect(await tested(gone.org, gone.apiKey, gone.url)).toMatchObject({
      outcome: 'failed',
      error: { kind: 'offline' },
    });
  });

  test('without a key or an account there is nothing to test', async () => {
    const { handlers } = await application();
    expect((await callError(handlers, 'testAccount', {})).kind).toBe('account_missing');
    await callValue(handlers, 'setAccount', { org: 7 });
    expect((await callError(handlers, 'testAccount', {})).kind).toBe('api_key_missing');
  });
});

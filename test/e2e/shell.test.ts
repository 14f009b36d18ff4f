/** The shell by itself: what the window remembers, its menu, its secrets, practice, files, the end. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openOwner } from '../../electron/db/open.ts';
import type { Result } from '../../shared/errors.ts';
import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  PostbagBridge,
} from '../../shared/ipc/types.ts';
import { systemClock } from '../../electron/runtime.ts';
import { homeOf } from '../helpers/electron/home.ts';
import { unwrap, unwrapError } from '../helpers/dataFolder.ts';
import { close, launch, type LaunchOptions, type TestApp } from './host.ts';

const KEY = 'c0ffee-SECRET-0123456789-wxyz';
const homes: string[] = [];

afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A home that outlives the application. */
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'postbag-shell-'));
  homes.push(home);
  return home;
}

async function withApp(options: LaunchOptions, work: (app: TestApp) => Promise<void>) {
  const app = await launch(options);
  try {
    // A page that is ended while it still loads complains.
    if (options.expectsNoWindow !== true) await app.page.locator('h1').first().waitFor();
    await work(app);
  } finally {
    await close(app);
  }
}

type Bridged = Window & { readonly postbag: PostbagBridge };

/** A call as the page makes it. */
function call<Name extends CallName>(
  { page }: TestApp,
  name: Name,
  input: CallInput<Name>,
): Promise<Result<CallOutput<Name>>> {
  return page.evaluate(
    ([wanted, given]) => (window as unknown as Bridged).postbag.call(wanted, given as never),
    [name, input] as const,
  ) as Promise<Result<CallOutput<Name>>>;
}

/** Everything that an event carries from now on. */
async function listen({ page }: TestApp, name: EventName): Promise<() => Promise<unknown[]>> {
  await page.evaluate((wanted) => {
    const heard: unknown[] = [];
    (window as unknown as { heard: unknown[] }).heard = heard;
    (window as unknown as Bridged).postbag.on(wanted, (payload) => void heard.push(payload));
  }, name);
  return () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
}

/** Every byte of every file below a folder. */
function everything(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('what the window remembers', () => {
  test('its place, written when it closes', async () => {
    const home = newHome();
    const { dataDir } = homeOf({ home });
    mkdirSync(dataDir, { recursive: true });
    const place = { x: 40, y: 30, width: 1010, height: 640 };
    const settings = { window: { ...place, maximised: false }, fromANewerVersion: 1 };
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
    await withApp({ home }, async (app) => {
      expect(await app.windowOptions()).toMatchObject(place);
      await app.closeWindow();
      expect(await app.exited).toBe(0);
    });
    const kept = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ window: { ...place }, fromANewerVersion: 1 });
  });

  test('settings that are damaged are put aside, and said', async () => {
    const home = newHome();
    const { dataDir } = homeOf({ home });
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'settings.json'), '{"language":');
    await withApp({ home }, async (app) => {
      const shown = async (): Promise<string> => JSON.stringify(await app.dialogs.shown());
      await expect.poll(shown, { timeout: 10_000 }).toContain('settings.json.damaged-');
      expect(unwrap(await call(app, 'appState', {})).preferences.language).toBeNull();
    });
  });

  test('a data folder of its own choice', async () => {
    const data = join(newHome(), 'elsewhere');
    await withApp({ args: [`--data=${data}`] }, async (app) => {
      expect(unwrap(await call(app, 'appState', {})).dataFolder).toBe(data);
      expect(readdirSync(data)).toContain('postbag.db');
    });
  });
});

describe('the menu', () => {
  test('speaks the language of the system, then the one that is chosen; its commands arrive', async () => {
    await withApp({ locale: 'es-MX' }, async (app) => {
      const labels = async () => JSON.stringify(await app.menu.list());
      expect(await labels()).toContain('Nueva lista de envío');
      unwrap(await call(app, 'setPreferences', { language: 'ar', firstStartDone: true }));
      expect(await labels()).toContain('قائمة إرسال جديدة');
      const heard = await listen(app, 'menuCommand');
      await app.menu.click('about');
      await expect.poll(heard, { timeout: 10_000 }).toEqual([{ command: 'about' }]);
    });
  });
});

describe('styles', () => {
  test('with the nonce of the page are let in, others are not', async () => {
    await withApp({}, async (app) => {
      const sizes = await app.page.evaluate(() => {
        const nonce = document.querySelector<HTMLMetaElement>(
          'meta[property="csp-nonce"]',
        )?.content;
        const sized = (css: string, given?: string): number => {
          const style = document.createElement('style');
          if (given !== undefined) style.nonce = given;
          style.textContent = css;
          const box = document.body.appendChild(document.createElement('div'));
          box.className = 'nonce-probe';
          document.head.append(style);
          const { width } = box.getBoundingClientRect();
          box.remove();
          style.remove();
          return width;
        };
        const css = '.nonce-probe { position: fixed; inline-size: 123px }';
        return { own: sized(css, nonce), none: sized(css), wrong: sized(css, 'AAAA') };
      });
      expect(sizes.own).toBe(123);
      expect(sizes.none).not.toBe(123);
      expect(sizes.wrong).not.toBe(123);
      // These violations were wanted.
      const { violations, consoleErrors } = app.mishaps;
      await expect
        .poll(() => Math.min(violations.length, consoleErrors.length), { timeout: 10_000 })
        .toBe(2);
      for (const list of [violations, consoleErrors]) list.splice(0);
    });
  });
});

describe('the API key', () => {
  test('is kept over a start, in no file in clear, and crosses to the page never', async () => {
    const home = newHome();
    await withApp({ home, keepTranscript: true }, async (app) => {
      unwrap(await call(app, 'setAccount', { org: 7, baseUrl: 'http://127.0.0.1:9' }));
      const { key } = unwrap(await call(app, 'setApiKey', { key: KEY }));
      expect(key).toEqual({ state: 'set', last4: 'wxyz' });
      expect(everything(app.dataDir)).not.toContain(KEY);
      // Once inwards, when it was typed; only the stand-in can listen.
      const crossings = app.transcript.join('\n').split(KEY).length - 1;
      expect(crossings).toBe(app.host === 'stand-in' ? 1 : 0);
      await app.quit();
    });
    await withApp({ home, keepTranscript: true }, async (app) => {
      const { key } = unwrap(await call(app, 'appState', {}));
      expect(key).toEqual({ state: 'set', last4: 'wxyz' });
      expect(app.transcript.join('\n')).not.toContain(KEY);
      expect(everything(app.dataDir)).not.toContain(KEY);
    });
  });

  test('is asked for at each start where the system keeps no secrets', async () => {
    const home = newHome();
    const options = { home, secretStore: 'basic_text' } as const;
    await withApp(options, async (app) => {
      if (app.host === 'electron') return;
      unwrap(await call(app, 'setAccount', { org: 7, baseUrl: 'http://127.0.0.1:9' }));
      expect(unwrap(await call(app, 'appState', {})).key.state).toBe('must_ask');
      expect(unwrap(await call(app, 'setApiKey', { key: KEY })).key.state).toBe('set');
      expect(readdirSync(app.dataDir)).not.toContain('secrets.json');
      await app.quit();
    });
    await withApp(options, async (app) => {
      if (app.host === 'electron') return;
      expect(unwrap(await call(app, 'appState', {})).key).toEqual({
        state: 'must_ask',
        last4: null,
      });
    });
  });
});

/** Changes the data; the page is loaded anew before it may have heard the answer. */
async function switchPractice({ page }: TestApp, on: boolean): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.evaluate((wanted) => {
    const { postbag } = window as unknown as Bridged;
    setTimeout(() => void postbag.call('setPracticeMode', { on: wanted }));
  }, on);
  await loaded;
  await page.locator('h1').first().waitFor();
}

/** From the sample list to its delivery reports, by the calls that the screens make. */
async function practiseWholeJob(app: TestApp): Promise<void> {
  unwrap(await call(app, 'addPerson', { name: 'Amina' }));
  const { draft } = unwrap(await call(app, 'sampleList', {}));
  const settings = { template: 'Dear {{name|friend}}, come to {{clinic}}.' };
  unwrap(await call(app, 'updateDraft', { draft, settings }));
  const built = unwrap(await call(app, 'buildDraft', { draft }));
  expect(built.built?.recipients).toBeGreaterThan(30);
  const { batch } = unwrap(await call(app, 'readyDraft', { draft }));
  const { plan } = unwrap(await call(app, 'batch', { batch }));
  unwrap(await call(app, 'startSend', { batch, plan, despite: {}, why: '' }));
  const isRunning = async () => unwrap(await call(app, 'sendState', {})).running !== null;
  await expect.poll(isRunning, { timeout: 20_000 }).toBe(false);
  const delivered = async () => {
    unwrap(await call(app, 'checkReports', { batch: null }));
    return unwrap(await call(app, 'deliveryReport', { batch })).counts.delivered;
  };
  await expect.poll(delivered, { timeout: 20_000, interval: 500 }).toBeGreaterThan(20);
}

describe('practice mode', () => {
  test('loads the window anew on its own data, is remembered, and leads back', async () => {
    const home = newHome();
    await withApp({ home }, async (app) => {
      await switchPractice(app, true);
      const { mode, dataFolder, key, account } = unwrap(await call(app, 'appState', {}));
      expect({ mode, key: key.state, sender: account?.sender }).toEqual({
        mode: 'practice',
        key: 'set',
        sender: 'Clinic',
      });
      expect(dataFolder).toBe(join(app.dataDir, 'practice'));
      expect(unwrap(await call(app, 'testAccount', {})).outcome).toBe('confirmed');
      expect(unwrap(await call(app, 'checkLine', {})).state).toBe('online');
      await practiseWholeJob(app);
      await app.quit();
    });
    await withApp({ home }, async (app) => {
      expect(unwrap(await call(app, 'appState', {})).mode).toBe('practice');
      await switchPractice(app, false);
      expect(unwrap(await call(app, 'appState', {})).mode).toBe('live');
    });
  }, 60_000);
});

describe('files', () => {
  test('a dropped file becomes a token and a draft; a token works once', async () => {
    const list = join(newHome(), 'clinic <b>.csv');
    writeFileSync(list, 'phone,name\n0712555101,Amina\n');
    await withApp({}, async (app) => {
      await app.page.evaluate(() => {
        const globals = window as unknown as Bridged & { dropped: Promise<unknown> | null };
        Object.assign(globals, { dropped: null });
        document.addEventListener('dragover', (event) => event.preventDefault());
        document.addEventListener('drop', (event) => {
          event.preventDefault();
          const file = event.dataTransfer?.files[0];
          if (file === undefined) throw new Error('no file');
          Object.assign(globals, { dropped: globals.postbag.dropFile(file) });
        });
      });
      await app.dropFiles('body', list);
      const answered = await app.page.waitForFunction(
        () => (window as unknown as { dropped: Promise<unknown> | null }).dropped,
      );
      const dropped = (await answered.jsonValue()) as Result<{ token: string; name: string }>;
      const { token, name } = unwrap(dropped);
      expect(name).toBe('clinic <b>.csv');
      expect(unwrap(await call(app, 'openList', { token })).source).toBe('clinic <b>.csv');
      expect(unwrapError(await call(app, 'openList', { token }))).toEqual({
        kind: 'choice_expired',
      });
    });
  });

  test('only the vendor’s pages are opened', async () => {
    await withApp({}, async (app) => {
      if (app.host === 'electron') return;
      unwrap(await call(app, 'openLink', { link: 'profile' }));
      const { opened } = await app.system();
      expect(opened).toEqual(['https://app.engagespark.com/account/profile/info']);
      const link = 'https://example.org/' as never;
      expect(unwrapError(await call(app, 'openLink', { link })).kind).toBe('bad_value');
    });
  });
});

describe('starts that cannot be', () => {
  test('the data folder belongs to another process: said, and left alone', async () => {
    const home = newHome();
    const { dataDir } = homeOf({ home });
    const owner = unwrap(openOwner(dataDir, { clock: systemClock }));
    try {
      await withApp({ home, expectsNoWindow: true }, async (app) => {
        expect(await app.exited).toBe(1);
        const shown = await app.dialogs.shown();
        expect(shown.map(({ kind }) => kind)).toEqual(['error']);
      });
    } finally {
      owner.close();
    }
  });

  test('certificates are not checked: refused', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    await withApp({ env, expectsNoWindow: true }, async (app) => {
      expect(await app.exited).toBe(1);
    });
  });
});

/** The window opens, survives a reload, keeps its doors shut, and closes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { launch, type TestApp } from './host.ts';

let app: TestApp;

beforeAll(async () => {
  app = await launch();
});

// Real Electron tells nobody what was refused; there the page's staying must do.
function refusedBy(running: TestApp): readonly string[] {
  const everything = ['https://example.org/elsewhere', 'https://example.org/window'];
  return running.host === 'electron' ? everything : running.refused;
}

describe('the window', () => {
  test('opens on the outbox', async () => {
    expect(await app.page.title()).toContain('Postbag');
    await app.page.locator('h1').first().waitFor();
    expect(existsSync(join(app.dataDir, 'postbag.db'))).toBe(true);
  });

  test('shows the same after a reload', async () => {
    const before = await app.page.locator('h1').first().textContent();
    await app.reload();
    await app.page.locator('h1').first().waitFor();
    expect(await app.page.locator('h1').first().textContent()).toBe(before);
  });

  test('gives the page its bridge and nothing else of Node or Electron', async () => {
    const found = await app.page.evaluate(() => {
      const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global'];
      return {
        bridge: Object.keys((window as unknown as { postbag: object }).postbag).sort(),
        leaked: names.filter((name) => name in window),
      };
    });
    expect(found.bridge).toContain('call');
    expect(found.leaked).toEqual([]);
  });

  test('refuses a call that the contract does not list', async () => {
    const answer = await app.page.evaluate(async () => {
      const { postbag } = window as unknown as {
        postbag: { call(name: string, input: unknown): Promise<unknown> };
      };
      return postbag.call('__proto__', {}).then(
        () => 'answered',
        (error: unknown) => String(error),
      );
    });
    expect(answer).toContain('unknown call');
  });
});

describe('the doors', () => {
  test('another address is refused, and the page stays', async () => {
    const before = app.page.url();
    await app.page.evaluate(() => {
      window.location.href = 'https://example.org/elsewhere';
    });
    await expect.poll(() => refusedBy(app)).toContain('https://example.org/elsewhere');
    expect(app.page.url()).toBe(before);
    await app.page.locator('h1').first().waitFor();
  });

  test('a new window is refused', async () => {
    const before = app.page.context().pages().length;
    await app.page.evaluate(() => {
      window.open('https://example.org/window');
    });
    await expect.poll(() => refusedBy(app)).toContain('https://example.org/window');
    await expect.poll(() => app.page.context().pages().length).toBe(before);
  });

  test.each(['geolocation', 'notifications', 'media', 'clipboard-read', 'midi', 'fullscreen'])(
    'the permission %s is refused, asked for and checked',
    async (name) => {
      if (app.host === 'electron' && (name === 'media' || name === 'fullscreen')) return;
      expect(await app.permission(name)).toEqual({ requested: false, checked: false });
    },
  );

  test('the page is sandboxed and isolated', async () => {
    const { webPreferences } = await app.windowOptions();
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });

  test('the policy forbids what the page must not do', async () => {
    const found = await app.page.evaluate(async () => {
      const ran: string[] = [];
      Object.assign(window, { ran });
      const script = document.createElement('script');
      script.textContent = 'window.ran.push("inline script")';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="x:" onerror="window.ran.push(\'handler\')">';
      document.body.append(image);
      // What is evaluated from outside is free of the policy; what it starts later is not.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line typescript/no-implied-eval
            new Function('window.ran.push("eval")')();
          } catch {
            // Refused, as it must be.
          }
          resolve();
        });
      });
      await fetch('https://example.org/data').then(
        () => ran.push('fetch'),
        () => undefined,
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
      script.remove();
      image.remove();
      return ran;
    });
    expect(found).toEqual([]);
    // These violations were wanted.
    expect(app.mishaps.violations.length).toBeGreaterThan(0);
    for (const list of [app.mishaps.violations, app.mishaps.consoleErrors]) list.splice(0);
    expect(app.mishaps.left).toEqual([]);
  });
});

describe('the end', () => {
  test('a second start hands over to the first and leaves', async () => {
    expect(await app.startAgain()).toBe(0);
    expect(await app.page.title()).toContain('Postbag');
  });

  test('closing the window ends the application in order', async () => {
    await app.closeWindow();
    expect(await app.exited).toBe(0);
    expect(app.stderr()).toBe('');
  });
});

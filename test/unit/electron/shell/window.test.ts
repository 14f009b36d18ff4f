import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import {
  closeContents,
  closeSession,
  windowOptions,
  type ContentsDoors,
  type SessionDoors,
} from '../../../../electron/shell/window.ts';

// These do not compile if Electron's own objects have not the parts that are closed.
export const REAL_CONTENTS: (real: WebContents) => ContentsDoors = (real) => real;
export const REAL_SESSION: (real: Session) => SessionDoors = (real) => real;

const PLACE = { width: 900, height: 700 };
const WISH = { preload: '/p.cjs', place: PLACE, isDark: false, isPackaged: true };

/** Emits an event and tells whether it was refused. */
function isRefused(emitter: EventEmitter, name: string): boolean {
  let refused = false;
  emitter.emit(name, { preventDefault: () => (refused = true) });
  return refused;
}

class FakeContents extends EventEmitter {
  openHandler: (() => { action: 'deny' }) | null = null;

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openHandler = handler;
  }
}

class FakeSession extends EventEmitter implements SessionDoors {
  request: Parameters<SessionDoors['setPermissionRequestHandler']>[0] = () => undefined;
  check: () => boolean = () => true;
  device: () => boolean = () => true;
  media: Parameters<SessionDoors['setDisplayMediaRequestHandler']>[0] = () => undefined;
  spelling = true;

  setPermissionRequestHandler(handler: FakeSession['request']): void {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }

  setDisplayMediaRequestHandler(handler: FakeSession['media']): void {
    this.media = handler;
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.spelling = enable;
  }
}

describe('the window', () => {
  test('is sandboxed, isolated, and without Node', () => {
    const { webPreferences } = windowOptions(WISH);
    expect(webPreferences).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
      spellcheck: false,
    });
  });

  test('has developer tools in the repository only', () => {
    const options = windowOptions({ ...WISH, isPackaged: false });
    expect(options.webPreferences?.devTools).toBe(true);
  });

  test('has its place, and is shown when it is ready', () => {
    const options = windowOptions(WISH);
    expect(options).toMatchObject({ ...PLACE, show: false, minWidth: 800 });
  });

  test('is as dark as its page, before that is there', () => {
    const tokens = readFileSync('renderer/style/tokens.css', 'utf8');
    const [, light, dark] = /--canvas: light-dark\((#\w+), (#\w+)\)/.exec(tokens) ?? [];
    expect(windowOptions(WISH).backgroundColor).toBe(light);
    expect(windowOptions({ ...WISH, isDark: true }).backgroundColor).toBe(dark);
  });
});

describe('the page', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'refuses %s',
    (name) => {
      const contents = new FakeContents();
      expect(isRefused(contents, name)).toBe(false);
      closeContents(contents);
      expect(isRefused(contents, name)).toBe(true);
    },
  );

  test('opens no window', () => {
    const contents = new FakeContents();
    closeContents(contents);
    expect(contents.openHandler?.()).toEqual({ action: 'deny' });
  });
});

describe('the session', () => {
  test('denies whatever is asked for or checked', () => {
    const session = new FakeSession();
    closeSession(session);
    const granted: unknown[] = [];
    session.request({}, 'geolocation', (answer) => granted.push(answer));
    session.media({}, (streams) => granted.push(streams));
    expect(granted).toEqual([false, null]);
    expect(session.check()).toBe(false);
    expect(session.device()).toBe(false);
    expect(session.spelling).toBe(false);
    expect(isRefused(session, 'will-download')).toBe(true);
  });
});

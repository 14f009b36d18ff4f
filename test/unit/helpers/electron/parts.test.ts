/** The small decisions of the stand-in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isAppUrl, toAppUrl, toBrowserUrl } from '../../../helpers/electron/address.ts';
import { usualPlaces } from '../../../helpers/electron/browser.ts';
import { buttonIndex } from '../../../helpers/electron/dialogAnswers.ts';
import { freePath } from '../../../helpers/electron/freePath.ts';
import { keysOf } from '../../../helpers/electron/module/keys.ts';
import { hasDisplay } from '../../../helpers/electron/visible.ts';

describe('addresses', () => {
  test.each([
    ['app://postbag/index.html', 'https://postbag.app.invalid/index.html'],
    ['app://postbag', 'https://postbag.app.invalid'],
    ['app://postbag/?a=1#/send', 'https://postbag.app.invalid/?a=1#/send'],
    ['app://other/x', 'https://other.app.invalid/x'],
  ])('%s goes there and back', (app, browser) => {
    expect(toBrowserUrl(app)).toBe(browser);
    expect(toAppUrl(browser)).toBe(app);
    expect(isAppUrl(browser)).toBe(true);
  });

  test.each([
    'https://example.org/',
    'https://postbag.app.invalid.example.org/',
    'https://a.postbag.app.invalid/',
    'http://postbag.app.invalid/',
    'https://postbag.app.invalid:8443/',
    'https://user@postbag.app.invalid/',
    'about:blank',
    'file:///etc/passwd',
  ])('%s is none of the application', (url) => {
    expect(isAppUrl(url)).toBe(false);
    expect(toAppUrl(url)).toBe(url);
    expect(toBrowserUrl(url)).toBe(url);
  });
});

describe('the button that answers a message box', () => {
  const buttons = ['Leave', 'Cancel', 'Wait'];
  test.each([
    ['by label', 'Wait', 2],
    ['by index', 0, 0],
    ['as by Escape', undefined, 1],
  ])('%s', (_name, wanted, index) => {
    expect(buttonIndex({ buttons }, wanted)).toBe(index);
  });

  test('a cancelId wins over the names', () => {
    expect(buttonIndex({ buttons, cancelId: 2 }, undefined)).toBe(2);
  });

  test('a button that is not there fails the test', () => {
    expect(() => buttonIndex({ buttons }, 'Stay')).toThrow('no button Stay in Leave, Cancel, Wait');
    expect(() => buttonIndex({ buttons }, 3)).toThrow('no button 3');
  });
});

describe('shortcuts', () => {
  test.each([
    ['CmdOrCtrl+N', 'ctrl+n'],
    ['CmdOrCtrl+Shift+H', 'ctrl+shift+h'],
    ['Shift+Alt+Command+X', 'ctrl+alt+shift+x'],
    ['CmdOrCtrl+,', 'ctrl+,'],
    ['CmdOrCtrl+Plus', 'ctrl++'],
    ['F1', 'f1'],
    ['', ''],
  ])('%s is %s', (accelerator, keys) => {
    expect(keysOf(accelerator)).toBe(keys);
  });
});

describe('where browsers are', () => {
  test('on Windows in both program folders and the own one', () => {
    const places = usualPlaces('win32', { PROGRAMFILES: 'C:\\P', LOCALAPPDATA: 'C:\\L' });
    expect(places).toContain('C:\\P\\Google\\Chrome\\Application\\chrome.exe');
    expect(places).toContain('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe');
    expect(places).toContain('C:\\L\\Google\\Chrome\\Application\\chrome.exe');
  });

  test('on macOS among the applications of the computer and the user', () => {
    const places = usualPlaces('darwin', { HOME: '/Users/a' });
    expect(places).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(places).toContain('/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  test('on Linux on the path', () => {
    expect(usualPlaces('linux', { PATH: '/opt/bin' })).toContain('/opt/bin/chromium');
    expect(usualPlaces('linux', {})).toContain('/usr/bin/chromium');
  });
});

describe('a screen', () => {
  test.each([
    [{}, false],
    [{ DISPLAY: '' }, false],
    [{ DISPLAY: ':0' }, true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
  ])('%j', (env, expected) => {
    expect(hasDisplay(env)).toBe(expected);
  });
});

describe('a name for a new file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postbag-free-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the one wished for, or the next that is free', () => {
    expect(freePath(folder, 'list.csv')).toBe(join(folder, 'list.csv'));
    writeFileSync(join(folder, 'list.csv'), '');
    writeFileSync(join(folder, 'list (2).csv'), '');
    expect(freePath(folder, 'list.csv')).toBe(join(folder, 'list (3).csv'));
  });
});

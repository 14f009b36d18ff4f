/** The browser's half of the stand-in: pages for the windows of the process on the other end. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { isAppUrl, toAppUrl, toBrowserUrl } from './address.ts';
import type { Link } from './link.ts';
import type { ProtocolAnswer } from './module/protocol.ts';
import type { PageQuestion } from './page.ts';
import { pageScript } from './pageScript.ts';
import { decodeWire, encodeWire } from './wire.ts';

/** What must not happen in a window; tests fail on any of it. */
export interface Mishaps {
  readonly violations: string[];
  readonly consoleErrors: string[];
  readonly pageErrors: string[];
  /** Requests that wanted to leave the application; none did. */
  readonly left: string[];
}

/** What the driver needs. */
export interface DriveOptions {
  readonly link: Link;
  readonly context: BrowserContext;
  /** Makes the page of a new window. */
  readonly newPage: (options: BrowserWindowConstructorOptions) => Promise<Page>;
  /** A folder of its own for copies of dropped files. */
  readonly fileFolder: string;
  readonly colorScheme: 'light' | 'dark' | 'no-preference';
  /** Keeps every value that crosses the IPC, as text. */
  readonly transcript?: string[];
}

/** A window as the driver sees it. */
export interface DrivenWindow {
  readonly id: number;
  readonly options: BrowserWindowConstructorOptions;
  readonly page: Page;
  /** Whether the next navigation is the driver's own. */
  isOwnNavigation: boolean;
  /** Whether the application itself closed it. */
  isDestroyed: boolean;
}

/** The windows of a process. */
export interface Driver {
  readonly mishaps: Mishaps;
  /** Navigations and windows that the application refused. */
  readonly refused: string[];
  readonly windows: ReadonlyMap<number, DrivenWindow>;
  /** Resolves once the first window has loaded its page. */
  readonly firstLoad: Promise<DrivenWindow>;
  readonly reload: (window: DrivenWindow) => Promise<void>;
  /** The process is about to be killed: what its pages complain of from now on is no mishap. */
  readonly ending: () => void;
}

interface EventQueue {
  waiting: [channel: string, args: readonly unknown[]][];
  deliver: ((text: string) => void) | null;
}

const NOTHING = encodeWire([]);
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['camera', 'media'],
  ['microphone', 'media'],
] as const;

/** Starts to answer the process's wishes for windows. */
export async function drive(options: DriveOptions): Promise<Driver> {
  const { link, context } = options;
  const mishaps: Mishaps = { violations: [], consoleErrors: [], pageErrors: [], left: [] };
  const refused: string[] = [];
  const windows = new Map<number, DrivenWindow>();
  const queues = new Map<number, EventQueue>();
  const opening = new Map<number, Promise<DrivenWindow>>();
  const firstLoad = Promise.withResolvers<DrivenWindow>();
  let isEnding = false;

  const windowOf = (page: Page | null): DrivenWindow | undefined =>
    [...windows.values()].find((window) => window.page === page);

  const answerDoor = async (
    window: DrivenWindow,
    frame: { url(): string; parentFrame(): { url(): string } | null },
    question: PageQuestion,
  ): Promise<string> => {
    switch (question.kind) {
      case 'invoke': {
        options.transcript?.push(question.args);
        const answer = await invoke(link, window.id, frame, question);
        options.transcript?.push(answer);
        return answer;
      }
      case 'send':
        link.tell(
          'ipc:send',
          window.id,
          frameOf(frame),
          question.channel,
          decodeWire(question.args),
        );
        return NOTHING;
      case 'events':
        // What was on its way to the page before is lost with it, as in Electron.
        if (question.isFirst) queues.set(window.id, { waiting: [], deliver: null });
        return nextEvents(queues.get(window.id));
      case 'shortcut':
        link.tell('menu:shortcut', question.keys);
        return NOTHING;
      case 'violation':
        mishaps.violations.push(question.text);
        return NOTHING;
      case 'file':
        keepFile(options.fileFolder, question.path, decodeWire(question.bytes) as ArrayBuffer);
        return NOTHING;
      case 'title':
        link.tell('page:title', window.id, question.text);
        return NOTHING;
      case 'close':
        link.tell('window:close', window.id);
        return NOTHING;
    }
  };

  const open = async (
    id: number,
    windowOptions: BrowserWindowConstructorOptions,
  ): Promise<DrivenWindow> => {
    const page = await options.newPage(windowOptions);
    const window = { id, options: windowOptions, page, isOwnNavigation: false, isDestroyed: false };
    windows.set(id, window);
    queues.set(id, { waiting: [], deliver: null });
    const door = `door${crypto.randomUUID().replaceAll('-', '')}`;
    await page.exposeBinding(door, ({ frame }, question: PageQuestion) =>
      answerDoor(window, frame, question),
    );
    const preload = windowOptions.webPreferences?.preload;
    if (preload !== undefined) {
      await page.addInitScript({ content: pageScript(preload, door, options.fileFolder) });
    }
    watch(window, mishaps, () => isEnding);
    const session = await context.newCDPSession(page);
    await session.send('Page.enable');
    session.on('Page.windowOpen', ({ url }) => {
      void link.call<string>('page:open', id, toAppUrl(url)).then((action) => {
        if (action === 'deny') refused.push(toAppUrl(url));
        else mishaps.left.push(`window ${url}`);
      });
    });
    await denyPermissions(link, context, page);
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      link.tell('page:url', id, toAppUrl(frame.url()));
    });
    page.on('download', (download) => {
      const url = toAppUrl(download.url());
      void link.call<boolean>('session:download', url).then((isRefused) => {
        if (isRefused) refused.push(url);
        else mishaps.left.push(`download ${url}`);
      });
    });
    page.on('load', () => link.tell('page:loaded', id));
    page.on('crash', () => link.tell('page:gone', id, 'crashed'));
    return window;
  };

  const navigate = async (window: DrivenWindow, go: () => Promise<unknown>): Promise<void> => {
    window.isOwnNavigation = true;
    try {
      await go();
    } finally {
      window.isOwnNavigation = false;
    }
  };
  const reload = (window: DrivenWindow): Promise<void> =>
    navigate(window, () => window.page.reload());

  const answerRoute = async (route: Route): Promise<void> => {
    const request = route.request();
    const url = request.url();
    const page = pageOf(request);
    const window = windowOf(page);
    if (window === undefined) {
      // A window that the page opened: it is closed at once, and loads nothing.
      await route.abort('blockedbyclient');
      return;
    }
    const isMain = request.isNavigationRequest() && request.frame() === page?.mainFrame();
    if (isMain && !window.isOwnNavigation) {
      if (await link.call<boolean>('page:navigate', window.id, toAppUrl(url))) {
        refused.push(toAppUrl(url));
        await route.abort('aborted');
        return;
      }
    }
    if (!isAppUrl(url)) {
      mishaps.left.push(`${request.method()} ${url}`);
      await route.abort('blockedbyclient');
      return;
    }
    await route.fulfill(
      await askProtocol(link, toAppUrl(url), request.method(), request.headers()),
    );
  };

  await context.route('**/*', (route) =>
    // A page that is closed in the meantime takes its requests along.
    answerRoute(route).catch(() => route.abort().catch(() => undefined)),
  );
  context.on('page', (page) => {
    void page.opener().then((opener) => (opener === null ? undefined : page.close()));
  });

  link.handle('window:new', (id: number, windowOptions: BrowserWindowConstructorOptions) => {
    opening.set(id, open(id, windowOptions));
  });
  link.handle('window:destroy', async (id: number) => {
    const window = await opening.get(id);
    if (window === undefined) return;
    // From here on the page dies with the process: what it still asks for gets no answer.
    window.isDestroyed = true;
    await window.page.close().catch(() => undefined);
  });
  link.handle('page:load', async (id: number, url: string) => {
    const window = await opening.get(id);
    if (window === undefined) throw new Error('the window is gone');
    await navigate(window, () => window.page.goto(toBrowserUrl(url)));
    firstLoad.resolve(window);
  });
  link.handle('page:reload', async (id: number) => {
    const window = windows.get(id);
    if (window !== undefined) await reload(window).catch(() => undefined);
  });
  link.handle('page:event', (id: number, channel: string, args: readonly unknown[]) => {
    options.transcript?.push(encodeWire(args));
    queueEvent(queues.get(id), channel, args);
  });
  link.handle('page:zoom', (id: number, factor: number) =>
    windows.get(id)?.page.evaluate((zoom) => {
      document.documentElement.style.zoom = String(zoom);
    }, factor),
  );
  link.handle('page:pdf', (id: number) => windows.get(id)?.page.pdf());
  link.handle('theme:source', async (source: 'system' | 'light' | 'dark') => {
    const colorScheme = source === 'system' ? options.colorScheme : source;
    for (const window of windows.values()) await window.page.emulateMedia({ colorScheme });
  });
  const ending = (): void => {
    isEnding = true;
  };
  return { mishaps, refused, windows, firstLoad: firstLoad.promise, reload, ending };
}

function pageOf(request: { frame(): { page(): Page } }): Page | null {
  try {
    return request.frame().page();
  } catch {
    // The first request of a window that has no frame yet.
    return null;
  }
}

function frameOf(frame: { url(): string; parentFrame(): { url(): string } | null }): {
  readonly url: string;
  readonly parent: { readonly url: string } | null;
} {
  const parent = frame.parentFrame();
  return {
    url: toAppUrl(frame.url()),
    parent: parent === null ? null : { url: toAppUrl(parent.url()) },
  };
}

async function invoke(
  link: Link,
  id: number,
  frame: { url(): string; parentFrame(): { url(): string } | null },
  question: { readonly channel: string; readonly args: string },
): Promise<string> {
  try {
    const args = decodeWire(question.args);
    const value = await link.call('ipc:invoke', id, frameOf(frame), question.channel, args);
    return encodeWire({ ok: true, value });
  } catch (error) {
    return encodeWire({ ok: false, value: String(error) });
  }
}

function nextEvents(queue: EventQueue | undefined): Promise<string> | string {
  if (queue === undefined) return NOTHING;
  queue.deliver?.(NOTHING);
  queue.deliver = null;
  if (queue.waiting.length > 0) return encodeWire(queue.waiting.splice(0));
  return new Promise((resolve) => {
    queue.deliver = resolve;
  });
}

function queueEvent(
  queue: EventQueue | undefined,
  channel: string,
  args: readonly unknown[],
): void {
  if (queue === undefined) return;
  queue.waiting.push([channel, args]);
  queue.deliver?.(encodeWire(queue.waiting.splice(0)));
  queue.deliver = null;
}

function keepFile(folder: string, path: string, bytes: ArrayBuffer): void {
  const target = resolve(path);
  if (!target.startsWith(resolve(folder) + sep)) throw new Error(`outside of ${folder}: ${path}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(join(target), new Uint8Array(bytes));
}

async function askProtocol(
  link: Link,
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const answer = await link.call<ProtocolAnswer>('protocol:request', url, method, headers);
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(answer.body),
  };
}

function watch(window: DrivenWindow, mishaps: Mishaps, isEnding: () => boolean): void {
  const { page } = window;
  page.on('console', (message) => {
    if (window.isDestroyed || isEnding()) return;
    const text = `${message.text()} (${message.location().url}:${message.location().lineNumber})`;
    if (message.type() === 'error') mishaps.consoleErrors.push(text);
  });
  page.on('pageerror', (error) => mishaps.pageErrors.push(error.stack ?? error.message));
}

// The application's own handlers decide; Chromium has no hook, so it is told beforehand.
async function denyPermissions(link: Link, context: BrowserContext, page: Page): Promise<void> {
  const browser = context.browser();
  if (browser === null) return;
  const session = await browser.newBrowserCDPSession();
  const pageSession = await context.newCDPSession(page);
  const { targetInfo } = await pageSession.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  for (const [name, electronName] of PERMISSIONS) {
    const { requested, checked } = await link.call<{ requested: boolean; checked: boolean }>(
      'session:permission',
      electronName,
      'app://postbag',
    );
    await session.send('Browser.setPermission', {
      permission: { name },
      setting: requested && checked ? 'granted' : 'denied',
      ...(browserContextId === undefined ? {} : { browserContextId }),
    });
  }
  await session.detach();
}

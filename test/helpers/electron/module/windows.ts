/** `BrowserWindow` and its `webContents`, over a page that the driver opens. */
import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  Rectangle,
  WindowOpenHandlerResponse,
} from 'electron';
import { app } from './app.ts';
import { emitPreventable } from './events.ts';
import { host } from './host.ts';

const all = new Map<number, BrowserWindow>();
let lastId = 0;

class WebContents extends EventEmitter {
  readonly id: number;
  zoomFactor = 1;
  zoomLevel = 0;
  readonly mainFrame = { url: '', parent: null };
  openHandler: ((details: object) => WindowOpenHandlerResponse) | null = null;

  constructor(id: number) {
    super();
    this.id = id;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    host.tell('page:event', this.id, channel, args);
  }

  setWindowOpenHandler(handler: (details: object) => WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  reload(): void {
    host.tell('page:reload', this.id);
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  isDestroyed(): boolean {
    return !all.has(this.id);
  }

  isLoading(): boolean {
    return false;
  }

  focus(): void {}

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
    host.tell('page:zoom', this.id, factor);
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level;
    this.setZoomFactor(1.2 ** level);
  }

  getZoomLevel(): number {
    return this.zoomLevel;
  }

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  toggleDevTools(): void {}

  openDevTools(): void {}

  printToPDF(options: object = {}): Promise<Uint8Array> {
    return host.call('page:pdf', this.id, options);
  }

  executeJavaScript(): never {
    throw new Error('the application runs no text as code in its window');
  }
}

/** A window. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Rectangle;
  #isMaximized = false;
  #isMinimized = false;
  #isFullScreen = false;
  #isVisible: boolean;
  #isClosing = false;
  #title: string;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    lastId += 1;
    this.id = lastId;
    this.webContents = new WebContents(lastId);
    const { x = 0, y = 0, width = 800, height = 600, show = true, title = '' } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    this.#title = title;
    all.set(this.id, this);
    host.tell('window:new', this.id, structuredClone(options));
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return all.values().next().value ?? null;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return all.get(contents.id) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return all.get(id) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await host.call('page:load', this.id, url);
  }

  close(): void {
    void this.requestClose();
  }

  /** What a click on the window's cross does; false if a listener prevented it. */
  async requestClose(): Promise<boolean> {
    if (this.isDestroyed()) return true;
    if (this.#isClosing) return false;
    if (emitPreventable(this, 'close')) return false;
    this.#isClosing = true;
    this.destroy();
    await Promise.resolve();
    return true;
  }

  destroy(): void {
    if (!all.delete(this.id)) return;
    host.tell('window:destroy', this.id);
    this.emit('closed');
    this.webContents.emit('destroyed');
    if (all.size === 0 && !app.isQuitting) app.emit('window-all-closed');
  }

  isDestroyed(): boolean {
    return !all.has(this.id);
  }

  show(): void {
    this.#isVisible = true;
    host.tell('window:show', this.id);
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  focus(): void {
    host.tell('window:focus', this.id);
    this.emit('focus');
  }

  isFocused(): boolean {
    return this.#isVisible;
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.#emitAll('move', 'moved');
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) {
      this.#emitAll('resize', 'resized');
    }
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setMinimumSize(): void {}

  center(): void {}

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#isMaximized = false;
    this.emit('unmaximize');
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  minimize(): void {
    this.#isMinimized = true;
    this.emit('minimize');
  }

  restore(): void {
    this.#isMinimized = false;
    this.emit('restore');
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  setFullScreen(full: boolean): void {
    this.#isFullScreen = full;
    this.emit(full ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.#isFullScreen;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setMenu(): void {}

  removeMenu(): void {}

  setMenuBarVisibility(): void {}

  setAutoHideMenuBar(): void {}

  setBackgroundColor(): void {}

  setTitleBarOverlay(): void {}

  setProgressBar(progress: number): void {
    host.tell('window:progress', this.id, progress);
  }

  flashFrame(): void {}

  setContentProtection(): void {}

  #emitAll(...names: readonly string[]): void {
    for (const name of names) this.emit(name, {});
  }
}

app.windows = {
  async closeAll() {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!(await window.requestClose())) return false;
    }
    return true;
  },
  destroyAll() {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
  },
};

host.handle('window:close', (id: number) => all.get(id)?.requestClose() ?? true);
host.handle('window:bounds', (id: number, bounds: Partial<Rectangle>) =>
  all.get(id)?.setBounds(bounds),
);
host.handle('window:do', (id: number, what: 'maximize' | 'unmaximize' | 'minimize' | 'restore') =>
  all.get(id)?.[what](),
);
host.handle('page:url', (id: number, url: string) => {
  const contents = all.get(id)?.webContents;
  if (contents !== undefined) contents.mainFrame.url = url;
});
host.handle('page:title', (id: number, title: string) => {
  const window = all.get(id);
  window?.setTitle(title);
  window?.emit('page-title-updated', {}, title, true);
});
host.handle('page:loaded', (id: number) => {
  const window = all.get(id);
  window?.webContents.emit('dom-ready', {});
  window?.webContents.emit('did-finish-load', {});
  window?.emit('ready-to-show', {});
});
host.handle('page:gone', (id: number, reason: string) =>
  all.get(id)?.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 }),
);
/** Whether the application refuses that the page goes there. */
host.handle('page:navigate', (id: number, url: string) => {
  const contents = all.get(id)?.webContents;
  if (contents === undefined) return true;
  // Electron emits both for the main frame, and either can refuse.
  const isRefused = emitPreventable(contents, 'will-frame-navigate', url);
  return emitPreventable(contents, 'will-navigate', url) || isRefused;
});
/** Whether the application lets the page open that window: the stand-in opens none. */
host.handle('page:open', (id: number, url: string) => {
  const answer = all.get(id)?.webContents.openHandler?.({ url, frameName: '', features: '' });
  return answer?.action ?? 'allow';
});

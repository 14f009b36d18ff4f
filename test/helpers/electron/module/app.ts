/** `app`: start, the one instance, and the order in which everything ends. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitPreventable } from './events.ts';
import { host, settings } from './host.ts';
import { takeSingleInstanceLock } from './singleInstance.ts';

/** What `app` needs of the windows, which need it in turn. */
export interface OpenWindows {
  /** Closes them one after the other; false if one refused. */
  closeAll: () => Promise<boolean>;
  destroyAll: () => void;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  name = 'Postbag';
  readonly commandLine = {
    appendSwitch: () => undefined,
    hasSwitch: (name: string) => process.argv.includes(`--${name}`),
    getSwitchValue: () => '',
  };
  readonly dock = undefined;
  windows: OpenWindows = { closeAll: () => Promise.resolve(true), destroyAll: () => undefined };
  #isReady = false;
  #isQuitting = false;
  #isExiting = false;
  #hasLock = false;
  readonly #setPaths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();

  constructor() {
    super();
    // Electron becomes ready only after the main module has been evaluated.
    setImmediate(() => {
      this.#isReady = true;
      this.#ready.resolve();
      this.emit('ready', {}, {});
      host.tell('app:ready');
    });
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Whether `quit` is under way: then the last window's end says nothing more. */
  get isQuitting(): boolean {
    return this.#isQuitting;
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    this.#hasLock = takeSingleInstanceLock(this.getPath('userData'), additionalData, (other) =>
      this.emit('second-instance', {}, other.argv, other.cwd, other.additionalData),
    );
    return this.#hasLock;
  }

  hasSingleInstanceLock(): boolean {
    return this.#hasLock;
  }

  releaseSingleInstanceLock(): void {}

  getVersion(): string {
    return settings.version;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getLocale(): string {
    return settings.locale;
  }

  getSystemLocale(): string {
    return settings.locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [settings.locale];
  }

  getLocaleCountryCode(): string {
    return new Intl.Locale(settings.locale).region ?? '';
  }

  getAppPath(): string {
    return settings.root;
  }

  getPath(name: string): string {
    const userData = this.#setPaths.get('userData') ?? settings.userData;
    const paths: Readonly<Record<string, string>> = {
      home: homedir(),
      temp: tmpdir(),
      userData,
      sessionData: userData,
      appData: join(userData, '..'),
      logs: join(userData, 'logs'),
      documents: join(homedir(), 'Documents'),
      downloads: join(homedir(), 'Downloads'),
      desktop: join(homedir(), 'Desktop'),
      exe: process.execPath,
    };
    const path = this.#setPaths.get(name) ?? paths[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) mkdirSync(path, { recursive: true });
    this.#setPaths.set(name, path);
  }

  setAppUserModelId(): void {}

  setAboutPanelOptions(): void {}

  showAboutPanel(): void {
    host.tell('app:about');
  }

  enableSandbox(): void {}

  focus(): void {}

  setBadgeCount(): boolean {
    return true;
  }

  quit(): void {
    if (this.#isQuitting) return;
    if (emitPreventable(this, 'before-quit')) return;
    this.#isQuitting = true;
    void this.windows.closeAll().then((closed) => {
      if (!closed || emitPreventable(this, 'will-quit')) this.#isQuitting = false;
      else this.exit(0);
    });
  }

  exit(code = 0): void {
    if (this.#isExiting) return;
    this.#isExiting = true;
    this.windows.destroyAll();
    this.emit('quit', {}, code);
    // What was said last, such as an error box, must still arrive.
    host.flush(() => process.exit(code));
  }

  relaunch(): void {
    host.tell('app:relaunch');
  }
}

/** The application. */
export const app = new App();

host.handle('app:quit', () => app.quit());
host.handle('app:emit', (name: string, ...args: unknown[]) => app.emit(name, {}, ...args));
// A terminal's Ctrl-C and a service manager's TERM quit Electron in order.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());

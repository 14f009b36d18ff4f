/** What else of the system the application uses: recorded, so that the driver can look. */
import { EventEmitter } from 'node:events';
import { emitPreventable } from './events.ts';
import { host, settings } from './host.ts';

/** What the driver may look at. */
export interface SystemState {
  /** Every address given to the system's browser. */
  readonly opened: string[];
  /** Every path shown in the system's file manager, or opened. */
  readonly shown: string[];
  readonly notifications: { readonly title: string; readonly body: string }[];
  /** What keeps the computer awake at the moment. */
  readonly awake: string[];
  readonly clipboard: string;
}

const opened: string[] = [];
const shown: string[] = [];
const notifications: { title: string; body: string }[] = [];
const blockers = new Map<number, string>();
let copied = '';
let lastBlocker = 0;
let isOnline = settings.online;

/** The system's browser and file manager. */
export const shell = {
  async openExternal(url: string): Promise<void> {
    opened.push(url);
    await host.call('shell:open', url);
  },
  openPath(path: string): Promise<string> {
    shown.push(path);
    return Promise.resolve('');
  },
  showItemInFolder(path: string): void {
    shown.push(path);
  },
  beep(): void {},
};

/** The clipboard: the application's own, not the system's. */
export const clipboard = {
  writeText(text: string): void {
    copied = text;
    host.tell('clipboard:write', text);
  },
  readText: (): string => copied,
};

/** What keeps the computer awake. */
export const powerSaveBlocker = {
  start(kind: string): number {
    lastBlocker += 1;
    blockers.set(lastBlocker, kind);
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
};

/** Sleep and waking: emitted by the driver. */
export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => false,
  getSystemIdleTime: () => 0,
  getSystemIdleState: () => 'active',
});

/** The line, as the system sees it. */
export const net = Object.assign(new EventEmitter(), {
  isOnline: () => isOnline,
  // As in Electron: a getter of the same name as the function's.
  get online(): boolean {
    return isOnline;
  },
});

class NativeTheme extends EventEmitter {
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  inForcedColorsMode = false;
  #source = 'system';

  get themeSource(): string {
    return this.#source;
  }

  set themeSource(source: string) {
    this.#source = source;
    host.tell('theme:source', source);
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? settings.dark : this.#source === 'dark';
  }
}

/** Light and dark. */
export const nativeTheme = new NativeTheme();

/** A message of the system's notification centre. */
export class Notification extends EventEmitter {
  readonly #options: { title?: string; body?: string };

  constructor(options: { title?: string; body?: string } = {}) {
    super();
    this.#options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    const { title = '', body = '' } = this.#options;
    notifications.push({ title, body });
  }

  close(): void {}
}

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  workAreaSize: { width: 1920, height: 1040 },
  size: { width: 1920, height: 1080 },
};

/** One screen. */
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
});

host.handle('system:state', (): SystemState => ({
  opened,
  shown,
  notifications,
  awake: [...blockers.values()],
  clipboard: copied,
}));
host.handle('system:online', (online: boolean) => {
  isOnline = online;
});
/** Emits it; answers whether a listener held it up (a shutdown can be). */
host.handle('power:emit', (name: string) => emitPreventable(powerMonitor, name));

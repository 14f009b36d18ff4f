/**
 * Runs in the page before its own scripts: gives the preload script the `electron` it asks for.
 *
 * Electron runs a preload script in a world of its own; here it shares the page's, so the two are kept
 * apart by scope alone, and the door to the outside is taken off the window before the page runs.
 * Injected as text together with `wire.ts`; `startPage` is called with what the driver knows.
 */
import { decodeWire, encodeWire } from './wire.ts';

/** What the driver puts in. */
export interface PageSetup {
  /** The preload script, CommonJS, as the body of a function. */
  readonly preload: (require: (name: string) => unknown, module: object, exports: object) => void;
  /** The name of the function that leads outside. */
  readonly door: string;
  /** Where the driver keeps copies of files that were dropped or picked in the page. */
  readonly fileFolder: string;
}

/** A question of the page; the driver answers with text of `wire.ts`. */
export type PageQuestion =
  | { readonly kind: 'invoke'; readonly channel: string; readonly args: string }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'events'; readonly isFirst: boolean }
  | { readonly kind: 'shortcut'; readonly keys: string }
  | { readonly kind: 'violation'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly bytes: string }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'close' };

type Door = (question: PageQuestion) => Promise<string>;
type Listener = (event: object, ...args: unknown[]) => void;

/** Runs the preload script and starts to listen. */
export function startPage({ preload, door: doorName, fileFolder }: PageSetup): void {
  const globals = window as unknown as Record<string, unknown>;
  const door = globals[doorName] as Door;
  delete globals[doorName];
  // Frames inside the page get no bridge, as in Electron without nodeIntegrationInSubFrames.
  if (window.parent !== window) return;
  const listeners = new Map<string, Set<Listener>>();
  const files = createFiles(door, fileFolder);
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => expose(globals, key, api) },
    ipcRenderer: createIpcRenderer(door, listeners, files),
    webUtils: { getPathForFile: files.pathOf },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
  watch(door);
  void pump(door, listeners);
}

interface Files {
  readonly pathOf: (file: File) => string;
  /** Resolves once every file that was asked for is where its path says. */
  readonly settled: () => Promise<unknown>;
}

// A page never learns a file's path: the driver gets a copy, and calls wait for it.
function createFiles(door: Door, folder: string): Files {
  const paths = new WeakMap<File, string>();
  let copies: Promise<unknown> = Promise.resolve();
  let count = 0;
  const copy = async (file: File, path: string): Promise<unknown> =>
    door({ kind: 'file', path, bytes: encodeWire(await file.arrayBuffer()) });
  return {
    settled: () => copies,
    pathOf: (file) => {
      const known = paths.get(file);
      if (known !== undefined) return known;
      count += 1;
      const path = `${folder}/${Date.now()}-${count}/${file.name}`;
      paths.set(file, path);
      copies = Promise.all([copies, copy(file, path)]);
      return path;
    },
  };
}

function createIpcRenderer(
  door: Door,
  listeners: Map<string, Set<Listener>>,
  files: Files,
): object {
  return {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      await files.settled();
      const answer = decodeWire(
        await door({ kind: 'invoke', channel, args: encodeWire(args) }),
      ) as { readonly ok: boolean; readonly value: unknown };
      if (answer.ok) return answer.value;
      throw new Error(`Error invoking remote method '${channel}': ${String(answer.value)}`);
    },
    send(channel: string, ...args: unknown[]): void {
      void door({ kind: 'send', channel, args: encodeWire(args) });
    },
    on(channel: string, listener: Listener): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    removeListener(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener);
    },
  };
}

/** Puts the preload script's functions on the window; like Electron, only once and not writable. */
function expose(globals: Record<string, unknown>, key: string, api: unknown): void {
  if (Object.hasOwn(globals, key)) throw new Error(`Cannot bind an API on top of ${key}`);
  Object.defineProperty(globals, key, { value: Object.freeze(api), enumerable: true });
}

async function pump(door: Door, listeners: ReadonlyMap<string, Set<Listener>>): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    const events = decodeWire(await door({ kind: 'events', isFirst })) as [string, unknown[]][];
    for (const [channel, args] of events) {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    }
  }
}

function watch(door: Door): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    const text = `${violatedDirective}: ${blockedURI} (${sourceFile}:${lineNumber}) ${sample}`;
    void door({ kind: 'violation', text });
  });
  // Electron gives the menu the keys that the page left alone.
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const names = [
      event.ctrlKey || event.metaKey ? 'ctrl' : '',
      event.altKey ? 'alt' : '',
      event.shiftKey ? 'shift' : '',
      event.key.toLowerCase(),
    ];
    const keys = names.filter((name) => name !== '').join('+');
    const isShortcut = /^(?:ctrl|alt)\+|^f\d+$/u.test(keys) && !/(?:control|alt|meta)$/u.test(keys);
    if (isShortcut) void door({ kind: 'shortcut', keys });
  });
  document.addEventListener('DOMContentLoaded', () => {
    const tell = (): void => void door({ kind: 'title', text: document.title });
    tell();
    new MutationObserver(tell).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  window.close = () => void door({ kind: 'close' });
}

/** The application as an end-to-end test holds it, whichever host it runs on. */
import type { Page } from 'playwright-core';
import type { MenuEntry } from './module/menu.ts';
import type { SystemState } from './module/system.ts';
import type { Mishaps } from './drive.ts';

/** How to start it. Whatever is not given is as on an ordinary computer in English. */
export interface LaunchOptions {
  /** A folder of the test's own that outlives the application; a fresh one where none is given. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The system's language, such as `ar-EG`. */
  readonly locale?: string;
  readonly timezone?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  readonly secretStore?: 'gnome_libsecret' | 'basic_text' | 'unavailable';
  /** False starts it on a computer without a line. */
  readonly online?: boolean;
  /** Keeps the text of everything that crosses the IPC (stand-in only). */
  readonly keepTranscript?: boolean;
  /** Do not wait for a window: the application is expected to end by itself (stand-in only). */
  readonly expectsNoWindow?: boolean;
}

/** A dialog that the application showed. */
export interface ShownDialog {
  readonly kind: 'open' | 'save' | 'message' | 'error';
  readonly options: Readonly<Record<string, unknown>>;
}

/** Answers given in advance, in order; one that is missing is answered as by Escape. */
export interface Dialogs {
  readonly shown: () => Promise<readonly ShownDialog[]>;
  /** The next open dialog answers these files; none stands for cancelling. */
  readonly answerOpen: (...paths: readonly string[]) => Promise<void>;
  /** The next save dialog answers this path; `null` stands for cancelling. */
  readonly answerSave: (path: string | null) => Promise<void>;
  /** The next message box answers the button with this label or index. */
  readonly answerMessage: (button: string | number) => Promise<void>;
}

/** A running application. */
export interface TestApp {
  readonly host: 'electron' | 'stand-in';
  readonly page: Page;
  /** The folder that stands for the user's home. */
  readonly home: string;
  /** Where the application keeps its data. */
  readonly dataDir: string;
  readonly dialogs: Dialogs;
  readonly menu: {
    readonly list: () => Promise<readonly MenuEntry[]>;
    /** Clicks the entry with this id or label. @throws if there is none or it is grey. */
    readonly click: (name: string) => Promise<void>;
  };
  /** Drops files on an element, as from the system's file manager. */
  readonly dropFiles: (selector: string, ...paths: readonly string[]) => Promise<void>;
  readonly setOnline: (online: boolean) => Promise<void>;
  readonly system: () => Promise<SystemState>;
  /** Emits an event of Electron's `powerMonitor`, such as `resume`. */
  readonly emitPower: (name: string) => Promise<void>;
  /** Reloads the page as the menu would. */
  readonly reload: () => Promise<void>;
  /** Clicks the window's cross; answers whether the application let it close. */
  readonly closeWindow: () => Promise<boolean>;
  /** Ends it as the menu's Quit; resolves with its exit code. */
  readonly quit: () => Promise<number | null>;
  /** Starts it a second time beside this one, and waits for that one's end: its exit code. */
  readonly startAgain: () => Promise<number | null>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly exited: Promise<number | null>;
  readonly stderr: () => string;
  readonly mishaps: Mishaps;
  /** Navigations and windows that the application refused (stand-in only). */
  readonly refused: readonly string[];
  readonly windowOptions: () => Promise<Readonly<Record<string, unknown>>>;
  readonly permission: (name: string) => Promise<{ requested: boolean; checked: boolean }>;
  /** Everything that crossed the IPC, where it was asked for. */
  readonly transcript: readonly string[];
  /** Ends whatever still runs, and removes a home that was made for it. */
  readonly dispose: () => Promise<void>;
}

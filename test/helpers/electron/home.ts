/** A user's home for one application under test. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDataDir } from '../../../electron/cli/dataDir.ts';
import type { LaunchOptions } from './testApp.ts';

/** The home. */
export interface Home {
  readonly folder: string;
  /** Electron's own folder. */
  readonly userData: string;
  /** Where the application keeps its data. */
  readonly dataDir: string;
  /** The application's whole environment: nothing else of this process's reaches it. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes it, unless the test brought it. */
  readonly remove: () => void;
}

/** Makes the home, or uses the one that was given. */
export function homeOf(options: LaunchOptions): Home {
  const folder = options.home ?? mkdtempSync(join(tmpdir(), 'postbag-window-'));
  mkdirSync(folder, { recursive: true });
  const { PATH = '', SystemRoot = '', DISPLAY = '', TMPDIR = tmpdir() } = process.env;
  const env: Record<string, string> = {
    PATH,
    SystemRoot,
    DISPLAY,
    TMPDIR,
    HOME: folder,
    USERPROFILE: folder,
    LOCALAPPDATA: join(folder, 'local'),
    XDG_DATA_HOME: join(folder, 'data'),
    TZ: options.timezone ?? 'UTC',
    ...options.env,
  };
  return {
    folder,
    env,
    userData: join(folder, 'electron'),
    dataDir: defaultDataDir({ platform: process.platform, home: folder, env }),
    remove: () => {
      if (options.home === undefined)
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

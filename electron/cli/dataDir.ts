/** Where Postbag keeps its data when `--data` is not given. */
import { posix, win32 } from 'node:path';

/** What decides the default data folder. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The platform's application-data folder for Postbag.
 *
 * On Windows the *local* one: a roaming profile would copy the database between computers, and a
 * copied outbox could send twice.
 */
export function defaultDataDir({ platform, home, env }: Machine): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Postbag');
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Postbag');
  }
  const xdg = env['XDG_DATA_HOME'];
  // The XDG specification says to ignore a relative path.
  const base =
    xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share');
  return posix.join(base, 'postbag');
}

/**
 * The trial of an installed application: with `POSTBAG_SMOKE=1` it leaves by itself once its first
 * screen is there, and says by its exit code whether it came.
 *
 * A packaged application has no command line, and on Windows no console: the code is what counts.
 */

/** What the trial needs of Electron: the window's title, and the way out. */
export interface SmokeParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The window's title: the page's own, once a screen has named it. */
  readonly title: () => string;
  readonly exit: (code: number) => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;
/** A screen's title is its name and the product's; an empty page has the product's alone. */
const TITLE_OF_SCREEN = /. – Postbag$/u;

/** Waits for the first screen, then leaves: code 0, or 1 after a minute without one. */
export async function leaveAfterFirstScreen(parts: SmokeParts): Promise<void> {
  if (parts.env['POSTBAG_SMOKE'] !== '1') return;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if (TITLE_OF_SCREEN.test(parts.title())) {
      parts.say('postbag: ready');
      parts.exit(0);
      return;
    }
    await parts.sleep(LOOK_EVERY_MS);
  }
  parts.say('postbag: no screen');
  parts.exit(1);
}

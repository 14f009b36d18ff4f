/**
 * The trial of an installed application: with `POSTBAG_SMOKE=1` it leaves by itself once its first
 * screen is there, and says by its exit code whether it came.
 *
 * A packaged application has no command line, and on Windows no console: the code is what counts.
 */

/** What the trial needs of Electron: the window's contents, and the way out. */
export interface SmokeParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs an expression in the page. */
  readonly evaluate: (code: string) => Promise<unknown>;
  readonly exit: (code: number) => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;
/** The page is there, built, and shows a heading: an error before that leaves the root empty. */
const HAS_SCREEN = "document.querySelector('#root h1, #root [role=heading]') !== null";

/** Waits for the first screen, then leaves: code 0, or 1 after a minute without one. */
export async function leaveAfterFirstScreen(parts: SmokeParts): Promise<void> {
  if (parts.env['POSTBAG_SMOKE'] !== '1') return;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if ((await parts.evaluate(HAS_SCREEN)) === true) {
      parts.say('postbag: ready');
      parts.exit(0);
      return;
    }
    await parts.sleep(LOOK_EVERY_MS);
  }
  parts.say('postbag: no screen');
  parts.exit(1);
}

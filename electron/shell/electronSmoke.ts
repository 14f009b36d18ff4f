/** The trial of an installed application (smoke.ts), bound to Electron. */
import { app, type BrowserWindow } from 'electron';
import { systemSleep } from '../runtime.ts';
import { leaveAfterFirstScreen } from './smoke.ts';

/** Does nothing unless `POSTBAG_SMOKE` asks for a trial; then leaves once the screen is there. */
export async function leaveIfTried(window: BrowserWindow | null): Promise<void> {
  await leaveAfterFirstScreen({
    env: process.env,
    title: () => window?.getTitle() ?? '',
    // In order where it went well: the data folder is closed as by an operator.
    exit: (code) => (code === 0 ? app.quit() : app.exit(code)),
    sleep: systemSleep,
    say: (line) => process.stdout.write(`${line}\n`),
  });
}

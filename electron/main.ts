/**
 * The desktop application's composition root: opens the data folder as its owner, answers the window's
 * calls, opens the window.
 */
import { fileURLToPath } from 'node:url';
import { homedir } from 'node:os';
import { app, dialog, ipcMain, protocol } from 'electron';
import { v7 as newId } from 'uuid';
import { checkTlsEnvironment } from './api/settings.ts';
import { defaultDataDir } from './cli/dataDir.ts';
import { errorText } from './cli/errorText.ts';
import { dataPaths } from './db/paths.ts';
import { createHandlers } from './ipc/handlers.ts';
import { register } from './ipc/register.ts';
import { createLog, type Log } from './log.ts';
import { systemClock } from './runtime.ts';
import { openOwnerServices } from './services.ts';
import { APP_ORIGIN, serveAsset } from './shell/protocol.ts';
import { denyPermissions, openWindow } from './shell/window.ts';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Must be said before the application is ready; the origin counts as secure, with relative URLs.
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
]);

function refuse(why: string): void {
  dialog.showErrorBox('Postbag cannot start', why);
  app.quit();
}

async function start(dir: string, log: Log): Promise<void> {
  if (!checkTlsEnvironment(process.env).ok) {
    refuse(errorText({ kind: 'insecure_tls' }));
    return;
  }
  const services = openOwnerServices(dir, systemClock);
  if (!services.ok) {
    refuse(errorText(services.error));
    return;
  }
  app.on('will-quit', () => services.value.close());
  register(createHandlers({ db: services.value.db, version: app.getVersion() }), {
    ipcMain,
    origin: APP_ORIGIN,
    reportBug: (error) => log.bug(error, 'window'),
  });
  protocol.handle('app', (request) => serveAsset(request.url, beside('./renderer')));
  denyPermissions();
  await openWindow(beside('./preload.cjs'));
}

/** Runs the application; a second instance hands over to the first and leaves. */
async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  const dir = defaultDataDir({ platform: process.platform, env: process.env, home: homedir() });
  const log = createLog(dataPaths(dir).logs, { nowMs: systemClock.nowMs, newId });
  try {
    await start(dir, log);
  } catch (error) {
    const id = log.bug(error, 'start');
    refuse(errorText({ kind: 'internal', id }));
  }
}

// Not awaited: Electron becomes ready only after this module has been evaluated.
void main();

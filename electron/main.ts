/**
 * The desktop application's composition root: one instance, one data folder, its services, its window.
 * What each part does is said where it is made.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, powerMonitor, protocol, safeStorage } from 'electron';
import { v7 as newId } from 'uuid';
import { checkTlsEnvironment } from './api/settings.ts';
import { openAppSettings } from './appSettings.ts';
import { errorText } from './cli/errorText.ts';
import { windowDataDir } from './dataFolder.ts';
import { ensureFolder } from './db/folder.ts';
import { asFailure } from './db/failures.ts';
import { dataPaths } from './db/paths.ts';
import { createLog } from './log.ts';
import { systemClock } from './runtime.ts';
import { openKeyStore } from './secrets/keyStore.ts';
import { AppFailure, type AppError } from '../shared/errors.ts';
import { openApplication, type Application } from './shell/application.ts';
import { leaveIfTried } from './shell/electronSmoke.ts';
import { APP_SCHEME, serveAsset } from './shell/protocol.ts';
import { safeStorageBackend } from './shell/safeStorage.ts';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const machine = { platform: process.platform, env: process.env, home: homedir() };
const paths = dataPaths(windowDataDir(process.argv, machine));
const log = createLog(paths.logs, { nowMs: systemClock.nowMs, newId });

function refuse(error: AppError): void {
  dialog.showErrorBox('Postbag cannot start', errorText(error));
  app.exit(1);
}

/** A bug outside of any call: what was sent is on the disk, and the next start settles the rest. */
function failAtOnce(error: unknown): void {
  const id = log.bug(error, 'process');
  dialog.showErrorBox('Postbag', errorText({ kind: 'internal', id }));
  app.exit(1);
}

/** Chromium keeps its own files (the key of keys among them) here, and not in a roaming profile. */
function useOwnProfile(folder: string): void {
  ensureFolder(folder);
  app.setPath('userData', folder);
}

async function start(): Promise<Application> {
  const tls = checkTlsEnvironment(process.env);
  if (!tls.ok) throw new AppFailure(tls.error);
  const { nowMs } = systemClock;
  const application = await openApplication({
    dir: paths.dir,
    log,
    settings: openAppSettings(paths.dir, nowMs()),
    keys: openKeyStore({
      file: paths.secrets,
      backend: safeStorageBackend(safeStorage, process.platform),
      nowMs,
      reportTrouble: (what) => log.event('api_keys', { what }),
    }),
    preload: beside('./preload.cjs'),
    importWorker: new URL('./import-worker.js', import.meta.url),
    exportWorker: new URL('./export-worker.js', import.meta.url),
  });
  if (!application.ok) throw new AppFailure(application.error);
  return application.value;
}

/** Runs the application; a second instance brings the first one's window to the front and leaves. */
async function main(): Promise<void> {
  useOwnProfile(join(paths.dir, 'window'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  protocol.handle('app', (request) => serveAsset(request.url, beside('./renderer')));
  const application = await start();
  app.on('second-instance', () => application.window.focus());
  app.on('activate', () => application.window.focus());
  powerMonitor.on('resume', () => void application.line.check());
  powerMonitor.on('shutdown', application.closing.onShutdown);
  await application.open();
  await leaveIfTried(application.window.current());
}

process.on('uncaughtException', failAtOnce);
process.on('unhandledRejection', failAtOnce);
// Must be said before the application is ready; the origin counts as secure, with relative URLs.
protocol.registerSchemesAsPrivileged([APP_SCHEME]);
// Not awaited: Electron becomes ready only after this module has been evaluated.
main().catch((error: unknown) => {
  const failure = asFailure(error, paths.dir);
  if (failure instanceof AppFailure) refuse(failure.error);
  else failAtOnce(error);
});

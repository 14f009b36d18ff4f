/** Puts the services, the calls and the window together. */
import { join } from 'node:path';
import { app, clipboard, ipcMain, net } from 'electron';
import { v7 as newId } from 'uuid';
import { ok, type Result } from '../../shared/errors.ts';
import type { Handlers } from '../../shared/ipc/types.ts';
import { probeApi } from '../api/probe.ts';
import type { AppSettingsStore } from '../appSettings.ts';
import { asDatabaseFailure } from '../db/failures.ts';
import { dataPaths } from '../db/paths.ts';
import type { HandlerContext, LongWork } from '../ipc/context.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { createAccountHandlers } from '../ipc/handlers/account.ts';
import { createAppHandlers } from '../ipc/handlers/app.ts';
import { register } from '../ipc/register.ts';
import type { Log } from '../log.ts';
import { systemClock, systemSleep } from '../runtime.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { openSession } from '../session.ts';
import { startSessions, type Sessions } from '../sessions.ts';
import { createAccountService } from '../work/account.ts';
import { createAppService, type AppService } from '../work/app.ts';
import { createLine, type Line } from '../work/line.ts';
import { createClosing, type Closing } from './closing.ts';
import { createDroppedFiles, type DroppedFiles } from './droppedFiles.ts';
import {
  applyPreferences,
  askToLeave,
  currentTexts,
  electronDesktop,
  tellOfDamage,
  tellOfRealData,
} from './electronDesktop.ts';
import { createMainWindow, type MainWindow } from './mainWindow.ts';
import { APP_ORIGIN } from './protocol.ts';

/** What the composition root knows. */
export interface ApplicationDeps {
  readonly dir: string;
  readonly log: Log;
  readonly settings: AppSettingsStore;
  readonly keys: KeyStore;
  readonly preload: string;
  readonly importWorker: URL;
  readonly exportWorker: URL;
}

/** The application, ready for its window to be opened. */
export interface Application {
  /** Opens the window; resolves when its page is loaded. */
  open(): Promise<void>;
  readonly window: MainWindow;
  readonly line: Line;
  readonly closing: Closing;
}

/** What most parts are made from. */
interface Parts extends ApplicationDeps {
  readonly window: MainWindow;
  readonly sessions: Sessions;
  readonly line: Line;
  readonly dropped: DroppedFiles;
}

const clock = systemClock;
const copyText = (text: string): Promise<void> => clipboard.writeText(text);

/** Opens the data and makes everything over it. Errors: those of opening a data folder. */
export async function openApplication(deps: ApplicationDeps): Promise<Result<Application>> {
  const { settings, log } = deps;
  // The installer's shortcut has the same: Windows shows the two as one in the task bar.
  app.setAppUserModelId('org.postbag.desktop');
  const window = createMainWindow({ ...deps, isPackaged: app.isPackaged });
  let calls: Calls | null = null;
  const started = await startSessions({
    settings,
    open: (mode) => openSession(mode, { ...deps, clock }),
    work: () => calls?.work ?? [],
    changed: () => {
      void line.check();
      window.startOver();
    },
  });
  if (!started.ok) return started;
  const sessions = started.value;
  const line = followLine(log, window, sessions, () => calls?.lineIsBack());
  const parts: Parts = { ...deps, window, sessions, line, dropped: createDroppedFiles() };
  calls = answerCalls(parts);
  applyPreferences(settings.get(), window.emit);
  line.start();
  const closing = createLeaving(parts);
  return ok({ window, line, closing, open: () => openWindow(parts, closing) });
}

async function openWindow(parts: Parts, closing: Closing): Promise<void> {
  const { window, settings, sessions, log } = parts;
  await window.open(closing);
  const texts = currentTexts(settings.get());
  if (sessions.practiceRefused !== null) {
    log.event('practice_refused', { kind: sessions.practiceRefused.kind });
    await tellOfRealData(window.current(), texts);
  }
  const { damagedFile } = settings;
  if (damagedFile === null) return;
  log.event('settings_damaged');
  await tellOfDamage(window.current(), texts, damagedFile);
}

function followLine(
  log: Log,
  window: MainWindow,
  sessions: Sessions,
  lineIsBack: () => void,
): Line {
  return createLine({
    target: () => sessions.current().lineTarget(),
    probe: (target) => probeApi(target, { clock }),
    seemsOnline: () => net.isOnline(),
    isWatched: () => window.isSeen() || sessions.busyWith() === 'send',
    changed: (line) => {
      window.emit('lineChanged', line);
      if (line.state === 'online') lineIsBack();
    },
    reportBug: (error) => void log.bug(error, 'line'),
    clock,
    sleep: systemSleep,
  });
}

/** What answering the calls brings along. */
interface Calls {
  readonly work: readonly LongWork[];
  /** What waits for the line goes on now. */
  readonly lineIsBack: () => void;
}

/** Makes the handlers of all calls; answers the long work that they start. */
function answerCalls(parts: Parts): Calls {
  const { sessions, log, dropped } = parts;
  const service = appService(parts);
  const context = handlerContext(parts, service);
  const account = createAccountService({
    session: () => sessions.current(),
    state: () => service.state(),
    emit: context.emit,
    clock,
    accountChanged: () => void parts.line.check(),
    newId,
  });
  const { handlers, work, lineIsBack } = createHandlers(context);
  const all: Handlers = {
    ...handlers,
    ...createAppHandlers({ app: service, line: parts.line, desktop: context.desktop, copyText }),
    ...createAccountHandlers(account),
  };
  register(all, {
    ipcMain,
    origin: APP_ORIGIN,
    announceDrop: (path) => dropped.announce(path),
    explain: (error) => asDatabaseFailure(error, sessions.current().services.db.dir),
    reportBug: (error) => log.bug(error, 'window'),
  });
  return { work, lineIsBack };
}

function appService({ sessions, settings, line, window }: Parts): AppService {
  return createAppService({
    session: () => sessions.current(),
    settings,
    line,
    emit: window.emit,
    clock,
    version: app.getVersion(),
    platform: process.platform,
    systemLocale: () => app.getLocale(),
    // Chromium has few kinds of English: to it, a computer in Kenya is an American one.
    formatLocales: () => [app.getSystemLocale(), ...app.getPreferredSystemLanguages()],
    preferencesChanged: () => applyPreferences(settings.get(), window.emit),
    switchTo: (mode) => sessions.switchTo(mode),
  });
}

function handlerContext(parts: Parts, { person }: AppService): HandlerContext {
  const { sessions, window, settings, importWorker, exportWorker, log } = parts;
  const appPath = app.getAppPath();
  const desktop = electronDesktop({
    window: () => window.current(),
    dropped: parts.dropped,
    guide: app.isPackaged
      ? join(process.resourcesPath, 'guide', 'guide.html')
      : join(appPath, 'docs', 'guide', 'guide.html'),
    dataFile: () => dataPaths(sessions.current().services.db.dir).database,
    texts: () => currentTexts(settings.get()),
  });
  const sampleList = join(appPath, 'docs', 'sample-list.csv');
  return {
    session: () => sessions.current(),
    emit: window.emit,
    desktop,
    resources: { importWorker, exportWorker, sampleList },
    person,
    clock,
    sleep: systemSleep,
    newId,
    log,
  };
}

function createLeaving({ sessions, window, line, settings, log }: Parts): Closing {
  return createClosing({
    isBusy: () => sessions.busyWith() === 'send',
    settle: async () => {
      window.savePlace();
      line.stop();
      await sessions.close();
    },
    ask: () => askToLeave(window.current(), currentTexts(settings.get())),
    quit: () => app.quit(),
    reportBug: (error) => void log.bug(error, 'leaving'),
  });
}

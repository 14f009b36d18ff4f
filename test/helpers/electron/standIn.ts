/** Starts the built application on the stand-in. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from '../../../build/scripts/dist.js';
import { createLink, type Link } from './link.ts';
import { SETTINGS_VARIABLE, type StandInSettings } from './module/settings.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOOKS = new URL('./hooks.ts', import.meta.url).href;

/** What to start it with. */
export interface StandInStart {
  readonly userData: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  readonly locale?: string;
  readonly dark?: boolean;
  readonly online?: boolean;
  readonly secretStore?: StandInSettings['secretStore'];
  /** Another main script than the built one. */
  readonly main?: string;
}

/** The process that stands for Electron's main process. */
export interface StandInProcess {
  readonly child: ChildProcess;
  readonly link: Link;
  /** How it ended: its exit code, or `null` if it was killed. */
  readonly exited: Promise<number | null>;
  /** What it wrote on standard error so far. */
  readonly stderr: () => string;
}

/** Starts it. The caller drives its windows (`drive.ts`) and answers its dialogs. */
export function startStandIn(start: StandInStart): StandInProcess {
  mkdirSync(start.userData, { recursive: true });
  const settings: StandInSettings = {
    userData: start.userData,
    locale: start.locale ?? 'en-US',
    dark: start.dark ?? false,
    online: start.online ?? true,
    secretStore: start.secretStore ?? 'gnome_libsecret',
    version: version(),
    root: ROOT,
  };
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      HOOKS,
      start.main ?? join(DIST, 'main.js'),
      ...(start.args ?? []),
    ],
    {
      env: { ...start.env, [SETTINGS_VARIABLE]: JSON.stringify(settings) },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      serialization: 'advanced',
    },
  );
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // Not 'close': after a disconnect by this side it never comes.
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const drained = new Promise<void>((resolve) => child.stderr?.once('close', resolve));
  const exited = Promise.all([ended, drained]).then(([code]) => code);
  return { child, link: createLink(child), exited, stderr: () => stderr };
}

function version(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

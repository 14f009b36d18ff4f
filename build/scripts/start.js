/**
 * `npm start`: opens the window in Electron.
 *
 * Electron's binary is downloaded by its package on first use; where that is impossible (a closed
 * network), this says what to do instead of failing obscurely. What Electron's own installer advises then
 * is left out: it contradicts this, and would not help.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * Why Electron could not be downloaded, in a few words; `null`: it is there.
 *
 * @param {string} folder
 * @returns {string | null}
 */
function download(folder) {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] || existsSync(join(folder, 'path.txt')))
    return null;
  console.log('Downloading Electron, once (about 100 MB) …');
  const { status, error, stderr } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status === 0) return null;
  const told = /^(?:\w*Error): (.*)$/mu.exec(stderr ?? '')?.[1];
  return told ?? error?.message ?? 'its installer failed';
}

function electronBinary() {
  try {
    const why = download(dirname(require.resolve('electron/package.json')));
    if (why === null) return require('electron');
    advise(why);
  } catch (error) {
    advise(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error));
  }
  return null;
}

/** @param {string} why */
function advise(why) {
  console.error(
    [
      `Electron's program is not on this computer, and could not be downloaded (${why}).`,
      'Run `npm start` once with an internet connection: it downloads Electron and opens the window.',
      'Without one: `npm run start:chromium` opens the same window in an installed Chrome, Edge or',
      'Chromium, and everything works on the command line: `npm run -s postbag -- --help`.',
    ].join('\n'),
  );
}

const binary = electronBinary();
if (typeof binary !== 'string') process.exit(1);
const child = spawn(binary, ['.', ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));

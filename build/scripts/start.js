/**
 * `npm start`: opens the window in Electron.
 *
 * Electron's binary is downloaded by its package on first use; where that is impossible (a closed
 * network), this says what to do instead of failing obscurely.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

function electronBinary() {
  try {
    return require('electron');
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.error(
      [
        `Electron's program is not on this computer (${why}).`,
        'Run `npm start` once with an internet connection: it downloads Electron and opens the window.',
        'Without one: `npm run start:chromium` opens the same window in an installed Chrome, Edge or',
        'Chromium, and everything works on the command line: `npm run -s postbag -- --help`.',
      ].join('\n'),
    );
    return null;
  }
}

const binary = electronBinary();
if (typeof binary !== 'string') process.exit(1);
const child = spawn(binary, ['.', ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));

/**
 * `npm run -s postbag -- …`: the command line, built first if it is missing or older than its
 * sources. Prints nothing of its own on standard output.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CLI, ensureFreshCli } from './freshCli.js';

try {
  ensureFreshCli();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const child = spawn(process.execPath, [CLI, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal's Ctrl-C reaches the child by itself; this parent waits for the child's own exit code.
process.on('SIGINT', () => undefined);
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
// A child ended by a signal is no internal error (1): a shell's own code for it says so.
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
});

/** Connects the command line to the process it runs in: streams, signals, exit code. */
import { homedir } from 'node:os';
import { v7 as newId } from 'uuid';
import { systemClock, systemSleep } from '../runtime.ts';
import { askOnTerminal } from './apiKey.ts';
import type { CliPaths } from './context.ts';
import { EXIT } from './exitCodes.ts';
import { flushIo, processIo } from './io.ts';
import { runCli } from './run.ts';

/** Runs the process's command line and ends the process with its exit code. */
export async function main(paths: CliPaths, version: string): Promise<void> {
  const code = await runCli(process.argv.slice(2), {
    io: processIo(),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    version,
    paths,
    clock: systemClock,
    sleep: systemSleep,
    newId,
    askSecret: process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : null,
    onInterrupt,
  });
  await flushIo();
  // Nothing may keep the process (an idle socket, a timer) once its answer is out.
  process.exit(code);
}

/**
 * The first signal asks for an orderly end; the second leaves at once, which is safe: the journal
 * turns what is in flight into messages in doubt at the next start.
 */
function onInterrupt(callback: () => void): () => void {
  let asked = false;
  const handle = (): void => {
    if (asked) process.exit(EXIT.operator);
    asked = true;
    callback();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}

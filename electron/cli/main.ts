/** Connects the command line to the process it runs in: streams, signals, exit code. */
import { writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { v7 as newId } from 'uuid';
import { systemClock, systemSleep } from '../runtime.ts';
import { askOnTerminal } from './apiKey.ts';
import type { CliPaths } from './context.ts';
import { errorText } from './errorText.ts';
import { exitCodeOf } from './exitCodes.ts';
import { flushIo, processIo } from './io.ts';
import { jsonWanted, runCli } from './run.ts';

/** Runs the process's command line and ends the process with its exit code. */
export async function main(paths: CliPaths, version: string): Promise<void> {
  const argv = process.argv.slice(2);
  const code = await runCli(argv, {
    io: processIo(),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    version,
    paths,
    clock: systemClock,
    sleep: systemSleep,
    newId,
    askSecret: process.stdin.isTTY && process.stderr.isTTY ? askHere : null,
    onInterrupt: (callback) => onInterrupt(callback, jsonWanted(argv)),
  });
  await flushIo();
  // Nothing may keep the process (an idle socket, a timer) once its answer is out.
  process.exit(code);
}

/**
 * The first signal asks for an orderly end; the second leaves at once, which is safe: the journal
 * turns what is in flight into messages in doubt at the next start.
 */
function onInterrupt(callback: () => void, json: boolean): () => void {
  let asked = false;
  const handle = (): void => {
    if (asked) leaveAtOnce(json);
    asked = true;
    callback();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}

/** Written synchronously: there is no later. */
function leaveAtOnce(json: boolean): never {
  const error = { kind: 'interrupted' } as const;
  const message = errorText(error);
  if (json) writeSync(1, `${JSON.stringify({ error: { ...error, message } })}\n`);
  else writeSync(2, `${message}\n`);
  process.exit(exitCodeOf(error));
}

/** Asks whoever sits at this process's terminal. */
function askHere(question: string): Promise<string | null> {
  return askOnTerminal(question, process.stdin, process.stderr);
}

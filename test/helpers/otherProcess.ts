/** Runs {@link file://./dbProcess.ts} and talks with it, line by line. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const SCRIPT = fileURLToPath(new URL('dbProcess.ts', import.meta.url));
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A process that answers in lines of JSON. */
export interface OtherProcess {
  /** Its next line. */
  next(): Promise<unknown>;
  /** Sends a line and gives the answer. */
  ask(line: string): Promise<unknown>;
  /** Ends it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts another process on a data folder. */
export function otherProcess(role: 'own' | 'read', dir: string): OtherProcess {
  const child = spawn(process.execPath, [SCRIPT, role, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the other process ended without an answer');
    return JSON.parse(line.value) as unknown;
  };
  return {
    next,
    ask: (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

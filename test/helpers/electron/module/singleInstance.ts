/** One instance per user folder; a second one leaves its arguments with the first. */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a second instance leaves. */
export interface OtherInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly additionalData: unknown;
}

/**
 * Takes the lock, or hands over to its holder and answers false.
 *
 * The holder's process id stands in a file: one that is no longer alive holds nothing.
 */
export function takeSingleInstanceLock(
  folder: string,
  additionalData: unknown,
  onOther: (other: OtherInstance) => void,
): boolean {
  const calls = join(folder, 'second-instances');
  mkdirSync(calls, { recursive: true });
  const lock = join(folder, 'SingletonLock');
  const holder = readHolder(lock);
  if (holder !== null && holder !== process.pid && isAlive(holder)) {
    const other: OtherInstance = { argv: process.argv, cwd: process.cwd(), additionalData };
    writeFileSync(join(calls, `${process.pid}.json`), JSON.stringify(other));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  const watcher = watch(calls, () => {
    for (const other of takeCalls(calls)) onOther(other);
  });
  watcher.unref();
  process.on('exit', () => rmSync(lock, { force: true }));
  return true;
}

function takeCalls(folder: string): OtherInstance[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    try {
      const other = JSON.parse(readFileSync(path, 'utf8')) as OtherInstance;
      rmSync(path);
      return [other];
    } catch {
      // Half written, or taken a moment ago: the next change of the folder comes back to it.
      return [];
    }
  });
}

function readHolder(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

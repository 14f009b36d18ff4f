/**
 * Another process on a data folder: `node dbProcess.ts own|read DIR`.
 *
 * `own` opens the folder for writing, tells so, and stays until it is ended. `read` opens it for
 * reading and answers each line of its input with one line of JSON. Both tell an error instead and end.
 */
import { createInterface } from 'node:readline';
import { batchQueries } from '../../electron/db/batches.ts';
import { countQueries } from '../../electron/db/counts.ts';
import { openOwner, openReader } from '../../electron/db/open.ts';

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

function own(dir: string): void {
  const opened = openOwner(dir, { clock: { nowMs: () => Date.now() } });
  if (!opened.ok) {
    say({ error: opened.error });
    return;
  }
  say({ ready: true });
  // Without something to wait for the process would end.
  setInterval(() => {}, 60_000);
}

async function read(dir: string): Promise<void> {
  const opened = openReader(dir);
  if (!opened.ok || opened.value === null) {
    say(opened.ok ? { absent: true } : { error: opened.error });
    return;
  }
  const db = opened.value;
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'write') say(attemptWrite(() => db.sql.exec('DELETE FROM batch')));
    else
      say(
        batchQueries(db)
          .list()
          .map(({ key, state }) => [state, countQueries(db).of(key)]),
      );
  }
  db.close();
}

function attemptWrite(write: () => unknown): unknown {
  try {
    write();
    return { written: true };
  } catch (error) {
    return { refused: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}

const [, , role, dir = ''] = process.argv;
if (role === 'own') own(dir);
else await read(dir);

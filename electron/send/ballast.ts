/**
 * A little space held in reserve: when the disk is full, giving it free lets what came of the requests
 * in flight be written, so that fewer messages end in doubt.
 */
import { randomFillSync } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Room for the pages that a few requests of 500 messages touch, in the log and in the database. */
const BALLAST_BYTES = 4 * 1024 * 1024;

function ballastFile(dir: string): string {
  return join(dir, 'ballast');
}

/** Makes sure that the reserve is there. A disk that has no room for it is no reason not to start. */
export function keepBallast(dir: string): void {
  const file = ballastFile(dir);
  if (statSync(file, { throwIfNoEntry: false })?.size === BALLAST_BYTES) return;
  try {
    // Random, so that a file system that compresses really sets the space aside.
    writeFileSync(file, randomFillSync(Buffer.allocUnsafe(BALLAST_BYTES)));
  } catch {
    dropBallast(dir);
  }
}

/** Gives the reserve free. */
export function dropBallast(dir: string): void {
  rmSync(ballastFile(dir), { force: true });
}

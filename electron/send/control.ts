/**
 * Requests of other processes: `pause` and `cancel` are files, polled before each request.
 *
 * Only the owner of the data folder writes the database; anybody else who may write the folder can ask
 * in this way.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '../db/paths.ts';

/** What can be asked of a send. */
export type ControlRequest = 'pause' | 'cancel';

function controlFile(dir: string, request: ControlRequest, batchId: string): string {
  return join(dataPaths(dir).control, `${request}-${batchId}`);
}

function ask(dir: string, request: ControlRequest, batchId: string): void {
  mkdirSync(dataPaths(dir).control, { recursive: true, mode: 0o700 });
  writeFileSync(controlFile(dir, request, batchId), '');
}

/** Asks whoever sends this batch to pause. Has no effect where nobody does. */
export function requestPause(dir: string, batchId: string): void {
  ask(dir, 'pause', batchId);
}

/** Asks whoever sends this batch to cancel what has not left; kept until the next send if nobody does. */
export function requestCancel(dir: string, batchId: string): void {
  ask(dir, 'cancel', batchId);
}

/** What is asked of a batch and not yet followed; a cancel comes before a pause. */
export function pendingControl(dir: string, batchId: string): ControlRequest | null {
  if (existsSync(controlFile(dir, 'cancel', batchId))) return 'cancel';
  if (existsSync(controlFile(dir, 'pause', batchId))) return 'pause';
  return null;
}

/**
 * Takes a request away, once what it asks for is in the database or it is out of date.
 *
 * Never in a transaction: one that is rolled back would have forgotten it.
 */
export function clearControl(dir: string, request: ControlRequest, batchId: string): void {
  rmSync(controlFile(dir, request, batchId), { force: true, recursive: true });
}

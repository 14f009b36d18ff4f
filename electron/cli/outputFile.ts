/** Keeps what a command writes away from the data folder, and from the list that it reads. */
import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CliError } from './errors.ts';

/**
 * Refuses to write a file into the data folder, or over the file that the command reads.
 *
 * A report named `postbag.db` or `ledger` would replace what is known of the messages that were sent,
 * and losing that means sending twice. Whatever the path looks like (links, `..`, another case of the
 * letters), its real folders decide, told apart by device and inode.
 *
 * A path that cannot be followed is left to whoever writes it: that fails with the system's reason.
 *
 * Errors: `file_not_writable` with the code `DATA_FOLDER` or `SAME_FILE`.
 *
 * @param input The file that the command reads, if it reads one.
 */
export function checkOutput(
  { dataDir }: { readonly dataDir: string },
  path: string,
  input?: string,
): Result<void, CliError> {
  const target = realTarget(path);
  if (target === null) return ok(undefined);
  const code = isWithin(target, dataDir)
    ? 'DATA_FOLDER'
    : input !== undefined && isSame(target, input)
      ? 'SAME_FILE'
      : null;
  return code === null ? ok(undefined) : err({ kind: 'file_not_writable', path, code });
}

/** Where the file is, or would come to be; `null` where its folder does not exist. */
function realTarget(path: string): string | null {
  const whole = resolve(path);
  return realPath(whole) ?? parentOf(whole);
}

function parentOf(whole: string): string | null {
  const folder = realPath(dirname(whole));
  return folder === null ? null : join(folder, whole.slice(dirname(whole).length));
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** Whether a real path is a folder, or anything in it; a folder that is not there yet is its name. */
function isWithin(target: string, folder: string): boolean {
  if (target === realTarget(folder)) return true;
  for (let at = target; ; at = dirname(at)) {
    if (isSame(at, folder)) return true;
    if (dirname(at) === at) return false;
  }
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [identity(one), identity(other)];
  return first !== null && first === second;
}

/** Which file it is, whatever its name; `null` where there is none, or it may not be seen. */
function identity(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}

/** Files that were dropped on the window: the page gets a token for each, the path stays here. */
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { err, ok, type Result } from '../../shared/errors.ts';

/** What the page learns of a dropped file. */
export interface DroppedFile {
  readonly token: string;
  /** Its name without the folder. */
  readonly name: string;
}

/** Hands out tokens, and takes them back. */
export interface DroppedFiles {
  /**
   * Looks at a dropped file and gives a token for it.
   *
   * Errors: `file_not_found`, `file_unreadable` (`EISDIR`: a folder), `file_empty`.
   */
  announce(path: unknown): Promise<Result<DroppedFile>>;
  /** The path behind a token, once. Errors: `choice_expired`. */
  take(token: string): Result<string>;
}

/** Only the last few are kept: nobody drops more and then opens the first. */
const MOST_KEPT = 20;

/** Makes an empty store. */
export function createDroppedFiles(): DroppedFiles {
  const paths = new Map<string, string>();
  return {
    announce: async (path) => {
      // A File that the page made up, or one of another program's memory, has no path.
      if (typeof path !== 'string' || path === '') return err({ kind: 'file_not_found', path: '' });
      const problem = await look(path);
      if (!problem.ok) return problem;
      const token = randomBytes(24).toString('base64url');
      paths.set(token, path);
      for (const oldest of [...paths.keys()].slice(0, -MOST_KEPT)) paths.delete(oldest);
      return ok({ token, name: basename(path) });
    },
    take: (token) => {
      const path = paths.get(token);
      paths.delete(token);
      return path === undefined ? err({ kind: 'choice_expired' }) : ok(path);
    },
  };
}

/** Errors carry the name alone: the page learns no paths. */
async function look(path: string): Promise<Result<null>> {
  const name = basename(path);
  try {
    const found = await stat(path);
    if (found.isDirectory()) return err({ kind: 'file_unreadable', path: name, code: 'EISDIR' });
    if (!found.isFile()) return err({ kind: 'file_unreadable', path: name, code: 'NOT_A_FILE' });
    return found.size === 0 ? err({ kind: 'file_empty', path: name }) : ok(null);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const code = String(error.code);
    if (code === 'ENOENT') return err({ kind: 'file_not_found', path: name });
    return err({ kind: 'file_unreadable', path: name, code });
  }
}

/**
 * The API key: from `POSTBAG_API_KEY`, or asked for on a terminal without echo.
 *
 * Never an argument (it would show in the process list and the shell's history), and stored nowhere.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { err, ok, type Result } from '../../shared/errors.ts';
import type { CliError } from './errors.ts';

/** The environment variable that holds the key. */
export const KEY_VARIABLE = 'POSTBAG_API_KEY';

/** Asks for one line without showing it; `null` on Ctrl-C or at the end of the input. */
export type AskSecret = (question: string) => Promise<string | null>;

/**
 * The key of the account. `ask` is `null` where nobody sits at a terminal.
 *
 * Errors: `api_key_missing`, `interrupted`.
 */
export async function readApiKey(
  env: Readonly<Record<string, string | undefined>>,
  ask: AskSecret | null,
): Promise<Result<string, CliError>> {
  const given = env[KEY_VARIABLE]?.trim();
  if (given) return ok(given);
  if (ask === null) return err({ kind: 'api_key_missing' });
  const typed = await ask('API key (not shown, not stored): ');
  if (typed === null) return err({ kind: 'interrupted' });
  return typed.trim() === '' ? err({ kind: 'api_key_missing' }) : ok(typed.trim());
}

/** Asks on the process's terminal; the question goes to standard error, the answer is not echoed. */
export const askOnTerminal: AskSecret = (question) =>
  new Promise((resolve) => {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
    process.stderr.write(question);
    const finish = (answer: string | null): void => {
      lines.close();
      process.stderr.write('\n');
      resolve(answer);
    };
    lines.once('line', finish);
    lines.once('SIGINT', () => finish(null));
    lines.once('close', () => resolve(null));
  });

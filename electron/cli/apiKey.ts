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

/**
 * Asks on a terminal: the question goes to `output`, what is typed is not echoed.
 *
 * The terminal is given back as it was, so that a later Ctrl-C is a signal again.
 */
export function askOnTerminal(
  question: string,
  input: NodeJS.ReadableStream,
  output: Pick<NodeJS.WritableStream, 'write'>,
): Promise<string | null> {
  return new Promise((resolve) => {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input, output: silent, terminal: true, historySize: 0 });
    let answer: string | null = null;
    output.write(question);
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('SIGINT', () => lines.close());
    // Comes after a line, a Ctrl-C and the end of the input alike, so the answer is given here only.
    lines.once('close', () => {
      output.write('\n');
      resolve(answer);
    });
  });
}

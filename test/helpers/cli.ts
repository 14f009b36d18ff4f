/** Starts the built command line as a child process, as a script would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CLI, ensureFreshCli } from '../../build/scripts/freshCli.js';

/** How a command ended. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document that `--json` promises. @throws if it is not. */
  readonly json: () => unknown;
}

/** A data folder of its own, and the command line over it. */
export interface CliWorld {
  /** A temporary folder for files of the test; the data folder is `data` in it. */
  readonly dir: string;
  readonly data: string;
  /** Runs a command over the data folder. */
  readonly run: (...args: readonly string[]) => Promise<CliResult>;
  /** Runs it with `--json` and expects exit 0; answers the document. */
  readonly ok: <T = Record<string, unknown>>(...args: readonly string[]) => Promise<T>;
  /** Starts it without waiting for its end. */
  readonly start: (...args: readonly string[]) => CliProcess;
  /** Environment variables of the commands; change them at will. */
  readonly env: Record<string, string>;
  readonly remove: () => void;
}

/** A command that is running. */
export interface CliProcess {
  readonly child: ChildProcess;
  /** The first line of standard output. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<CliResult>;
}

/** Makes a world; builds the command line first where that is needed. */
export function createCliWorld(): CliWorld {
  ensureFreshCli();
  const dir = mkdtempSync(join(tmpdir(), 'postbag-cli-'));
  const data = join(dir, 'data');
  const env: Record<string, string> = {};
  const start = (...args: readonly string[]): CliProcess =>
    startCli(['--data', data, ...args], env, dir);
  const run = (...args: readonly string[]): Promise<CliResult> => start(...args).ended;
  return {
    dir,
    data,
    env,
    start,
    run,
    ok: async <T>(...args: readonly string[]) => {
      const result = await run('--json', ...args);
      if (result.code !== 0) {
        throw new Error(`${args.join(' ')}: exit ${result.code}\n${result.stdout}${result.stderr}`);
      }
      return result.json() as T;
    },
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Starts the command line with these arguments and nothing of this process's environment but PATH. */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): CliProcess {
  const { PATH = '', SystemRoot = '', TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH, SystemRoot, TMPDIR, TZ: 'UTC', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const end = stdout.indexOf('\n');
      if (end !== -1) resolve(stdout.slice(0, end));
    });
    child.once('close', () => reject(new Error(`ended without a line: ${stderr}`)));
  });
  firstLine.catch(() => undefined);
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
    });
  });
  return { child, firstLine, ended };
}

/** Everything in a data folder's database, to see whether a refused command changed anything. */
export function contentOf(data: string): string {
  const file = join(data, 'postbag.db');
  if (!existsSync(file)) return 'no database';
  const sql = new Database(file, { readonly: true });
  try {
    const tables = sql
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1`,
      )
      .pluck()
      .all();
    const rows = tables.map((table) => [table, sql.prepare(`SELECT * FROM "${table}"`).all()]);
    return JSON.stringify(rows);
  } finally {
    sql.close();
  }
}

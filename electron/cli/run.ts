/** Runs one command line: parse, do, answer, exit code. */
import { resolve } from 'node:path';
import { AppFailure, err, ok, type Result } from '../../shared/errors.ts';
import { checkTlsEnvironment } from '../api/settings.ts';
import { createLog } from '../log.ts';
import type { Answer, CliContext, CliHost, Handler } from './context.ts';
import { defaultDataDir } from './dataDir.ts';
import type { CliError } from './errors.ts';
import { errorText } from './errorText.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exitCodes.ts';
import { buildProgram, ParseStop } from './program.ts';

/** What a command line turned out to ask. */
type Parsed =
  | { readonly kind: 'command'; readonly handler: Handler; readonly dataDir: string | undefined }
  | { readonly kind: 'help'; readonly of: 'help' | 'version'; readonly text: string }
  | { readonly kind: 'error'; readonly error: CliError };

/** Runs the arguments after the program's name; answers the exit code. Never throws. */
export async function runCli(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  const json = jsonWanted(argv);
  const result = await answerOf(argv, host, json);
  if (!result.ok) return reportError(host, json, result.error);
  return result.value === null ? EXIT.done : reportAnswer(host, json, result.value);
}

/** What the arguments ask, done and answered, but not printed; `null`: it printed by itself. */
export async function answerOf(
  argv: readonly string[],
  host: CliHost,
  json: boolean,
): Promise<Result<Answer | null, CliError>> {
  const parsed = parse(argv, host);
  if (parsed.kind === 'help')
    return ok({ json: { [parsed.of]: parsed.text }, lines: [parsed.text] });
  if (parsed.kind === 'error') return err(parsed.error);
  if (!checkTlsEnvironment(host.env).ok) return err({ kind: 'insecure_tls' });
  return runHandler(parsed.handler, createContext(host, json, parsed.dataDir));
}

/** Whether the arguments ask for JSON: read by hand, since a mistake is answered in JSON, too. */
export function jsonWanted(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}

function parse(argv: readonly string[], host: CliHost): Parsed {
  let handler: Handler | null = null;
  let help = '';
  const program = buildProgram(
    host.version,
    (chosen) => {
      handler = chosen;
    },
    (text) => {
      help += text;
    },
  );
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    return parseStopped(error, help.trimEnd());
  }
  const options = program.opts<{ readonly data?: string }>();
  if (handler !== null) return { kind: 'command', handler, dataDir: options.data };
  return usage('No command was given.', 'postbag');
}

function parseStopped(error: unknown, help: string): Parsed {
  if (!(error instanceof ParseStop)) throw error;
  if (error.reason.exitCode === 0) {
    const of = error.reason.code === 'commander.version' ? 'version' : 'help';
    return { kind: 'help', of, text: help };
  }
  if (error.reason.code === 'commander.help') {
    return usage(`"${error.command}" needs a command after it.`, error.command);
  }
  const detail = error.message.replace(/^error: /u, '');
  return usage(`${detail.charAt(0).toUpperCase()}${detail.slice(1)}`, error.command);
}

function usage(detail: string, command: string): Parsed {
  return { kind: 'error', error: { kind: 'usage', detail, command } };
}

function createContext(host: CliHost, json: boolean, data: string | undefined): CliContext {
  const dataDir = resolve(data ?? defaultDataDir(host));
  return {
    ...host,
    json,
    dataDir,
    log: createLog(resolve(dataDir, 'logs'), { nowMs: host.clock.nowMs, newId: host.newId }),
    warn: (text) => host.io.err(`Warning: ${text}\n`),
    interruptible: async (work) => {
      const controller = new AbortController();
      const forget = host.onInterrupt(() => controller.abort());
      return work(controller.signal).finally(forget);
    },
  };
}

/** Expected failures that could only be thrown become results; anything else is a bug, logged once. */
async function runHandler(
  handler: Handler,
  context: CliContext,
): Promise<Result<Answer | null, CliError>> {
  try {
    return await handler(context);
  } catch (error) {
    if (error instanceof AppFailure) return err(error.error);
    return err({ kind: 'internal', id: context.log.bug(error, 'cli') });
  }
}

function reportAnswer({ io }: CliHost, json: boolean, answer: Answer): ExitCode {
  io.out(
    json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''),
  );
  return answer.exit ?? EXIT.done;
}

function reportError({ io }: CliHost, json: boolean, error: CliError): ExitCode {
  const message = errorText(error);
  if (json) io.out(`${JSON.stringify({ error: { ...error, message } })}\n`);
  else io.err(`${message}\n`);
  return exitCodeOf(error);
}

/** The grammar of the command line: every command, its options and its examples. */
import { Command, type CommanderError } from 'commander';
import { addAccountCommand } from './commands/account.ts';
import { addBackupCommand } from './commands/backup.ts';
import { addCheckCommand } from './commands/check.ts';
import { addGatewayCommand } from './commands/gateway.ts';
import { addImportCommand } from './commands/import.ts';
import { addNotYetCommands } from './commands/notYet.ts';
import { addOptOutCommand } from './commands/optOut.ts';
import { addPreviewCommand } from './commands/preview.ts';
import { addPricesCommand } from './commands/prices.ts';
import { addStatusCommand } from './commands/status.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addResolveCommand } from './commands/resolve.ts';
import { addExportCommand } from './commands/export.ts';
import { addReceiptsCommand } from './commands/receipts.ts';
import { addSendCommand } from './commands/send.ts';
import { addStopCommands } from './commands/stop.ts';
import type { Dispatch } from './context.ts';

/** In the order of the help. */
const COMMANDS = [
  addAccountCommand,
  addPricesCommand,
  addOptOutCommand,
  addImportCommand,
  addPreviewCommand,
  addSendCommand,
  addStatusCommand,
  addStopCommands,
  addResolveCommand,
  addReceiptsCommand,
  addExportCommand,
  addBackupCommand,
  addCheckCommand,
  addGatewayCommand,
  addDemoCommand,
  addNotYetCommands,
] as const;

const GUIDE = `
The usual way:
  postbag account set --org 1234 --sender MyOffice --country KE
  postbag prices set KE=0.02
  postbag import list.csv --message 'Dear {{name}}, ...'
  postbag preview BATCH
  postbag send BATCH --yes
  postbag receipts BATCH --until-final
  postbag export --batch BATCH --format xlsx --out report.xlsx

BATCH is the id that import prints, the end of it (4 characters or more), or the batch's name.
The API key is read from POSTBAG_API_KEY, or asked for on a terminal; it is not stored.

Exit codes:
  0  done (also when some rows were refused)
  1  a bug, with an id
  2  the command was not understood, or there is no API key
  3  the input was refused and nothing was changed
  4  stopped for you to decide, or something may have been sent and is being checked
  5  the API or the line refused; nothing is in doubt, try again later
  6  the data folder cannot be used (busy, newer, damaged, full, frozen)

Each command has its own help: postbag COMMAND --help`;

/** A command line that was not understood, or a request for help. */
export class ParseStop extends Error {
  /** The command that was being parsed, as typed: `postbag prices set`. */
  readonly command: string;
  readonly reason: CommanderError;

  constructor(command: string, reason: CommanderError) {
    super(reason.message);
    this.name = 'ParseStop';
    this.command = command;
    this.reason = reason;
  }
}

/**
 * Builds the parser. Parsing calls `dispatch` with the command's handler, or throws `ParseStop`;
 * what help was asked for goes to `onHelp`.
 */
export function buildProgram(
  version: string,
  dispatch: Dispatch,
  onHelp: (text: string) => void,
): Command {
  const program = new Command('postbag')
    .description('Prepare a bulk SMS send offline, see its cost, send it, follow it, export it.')
    .option('--data <dir>', "folder of the data (default: the platform's application-data folder)")
    .option('--json', 'write exactly one JSON document to standard output')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print the help of a command')
    .helpCommand(false)
    .configureOutput({ writeOut: onHelp, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText('after', ({ command }) => (command.parent === null ? GUIDE : ''));
  for (const add of COMMANDS) add(program, dispatch);
  stopInsteadOfExiting(program, 'postbag');
  return program;
}

/** Makes every command throw `ParseStop` with its own name, and keep its messages to itself. */
function stopInsteadOfExiting(command: Command, path: string): void {
  command.exitOverride((reason) => {
    throw new ParseStop(path, reason);
  });
  for (const child of command.commands) stopInsteadOfExiting(child, `${path} ${child.name()}`);
}

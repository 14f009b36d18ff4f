/** Which data folder the window opens. */
import { resolve } from 'node:path';
import { defaultDataDir, type Machine } from './cli/dataDir.ts';

const SWITCH = '--data=';

/** The folder that `--data=<folder>` names, as for the command line; else the platform's own. */
export function windowDataDir(argv: readonly string[], machine: Machine): string {
  const given = argv.find((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
  return given === undefined || given === '' ? defaultDataDir(machine) : resolve(given);
}

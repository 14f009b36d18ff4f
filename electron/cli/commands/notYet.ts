/** Commands that are documented but not part of this version: they say so, and are not listed. */
import type { Command } from 'commander';
import { err } from '../../../shared/errors.ts';
import type { Dispatch } from '../context.ts';

const NOT_YET = {
  restore:
    'To go back to a backup by hand: move the data folder away, and keep it; sending from an old copy could send twice.',
  purge: 'Until then the history is kept as long as the data folder is.',
} as const;

/** Adds `restore` and `purge`, hidden. */
export function addNotYetCommands(program: Command, dispatch: Dispatch): void {
  for (const [name, instead] of Object.entries(NOT_YET)) {
    program
      .command(name, { hidden: true })
      .argument('[words...]')
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        dispatch(() =>
          Promise.resolve(err({ kind: 'not_in_this_version' as const, command: name, instead })),
        );
      });
  }
}

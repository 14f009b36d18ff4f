/** What can go wrong on the command line: every expected failure of the services, and its own few. */
import type { AppError } from '../../shared/errors.ts';

/** The command line itself was not understood, or cannot be followed. Nothing was changed. */
export type CommandLineError =
  /** Unknown command or option, a missing argument, a value of the wrong form. */
  | { readonly kind: 'usage'; readonly detail: string; readonly command: string }
  /** Documented, but not part of this version. */
  | { readonly kind: 'not_in_this_version'; readonly command: string; readonly instead: string }
  /** The environment switches TLS checks off for every connection of the process. */
  | { readonly kind: 'insecure_tls' };

/** Every failure that the command line reports. */
export type CliError = AppError | CommandLineError;

/** What the command line reads and writes, so that tests can give their own. */

/** Standard output and error, and what is known of the terminal. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person sees standard error: progress is drawn only then. */
  readonly errIsTerminal: boolean;
  /** Width of the terminal in columns. */
  readonly columns: () => number;
}

/** The process's own streams. */
export function processIo(): CliIo {
  // `postbag status | head` closes the pipe early; that is no bug of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY,
    // A terminal that does not know its size says 0.
    columns: () => process.stderr.columns || 80,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Resolves when everything written so far has left the process. */
export async function flushIo(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map(flush));
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.closed) resolve();
    else stream.write('', () => resolve());
  });
}

/** `gateway`: the practice gateway in the foreground, for trying things out without cost. */
import type { Command } from 'commander';
import { ok, type Result } from '../../../shared/errors.ts';
import type { Answer, CliContext, Dispatch } from '../context.ts';
import type { CliError } from '../errors.ts';
import { decimal, wholeNumber } from '../values.ts';

interface GatewayOptions {
  readonly port?: number;
  readonly seed?: number;
  readonly speed?: number;
}

/** Adds `gateway`. */
export function addGatewayCommand(program: Command, dispatch: Dispatch): void {
  program
    .command('gateway')
    .description('run the practice gateway: the API on this computer, nothing is really sent')
    .option('--port <n>', 'port (default: any free one)', wholeNumber(0, 65_535))
    .option('--seed <n>', 'decides the invented receipts (default: 1)', wholeNumber(0, 2 ** 31))
    .option('--speed <x>', 'how many times faster time passes (default: 1)', decimal(0.001, 1e6))
    .addHelpText('after', '\nExample:\n  postbag gateway --port 8099 --speed 60')
    .action((options: GatewayOptions) => {
      dispatch((context) => runGateway(context, options));
    });
}

/** Writes its first line by itself: whoever started it waits for that line, not for the end. */
async function runGateway(
  context: CliContext,
  options: GatewayOptions,
): Promise<Result<Answer | null, CliError>> {
  const { startPracticeGateway } = await import('../../practice/gateway.ts');
  return context.interruptible(async (signal) => {
    const started = await startPracticeGateway({
      ...options,
      clock: context.clock,
      onBug: (error) => void context.log.bug(error, 'gateway'),
    });
    if (!started.ok) return started;
    const gateway = started.value;
    const { url, apiKey, org } = gateway;
    context.io.out(`${JSON.stringify({ url, apiKey, org })}\n`);
    context.io.err('The practice gateway is running; Ctrl-C stops it. Nothing is really sent.\n');
    await aborted(signal);
    await gateway.close();
    return ok(null);
  });
}

/** Ends with Ctrl-C. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * The send command as it is to be typed again.
 *
 * Its options are the operator's safeguards (a budget, hours, one by one), so a hint that leaves them
 * out would invite to send without them.
 */
import { formatUsd } from '../../shared/domain/pricing.ts';

/** The options of `send`, as parsed. */
export interface SendFlags {
  readonly yes?: true;
  /** micro-USD. */
  readonly budget?: number;
  readonly safe?: boolean;
  readonly canary?: number;
  readonly tolerance?: number;
  readonly maxRequest?: number;
  readonly lanes?: number;
  /** UTC milliseconds. */
  readonly notAfter?: number;
  readonly window?: { readonly fromHour: number; readonly toHour: number };
  readonly resendRecent?: true;
  readonly wait?: true;
}

/** A table with a text for every option, so that a new one cannot be forgotten. */
type Words = {
  readonly [K in Exclude<keyof SendFlags, 'yes'>]-?: (value: NonNullable<SendFlags[K]>) => string;
};

const WORDS: Words = {
  budget: (micro) => `--budget ${formatUsd(micro)}`,
  safe: (safe) => (safe ? '--safe' : '--no-safe'),
  canary: (count) => `--canary ${count}`,
  tolerance: (percent) => `--tolerance ${percent}`,
  maxRequest: (count) => `--max-request ${count}`,
  lanes: (count) => `--lanes ${count}`,
  notAfter: (ms) => `--not-after ${new Date(ms).toISOString()}`,
  window: ({ fromHour, toHour }) => `--window ${fromHour}-${toHour}`,
  resendRecent: () => '--resend-recent',
  wait: () => '--wait',
};

/** The command with the options that were given. */
export function sendCommand(batch: string, flags: SendFlags): string {
  const options = Object.keys(WORDS).flatMap((name) => {
    const value = flags[name as keyof Words];
    // Sound: the table has for each option the function that takes exactly its value.
    const word = WORDS[name as keyof Words] as (value: unknown) => string;
    return value === undefined ? [] : [word(value)];
  });
  return ['postbag', 'send', batch, '--yes', ...options].join(' ');
}

/** The command where nobody knows any more which options were given. */
export function sendCommandAsBefore(batch: string): string {
  return `postbag send ${batch} --yes, with the options that you gave before`;
}

/** The options of a send, checked and with their defaults. */
import { err, ok } from '../../shared/errors.ts';
import type { RequestError, Result } from '../../shared/errors.ts';
import type { SendOptions, SendWindow } from './types.ts';

/** What a send goes by. */
export interface SendSettings {
  readonly budgetMicro: number | null;
  readonly safe: boolean | null;
  readonly canary: number;
  readonly tolerancePercent: number;
  readonly maxRequest: number;
  readonly lanes: number;
  readonly notAfterMs: number | null;
  readonly window: SendWindow | null;
  readonly resendRecent: boolean;
  readonly wait: boolean;
  readonly doubtLimit: number;
  readonly realPriceAccepted: boolean;
  /** Days in which the same text to the same number is a question. */
  readonly sameTextDays: number;
}

const DEFAULT_CANARY = 10;
const DEFAULT_TOLERANCE_PERCENT = 20;
const DEFAULT_MAX_REQUEST = 500;
const SAME_TEXT_DAYS = 3;

/** Lowest and highest value of each number, both included. */
const RANGES = {
  budgetMicro: [0, Number.MAX_SAFE_INTEGER],
  canary: [1, 1000],
  tolerancePercent: [0, 1000],
  maxRequest: [1, 10_000],
  lanes: [1, 4],
  doubtLimit: [1, Number.MAX_SAFE_INTEGER],
} as const;

function outOfRange(options: SendOptions): RequestError | null {
  for (const name of Object.keys(RANGES) as (keyof typeof RANGES)[]) {
    const value = options[name];
    const [low, high] = RANGES[name];
    const whole = name === 'tolerancePercent' || Number.isInteger(value);
    if (value === undefined || (whole && value >= low && value <= high)) continue;
    return { kind: 'bad_value', name, value: String(value), expected: `${low} to ${high}` };
  }
  return null;
}

function badWindow(window: SendWindow | undefined): RequestError | null {
  if (window === undefined) return null;
  const { fromHour, toHour } = window;
  const hours = Number.isInteger(fromHour) && Number.isInteger(toHour);
  if (hours && fromHour >= 0 && fromHour <= 23 && toHour >= 0 && toHour <= 24) return null;
  const value = `${fromHour}-${toHour}`;
  return { kind: 'bad_value', name: 'window', value, expected: 'HH-HH, for example 08-20' };
}

/** Without a cap nobody would have said how much the real price may come to. */
function uncapped({ budgetMicro, realPriceAccepted }: SendOptions): RequestError | null {
  if (realPriceAccepted !== true || budgetMicro !== undefined) return null;
  const expected = 'the most that the list may cost';
  return { kind: 'bad_value', name: 'budgetMicro', value: '', expected };
}

/**
 * Checks the options and fills in the defaults.
 *
 * A larger request or more lanes are an explicit choice of more risk, so the doubt limit follows them.
 */
export function sendSettings(options: SendOptions): Result<SendSettings, RequestError> {
  const problem = outOfRange(options) ?? badWindow(options.window) ?? uncapped(options);
  if (problem !== null) return err(problem);
  const { maxRequest = DEFAULT_MAX_REQUEST, lanes = 1 } = options;
  return ok({
    budgetMicro: options.budgetMicro ?? null,
    safe: options.safe ?? null,
    canary: options.canary ?? DEFAULT_CANARY,
    tolerancePercent: options.tolerancePercent ?? DEFAULT_TOLERANCE_PERCENT,
    maxRequest,
    lanes,
    notAfterMs: options.notAfterMs ?? null,
    window: options.window ?? null,
    resendRecent: options.resendRecent ?? false,
    wait: options.wait ?? false,
    doubtLimit: options.doubtLimit ?? Math.max(DEFAULT_MAX_REQUEST, maxRequest) * lanes,
    realPriceAccepted: options.realPriceAccepted ?? false,
    sameTextDays: SAME_TEXT_DAYS,
  });
}

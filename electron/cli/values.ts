/** Option values: text of an argument → value, or a usage error that says what is expected. */
import { InvalidArgumentError } from 'commander';
import { parseUsdMicro } from '../../shared/domain/pricing.ts';
import { parseRowList } from '../../shared/domain/rowList.ts';

/** A whole number within bounds, both included. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

/** A decimal number within bounds, both included. */
export function decimal(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}(?:\.\d{1,9})?$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
  };
}

const ISO_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/u;

/** A time as ISO 8601 → UTC milliseconds; without a zone it is this computer's time. */
export function isoTime(text: string): number {
  const match = ISO_TIME.exec(text);
  const ms = match === null || !isRealDate(match) ? Number.NaN : Date.parse(standardTime(match));
  if (Number.isFinite(ms)) return ms;
  throw new InvalidArgumentError('Expected a time such as 2026-10-31 or 2026-10-31T18:00+03:00.');
}

/** The form that `Date.parse` takes as local time unless a zone is given (a bare date is UTC there). */
function standardTime(match: RegExpExecArray): string {
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = ''] = match;
  const colon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${colon}`;
}

/** `Date.parse` turns 31 June into 1 July. */
function isRealDate(match: RegExpExecArray): boolean {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Hours between which messages may leave: `08-18`, also over midnight: `20-06`. */
export function hourWindow(text: string): { readonly fromHour: number; readonly toHour: number } {
  const match = /^(\d{1,2})-(\d{1,2})$/u.exec(text);
  const fromHour = Number(match?.[1]);
  const toHour = Number(match?.[2]);
  if (match !== null && fromHour <= 23 && toHour <= 24 && fromHour !== toHour) {
    return { fromHour, toHour };
  }
  throw new InvalidArgumentError('Expected hours such as 08-18.');
}

/** Spreadsheet rows: `2,5,7-9`. */
export function rowList(text: string): readonly number[] {
  const rows = parseRowList(text);
  if (rows.ok) return rows.value;
  throw new InvalidArgumentError(`Expected ${rows.error.expected}.`);
}

/** Repeated `FIELD=COLUMN` options, collected into a map. */
export function fieldMapping(
  text: string,
  previous: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError('Expected FIELD=COLUMN, for instance name=First name.');
  }
  return new Map(previous).set(text.slice(0, at).trim(), text.slice(at + 1).trim());
}

/** An amount in US dollars → micro-USD. */
export function usd(text: string): number {
  const micro = parseUsdMicro(text);
  if (micro !== null) return micro;
  throw new InvalidArgumentError('Expected US dollars such as 12.50, with at most 6 decimals.');
}

/**
 * Words on the screen: `useText()` for a string, `<T id=… />` for an element.
 *
 * Values from outside may be given as they are: what cannot be seen is made visible, and what is
 * written the other way is kept from turning the sentence around.
 */
import { useMemo, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './en.ts';
import { directionOf, languageFor, type Language } from './languages.ts';
import { formatMicro, formatMicroTo } from './money.ts';
import { isolated, visible } from './visible.ts';

/** What a message's arguments may be, where the message becomes a string. */
export type TextValues = Readonly<Record<string, string | number | boolean | Date>>;

/** What they may be where it becomes elements: also elements, and functions for `<tag>…</tag>`. */
export type RichValues = Readonly<
  Record<string, Date | ReactNode | ((chunks: readonly ReactNode[]) => ReactNode)>
>;

/** Makes a string of a message; a function of the current language. */
export type TextOf = (id: MessageId, values?: TextValues) => string;

/** Formatters of the current language. */
export interface Formats {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** micro-USD by the locale; `exact` shows every digit of a price. */
  readonly money: (micro: number, exact?: boolean) => string;
  /** micro-USD by the locale with so many decimals: those that a column's `decimalsFor` needs. */
  readonly moneyTo: (micro: number, decimals: number) => string;
  readonly count: (count: number) => string;
  /** A share of one, as whole per cent; 0 and 100 only where it is none and all. */
  readonly percent: (share: number) => string;
  /** A moment on this computer's clock: `24 Nov 2026, 14:32`. The month is named. */
  readonly dateTime: (ms: number) => string;
  readonly date: (ms: number) => string;
  readonly time: (ms: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** The name of a country by its two letters, in the current language. */
  readonly country: (code: string) => string;
}

function safeValues<Value>(values: Readonly<Record<string, Value>>, language: Language) {
  const direction = directionOf(language);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(visible(value, true), direction) : value,
    ]),
  );
}

/** `t('outbox.title', { count })`: a message as a string. */
export function useText(): TextOf {
  const intl = useIntl();
  return useMemo(() => {
    const language = languageFor([intl.locale]);
    return (id, values) =>
      intl.formatMessage({ id }, values && (safeValues(values, language) as TextValues));
  }, [intl]);
}

/** A message as an element; `values` may hold elements, and functions for `<link>…</link>`. */
export function T({
  id,
  values,
}: {
  readonly id: MessageId;
  readonly values?: RichValues;
}): ReactNode {
  const intl = useIntl();
  return intl.formatMessage(
    { id },
    values && (safeValues(values, languageFor([intl.locale])) as Record<string, ReactNode>),
  );
}

/** The tags that every message may use without being given them. */
export const RICH_TAGS = {
  b: (chunks: readonly ReactNode[]) => <strong>{chunks}</strong>,
  i: (chunks: readonly ReactNode[]) => <em>{chunks}</em>,
  kbd: (chunks: readonly ReactNode[]) => <kbd>{chunks}</kbd>,
};

function makeFormats(locale: string): Formats {
  const language = languageFor([locale]);
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const date = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  return {
    language,
    direction: directionOf(language),
    money: (micro, exact) => formatMicro(micro, locale, exact),
    moneyTo: (micro, decimals) => formatMicroTo(micro, locale, decimals),
    count: (value) => count.format(value),
    percent: (share) => unmarked(percent.format(honestShare(share))),
    dateTime: (ms) => unmarked(dateTime.format(ms)),
    date: (ms) => unmarked(date.format(ms)),
    time: (ms) => unmarked(time.format(ms)),
    list: (items) => list.format(items),
    country: (code) => countryName(countries, code),
  };
}

/** All is said of all only, and nothing of nothing only: 249 of 250 are 99 %. */
function honestShare(share: number): number {
  if (share <= 0 || share >= 1) return share;
  return Math.min(0.99, Math.max(0.01, share));
}

/** Without marks of direction, which Arabic brings: they would be shown as what cannot be seen. */
function unmarked(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c]/gu, '');
}

function countryName(countries: Intl.DisplayNames, code: string): string {
  // `DisplayNames` throws for what is no region code, and texts from outside come here.
  return /^[A-Za-z]{2}$/u.test(code) ? (countries.of(code.toUpperCase()) ?? code) : code;
}

const FORMATS = new Map<string, Formats>();

/** The formatters of a locale (numbers, money, dates, lists), made once. */
export function formatsOf(locale: string): Formats {
  const known = FORMATS.get(locale) ?? makeFormats(locale);
  FORMATS.set(locale, known);
  return known;
}

/** The formatters of the current language. */
export function useFormats(): Formats {
  return formatsOf(useIntl().locale);
}

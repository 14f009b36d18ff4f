/**
 * The languages of the window: English in the first chunk, the others one lazy chunk each.
 *
 * English is the source of every id; what a language does not have yet is shown in English.
 */
import { en, type MessageId } from './en.ts';

/** The languages of the window, by their two-letter code. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;

/** One language of the window. */
export type Language = (typeof LANGUAGES)[number];

/** The languages in their own words, so that each is found by who reads it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

/** All messages of one language. */
export type Messages = Readonly<Record<MessageId, string>>;

/** Which way a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The window's language for what the system asks for (`fr-CM` is French); English otherwise. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split(/[-_]/u, 1)[0];
    const known = LANGUAGES.find((language) => language === code);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** Where a language is spoken, if the system does not say: most offices that speak it are there. */
const USUAL_REGION: Readonly<Record<Language, string>> = {
  en: 'en',
  fr: 'fr',
  es: 'es-419',
  ar: 'ar',
};

/**
 * The locale for numbers, dates and money in a language: the system's own where it speaks the same
 * language, since `0,02` and `0.02` differ from country to country.
 *
 * @param system the system's locales, the preferred one first.
 */
export function localeFor(language: Language, system: readonly string[]): string {
  const own = system
    .map(plainTag)
    .find((tag) => tag.toLowerCase().startsWith(`${language}-`) && isLocale(tag));
  return own ?? USUAL_REGION[language];
}

/** `fr_CM@currency=XAF`, as macOS names it, is `fr-CM`. */
function plainTag(tag: string): string {
  return tag.replace(/[@.].*$/u, '').replaceAll('_', '-');
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    // Not a locale at all: `C` and the like are possible on Linux.
    return false;
  }
}

const LOADERS: Readonly<
  Record<Exclude<Language, 'en'>, () => Promise<{ readonly messages: Partial<Messages> }>>
> = {
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  ar: () => import('./ar.ts'),
};

/** Loads a language; ids that it lacks are English. */
export async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'en') return en;
  const { messages } = await LOADERS[language]();
  return { ...en, ...messages };
}

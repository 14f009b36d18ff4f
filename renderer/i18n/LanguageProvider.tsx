/** The current language: its words, its direction on the page, and a way to change it. */
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { IntlProvider } from 'react-intl';
import { directionOf, loadMessages, localeFor, type Language, type Messages } from './languages.ts';
import { RICH_TAGS } from './text.tsx';

/** A language whose words are loaded. */
export interface LoadedLanguage {
  readonly language: Language;
  readonly messages: Messages;
}

interface LanguageControl {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageControl | null>(null);

/** The current language, and a function that loads and shows another one. */
export function useLanguage(): LanguageControl {
  const control = use(LanguageContext);
  if (control === null) throw new Error('no LanguageProvider above');
  return control;
}

/** Gives words and direction to everything below. */
export function LanguageProvider({
  initial,
  systemLocales = [],
  children,
}: {
  readonly initial: LoadedLanguage;
  /** How the system writes dates and numbers, as it says itself; asked before the browser. */
  readonly systemLocales?: readonly string[];
  readonly children: ReactNode;
}): ReactElement {
  const [{ language, messages }, setLoaded] = useState(initial);
  const setLanguage = useCallback((wanted: Language) => {
    void loadMessages(wanted).then((words) => setLoaded({ language: wanted, messages: words }));
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  const control = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  const locale = localeFor(language, [...systemLocales, ...navigator.languages]);
  return (
    <LanguageContext value={control}>
      <IntlProvider
        locale={locale}
        messages={messages}
        defaultLocale="en"
        defaultRichTextElements={RICH_TAGS}
      >
        <I18nProvider locale={locale}>{children}</I18nProvider>
      </IntlProvider>
    </LanguageContext>
  );
}

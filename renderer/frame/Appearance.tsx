/** Makes the window look as the settings say: its language and its light. Draws nothing. */
import { useEffect } from 'react';
import { useAppState, type AppState } from '../api/appState.ts';
import { languageFor, type Language } from '../i18n/languages.ts';
import { useLanguage } from '../i18n/LanguageProvider.tsx';

/** The language to show: the chosen one, else the system's. */
export function languageOf(state: Pick<AppState, 'preferences' | 'systemLocale'>): Language {
  return state.preferences.language ?? languageFor([state.systemLocale, ...navigator.languages]);
}

/** Follows the system, or stays light or dark. */
export function showTheme(theme: AppState['preferences']['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Follows the settings while the window is open. */
export function Appearance(): null {
  const state = useAppState();
  const { language, setLanguage } = useLanguage();
  const wanted = state === undefined ? language : languageOf(state);
  const theme = state?.preferences.theme ?? 'system';
  useEffect(() => {
    if (wanted !== language) setLanguage(wanted);
  }, [wanted, language, setLanguage]);
  useEffect(() => showTheme(theme), [theme]);
  return null;
}

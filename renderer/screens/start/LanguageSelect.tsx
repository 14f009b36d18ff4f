/** The language, asked first: each in its own words. */
import type { ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Select } from '../../components/Select.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts';
import { useFormats, useText } from '../../i18n/text.tsx';

/** A small choice of the language. */
export function LanguageSelect({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const { language } = useFormats();
  const set = useAction('setPreferences');
  return (
    <div className="start-language">
      <Select
        label={t('settings.language')}
        value={state.preferences.language ?? language}
        onChange={(chosen) => void set.run({ language: chosen })}
        options={LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
      />
    </div>
  );
}

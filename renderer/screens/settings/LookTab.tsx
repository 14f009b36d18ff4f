/** The language of the window, and whether it is light or dark. Both work at once. */
import type { ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Card } from '../../components/Card.tsx';
import { RadioGroup } from '../../components/Choice.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts';
import { useText } from '../../i18n/text.tsx';

/** The choice of the language; each stands in its own words. */
export function LanguageChoice({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const set = useAction('setPreferences');
  return (
    <RadioGroup
      label={t('settings.language')}
      value={state.preferences.language ?? 'system'}
      onChange={(choice) => void set.run({ language: choice === 'system' ? null : choice })}
      options={[
        { id: 'system' as const, label: t('settings.language_system') },
        ...LANGUAGES.map((language) => ({
          id: language,
          label: <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
        })),
      ]}
    />
  );
}

/** Language and look. */
export function LookTab({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const set = useAction('setPreferences');
  return (
    <div className="stack-large">
      <ErrorNotice error={set.error} />
      <Card title={t('settings.tab_look')}>
        <LanguageChoice state={state} />
        <RadioGroup
          label={t('settings.theme')}
          value={state.preferences.theme}
          onChange={(theme) => void set.run({ theme })}
          options={[
            { id: 'system', label: t('settings.theme_system') },
            { id: 'light', label: t('settings.theme_light') },
            { id: 'dark', label: t('settings.theme_dark') },
          ]}
        />
      </Card>
    </div>
  );
}

/** The settings, one tab for each matter; each has an address of its own. */
import type { ReactElement } from 'react';
import { useLocation, useParams } from 'wouter';
import { useAppState, type AppState } from '../../api/appState.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import type { MessageId } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.tsx';
import { paths, SETTINGS_TABS, type SettingsTab } from '../../routes.tsx';
import { AboutTab } from './AboutTab.tsx';
import { AccountTab, DefaultsTab } from './AccountTab.tsx';
import { LookTab } from './LookTab.tsx';
import { OptOutTab } from './OptOutTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { PracticeTab } from './PracticeTab.tsx';
import { PricesTab } from './PricesTab.tsx';

interface TabDefinition {
  readonly label: MessageId;
  readonly View: (props: { readonly state: AppState }) => ReactElement;
}

const TABS: Readonly<Record<SettingsTab, TabDefinition>> = {
  account: { label: 'settings.tab_account', View: AccountTab },
  people: { label: 'settings.tab_people', View: PeopleTab },
  prices: { label: 'settings.tab_prices', View: PricesTab },
  do_not_contact: { label: 'settings.tab_do_not_contact', View: OptOutTab },
  defaults: { label: 'settings.tab_defaults', View: DefaultsTab },
  look: { label: 'settings.tab_look', View: LookTab },
  practice: { label: 'settings.tab_practice', View: PracticeTab },
  about: { label: 'settings.tab_about', View: AboutTab },
};

/** The tab of an address; the first one for an address that names none. */
export function tabOf(name: string | undefined): SettingsTab {
  return SETTINGS_TABS.find((tab) => tab === name) ?? 'account';
}

/** The settings. */
export function SettingsScreen(): ReactElement {
  const t = useText();
  const [, go] = useLocation();
  const { tab } = useParams<{ tab?: string }>();
  const state = useAppState();
  if (state === undefined) return <Loading />;
  return (
    <Page title={t('settings.title')}>
      <Tabs
        label={t('settings.title')}
        orientation="vertical"
        selected={tabOf(tab)}
        onSelect={(id) => go(paths.settings(id))}
        items={SETTINGS_TABS.map((id) => {
          const { label, View } = TABS[id];
          return { id, label: t(label), content: () => <View state={state} /> };
        })}
      />
    </Page>
  );
}

/** Which version this is, where the data lies, and where help is. */
import { BookOpen, FolderOpen } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { useAction } from '../../api/calls.ts';
import { Button, ButtonLink } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Outside } from '../../components/Values.tsx';
import { useText } from '../../i18n/text.tsx';
import { paths } from '../../routes.tsx';
import { WebLink } from '../account/panel.tsx';
import './settings.css';

/** About this program. */
export function AboutTab({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const show = useAction('showDataFolder');
  const guide = useAction('openGuide');
  return (
    <Card title={t('settings.tab_about')}>
      <dl className="about-facts">
        <dt>{t('settings.version')}</dt>
        <dd>
          <bdi dir="ltr">{state.version}</bdi>
        </dd>
        <dt>{t('settings.data_folder')}</dt>
        <dd>
          <Outside text={state.dataFolder} />
        </dd>
      </dl>
      <p className="soft">{t('settings.data_folder_text')}</p>
      <ErrorNotice error={show.error ?? guide.error} />
      <div className="row">
        <Button icon={<FolderOpen aria-hidden="true" />} onPress={() => void show.run({})}>
          {t('settings.show_data_folder')}
        </Button>
        <Button icon={<BookOpen aria-hidden="true" />} onPress={() => void guide.run({})}>
          {t('settings.guide')}
        </Button>
        <ButtonLink to={paths.start()}>{t('settings.first_start_again')}</ButtonLink>
      </div>
      <div className="row">
        <WebLink link="support">{t('settings.support')}</WebLink>
        <WebLink link="api_documentation">{t('settings.api_documentation')}</WebLink>
      </div>
    </Card>
  );
}

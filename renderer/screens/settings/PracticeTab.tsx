/** Practice mode: a second set of data in which nothing is real. */
import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import type { AppState } from '../../api/appState.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { usePracticeMode } from '../../frame/PracticeBanner.tsx';
import { useText } from '../../i18n/text.tsx';

/** What practice mode is, and the way into and out of it. */
export function PracticeTab({ state }: { readonly state: AppState }): ReactElement {
  const t = useText();
  const practice = usePracticeMode();
  const isOn = state.mode === 'practice';
  return (
    <Card title={t('common.practice_mode')}>
      <p>{t('settings.practice_text')}</p>
      <p className="soft">{t('settings.practice_apart')}</p>
      <div>
        <Button
          look={isOn ? 'secondary' : 'primary'}
          icon={<FlaskConical aria-hidden="true" />}
          isPending={practice.busy}
          onPress={() => practice.set(!isOn)}
        >
          {isOn ? t('common.practice_end') : t('settings.practice_begin')}
        </Button>
      </div>
    </Card>
  );
}

/** The first words: what Postbag does, in which language, and that practice needs nothing. */
import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { usePracticeMode } from '../../frame/PracticeBanner.tsx';
import { useText } from '../../i18n/text.tsx';
import { LanguageSelect } from './LanguageSelect.tsx';
import type { StepProps } from './FirstStart.tsx';

/** Welcome. */
export function WelcomeStep({ state, on, finish }: StepProps): ReactElement {
  const t = useText();
  const practice = usePracticeMode();
  const remember = useAction('setPreferences');
  const beginPractice = (): void => {
    void remember.run({ firstStartDone: true }).then(() => practice.set(true));
  };
  return (
    <div className="stack-large">
      <p>{t('start.welcome_text')}</p>
      <LanguageSelect state={state} />
      <div className="start-choices">
        <div className="start-choice">
          <h2>{t('start.set_up')}</h2>
          <p className="soft">{t('start.set_up_text')}</p>
          <Button look="primary" onPress={() => on('next')}>
            {t('start.begin')}
          </Button>
        </div>
        <div className="start-choice">
          <h2>{t('start.practise')}</h2>
          <p className="soft">{t('start.practise_text')}</p>
          <Button
            icon={<FlaskConical aria-hidden="true" />}
            isPending={practice.busy}
            onPress={beginPractice}
          >
            {t('settings.practice_begin')}
          </Button>
        </div>
      </div>
      <div className="start-foot">
        <Button look="quiet" onPress={finish}>
          {t('start.skip_all')}
        </Button>
      </div>
    </div>
  );
}

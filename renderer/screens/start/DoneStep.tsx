/** The end of the first start: what to do now, and what was left for later. */
import type { ReactElement } from 'react';
import { useAction } from '../../api/calls.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { usePracticeMode } from '../../frame/PracticeBanner.tsx';
import { useText } from '../../i18n/text.tsx';
import { TestAccount } from '../account/keyForm.tsx';
import { WebLink } from '../account/panel.tsx';
import type { StepProps } from './FirstStart.tsx';

/** What is missing for sending, by name. */
function useMissing({ state }: Pick<StepProps, 'state'>): readonly string[] {
  const t = useText();
  return [
    ...(state.person === null ? [t('start.missing_person')] : []),
    ...(state.account === null ? [t('start.missing_organisation')] : []),
    ...(state.key.state === 'set' ? [] : [t('start.missing_key')]),
  ];
}

function MissingNotice({ state }: Pick<StepProps, 'state'>): ReactElement {
  const t = useText();
  const missing = useMissing({ state });
  if (missing.length === 0) return <Notice tone="success">{t('start.done_all')}</Notice>;
  return (
    <Notice title={t('start.done_missing')}>
      <ul className="start-missing">
        {missing.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p>{t('start.done_later')}</p>
    </Notice>
  );
}

/** The end. */
export function DoneStep({ state, on, finish }: StepProps): ReactElement {
  const t = useText();
  const practice = usePracticeMode();
  const remember = useAction('setPreferences');
  const practise = (): void => {
    void remember.run({ firstStartDone: true }).then(() => practice.set(true));
  };
  return (
    <div className="stack-large">
      <MissingNotice state={state} />
      {state.account !== null && state.key.state === 'set' && <TestAccount state={state} />}
      <div>
        <p>{t('start.done_text')}</p>
        <WebLink link="support">{t('settings.support')}</WebLink>
      </div>
      <div className="start-foot">
        <Button look="quiet" onPress={() => on('back')}>
          {t('common.back')}
        </Button>
        <span className="grow" />
        <Button isPending={practice.busy} onPress={practise}>
          {t('settings.practice_begin')}
        </Button>
        <Button look="primary" onPress={finish}>
          {t('start.to_outbox')}
        </Button>
      </div>
    </div>
  );
}
